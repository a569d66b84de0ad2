import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkout } from '../bed/paths.ts';
import { requireOrSkip } from '../bed/require.ts';

const argv = [
  '--experimental-ffi',
  '--disable-warning=ExperimentalWarning',
  join(checkout, 'src/main.ts'),
  'best-route',
];

function bestRoute(input: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...argv, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { status, stdout, stderr };
}

describe('teams-split-tunnel best-route', function () {
  requireOrSkip(this, ['ip']);

  it('answers a line before the next one comes', async () => {
    const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const address of ['127.0.0.1', '::1', '127.0.0.2']) {
      child.stdin.write(`${address}\n`);
      assert.match((await lines.next()).value!, new RegExp(`^${address} .* on lo `));
    }
    child.stdin.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('answers thousands of lines in the order asked, the last without an end', () => {
    const addresses = Array.from({ length: 20_000 }, (_, i) => `127.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);
    const { status, stdout } = bestRoute(addresses.join('\n'), '--json');
    assert.equal(status, 0);
    assert.deepEqual(
      JSON.parse(stdout).map(({ address }: { address: string }) => address),
      addresses,
    );
  });

  it('names the lines that are no addresses, and answers the others', () => {
    const { status, stdout, stderr } = bestRoute('127.0.0.1\n127.0.0.01\r\n ::1 \r\nfe80::1%eth0\n');
    assert.equal(status, 2);
    assert.deepEqual(stdout.match(/^\S+/gm), ['127.0.0.1', '::1']);
    assert.match(stderr, /address 2: "127\.0\.0\.01" has an octet with a leading zero/);
    assert.match(stderr, /address 4: "fe80::1%eth0" has a zone/);
  });

  it('takes addresses as arguments, and answers nothing to nothing', () => {
    assert.match(bestRoute('', '127.0.0.1', '::1').stdout, /^127\.0\.0\.1 .*\n::1 .*\n$/);
    assert.deepEqual(bestRoute(''), { status: 0, stdout: '', stderr: '' });
    assert.equal(bestRoute('', '--json').stdout, '[]\n');
  });
});
