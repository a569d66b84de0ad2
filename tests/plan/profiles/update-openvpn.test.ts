import assert from 'node:assert/strict';
import fc from 'fast-check';
import { added, assertInserted, removed, updateBytes } from './updating.ts';
import { told } from './reading.ts';

const wanted: Record<string, string> = {
  '52.112.0.0/14': 'route 52.112.0.0 255.252.0.0 net_gateway',
  '52.122.0.0/15': 'route 52.122.0.0 255.254.0.0 net_gateway',
};
const outdated = [
  'route 13.107.64.0 255.255.192.0 net_gateway',
  'route 52.120.0.0 255.252.0.0 net_gateway 5 # old',
  '\troute "13.107.60.1" 255.255.255.255 net_gateway',
];
const others = [
  '# route 13.107.64.0 255.255.192.0 net_gateway',
  '; f\u00fcr alle',
  '',
  '   ',
  'redirect-gateway def1',
  'route 10.0.0.0 255.0.0.0',
  'route 13.107.64.0 255.255.192.0',
  'route 9.0.0.0 255.0.0.0 net_gateway',
  'route intranet.example.com 255.255.255.255 net_gateway',
  'remote vpn.example.com 1194 udp',
  'auth-user-pass',
];
const inline = '<ca>\nroute 13.107.64.0 255.255.192.0 net_gateway\nMIIB\n</ca>';

const files = fc
  .record({
    lines: fc.array(
      fc.oneof(
        fc.constantFrom(...others, inline, ...Object.values(wanted)).map((text) => ({ text, isOutdated: false })),
        fc.constantFrom(...outdated).map((text) => ({ text, isOutdated: true })),
      ),
      { maxLength: 12 },
    ),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    isEnded: fc.boolean(),
  })
  .map(({ lines, lineEnd, isEnded }) => {
    const all = [{ text: 'client', isOutdated: false }, ...lines];
    const joined = (kept: typeof all) => kept.map(({ text }) => text.replaceAll('\n', lineEnd) + lineEnd).join('');
    const cut = (text: string) => (isEnded || all.at(-1)!.isOutdated ? text : text.slice(0, -lineEnd.length));
    return {
      lineEnd,
      text: cut(joined(all)),
      base: cut(joined(all.filter(({ isOutdated }) => !isOutdated))),
    };
  });

describe('the update of an OpenVPN configuration', () => {
  it('adds what is missing, drops what is outdated, and leaves every other byte, in any valid file', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom('utf8', 'latin1'), async ({ text, base, lineEnd }, encoding) => {
        const first = await updateBytes(Buffer.from(text, encoding));
        const result = first.bytes.toString(encoding);
        assertInserted(
          result,
          base,
          added(first.updated)
            .map((cidr) => wanted[cidr])
            .join(''),
        );
        const { local } = await told(result);
        assert.deepEqual(
          Object.keys(wanted).filter((cidr) => !local.includes(cidr)),
          [],
        );
        assert.deepEqual(
          ['13.107.64.0/18', '52.120.0.0/14', '13.107.60.1/32'].filter((cidr) => local.includes(cidr)),
          [],
        );
        if (text.includes(lineEnd)) assert.ok(!result.replaceAll(lineEnd, '').includes('\n'), 'line ends');
        const second = await updateBytes(first.bytes);
        assert.deepEqual(second.bytes, first.bytes, 'a second run changes nothing');
      }),
      { numRuns: 500 },
    );
  });

  it('goes behind the last route, and keeps a last line without an end', async () => {
    const { updated } = await updateBytes(
      Buffer.from('client\r\nroute 13.107.64.0 255.255.192.0 net_gateway\r\nredirect-gateway def1'),
    );
    assert.equal(updated.text, `client\r\nredirect-gateway def1\r\n${Object.values(wanted).join('\r\n')}`);
    assert.deepEqual(removed(updated), ['13.107.64.0/18']);
    assert.match(updated.notes.join(), /cannot exclude IPv6/);
  });

  it('does not touch the same route into the tunnel', async () => {
    const { updated } = await updateBytes(Buffer.from('client\nroute 52.112.0.0 255.252.0.0\n'));
    assert.match(updated.text, /^client\nroute 52.112.0.0 255.252.0.0\nroute 52.112.0.0 255.252.0.0 net_gateway\n/);
    assert.match(updated.notes.join(), /Line 2 sends 52.112.0.0\/14 into the tunnel/);
  });
});
