import assert from 'node:assert/strict';
import { accountsIn } from '../../../src/collect/bundle/people.ts';

describe('people of this machine', () => {
  it('are the accounts that are no service, by login and full name', () => {
    const passwd = `root:x:0:0:root:/root:/bin/bash
sshd:x:101:65534::/run/sshd:/usr/sbin/nologin
jane:x:1000:1000:Jane Doe,,,:/home/jane:/bin/bash
joe:x:1001:1001::/home/joe:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
`;
    assert.deepEqual(accountsIn(passwd.split('\n')), ['jane', 'Jane Doe', 'joe', '']);
  });
});
