import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { toNetsh } from '../../../src/plan/rules/netsh.ts';
import { blockRule } from './random.ts';
import { remoteAccessRules } from './planned.ts';

describe('block rules for netsh', () => {
  it('are the golden file', () => {
    const golden = readFileSync(join(import.meta.dirname, 'golden/netsh.cmd'), 'utf8');
    assert.equal(`${toNetsh(remoteAccessRules())}\n`, golden);
  });

  it('say each rule in the words of netsh advfirewall firewall add rule', () => {
    fc.assert(
      fc.property(fc.array(blockRule(), { minLength: 1, maxLength: 3 }), (rules) => {
        const added = toNetsh(rules)
          .split('\n')
          .filter((line) => line.startsWith('netsh advfirewall firewall add rule '));
        assert.deepEqual(
          added.map((line) =>
            Object.fromEntries(
              [...line.matchAll(/ (\w+)=(?:"([^"]*)"|(\S+))/g)].map(([, key, quoted, bare]) => [key, quoted ?? bare]),
            ),
          ),
          rules.map(({ name, remoteAddresses, remotePorts }, i) => ({
            name,
            description: /description="([^"]*)"/.exec(added[i])?.[1],
            dir: 'out',
            action: 'block',
            enable: 'yes',
            profile: 'any',
            protocol: 'UDP',
            remoteip: remoteAddresses.join(),
            remoteport: remotePorts.join() || 'any',
            interfacetype: 'ras',
          })),
        );
      }),
    );
  });
});
