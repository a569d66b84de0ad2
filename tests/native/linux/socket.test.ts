import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Netlink } from '../../../src/native/linux/netlink.ts';
import { askRoutes } from '../../../src/native/linux/lookup.ts';
import { RoutingSocket } from '../../../src/native/linux/socket.ts';
import { checkout } from '../../bed/paths.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';

describe('the routing socket', function () {
  requireOrSkip(this, ['ip']);

  it('brings all answers where more come than it has room for', () => {
    let turns = 0;
    const socket = new RoutingSocket();
    const netlink = new Netlink({
      send(bytes) {
        turns++;
        socket.send(bytes);
      },
      receive: () => socket.receive(),
      close: () => socket.close(),
    });
    const addresses = Array.from({ length: 3_000 }, (_, i) => Buffer.of(127, 0, i >> 8, i & 255));
    const answers = askRoutes(netlink, addresses);
    netlink.close();
    assert.ok(turns > 1, 'the answers were no more than the room for them');
    assert.equal(answers.length, 3_000);
    assert.ok(answers.every(({ index }) => index === 1));
  });

  it('leaves no descriptor open', () => {
    const descriptors = () => readdirSync('/proc/self/fd').length;
    const before = descriptors();
    for (let i = 0; i < 5; i++) new Netlink().close();
    assert.equal(descriptors(), before);
  });

  it("tells the C library's error", () => {
    const script = 'ulimit -n 60; exec "$0" --experimental-ffi --disable-warning=ExperimentalWarning "$1"';
    const node = join(checkout, 'node_modules/.bin/node');
    const program = join(import.meta.dirname, 'descriptors.ts');
    const output = execFileSync(tool('sh'), ['-c', script, node, program], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(output), { id: 'KernelRoutingUnavailable', target: 'EMFILE', exitCode: 3 });
  });
});
