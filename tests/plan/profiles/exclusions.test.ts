import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { exclusionTargets, profileFormats, type ExclusionTarget } from '../../../src/contract/profile.ts';
import { clouds } from '../../../src/contract/endpoints.ts';
import { bundledList } from '../../../src/endpoints/bundled.ts';
import { optimizePrefixes } from '../../../src/endpoints/select.ts';
import { contains, formatPrefix, parsePrefix, prefixOf } from '../../../src/net/prefix.ts';
import { complement } from '../../../src/plan/profiles/exclusions/complement.ts';
import { parseTarget, writeExclusions } from '../../../src/plan/profiles/exclusions/write.ts';
import { renderExclusions } from '../../../src/render/profile.ts';
import { worldwide } from '../../judge/machine.ts';
import { proof, told } from './reading.ts';
import { profileXml } from './samples.ts';

const media = optimizePrefixes(worldwide);
const written = (target: ExclusionTarget, prefixes = media) => writeExclusions(target, prefixes).text;

describe('the complement', () => {
  it('is the one that was computed elsewhere', () => {
    const [, ipv4, ipv6] = readFileSync(
      join(import.meta.dirname, 'fixtures/wireguard-allowedips-complement.txt'),
      'utf8',
    )
      .trim()
      .split('\n');
    assert.equal(complement(media, 4).map(formatPrefix).join(', '), ipv4);
    assert.equal(complement(media, 6).map(formatPrefix).join(', '), ipv6);
  });

  it('has no /0, not even of nothing', () => {
    assert.deepEqual(complement([], 4).map(formatPrefix), ['0.0.0.0/1', '128.0.0.0/1']);
    assert.deepEqual(
      complement(media, 6).filter(({ length }) => length === 0),
      [],
    );
    assert.deepEqual(complement([], 6).map(formatPrefix), ['::/1', '8000::/1']);
    assert.deepEqual(complement([parsePrefix('0.0.0.0/0')], 4), []);
  });

  it('holds every address that the prefixes do not, once', () => {
    const prefix = fc
      .tuple(fc.bigInt(0n, 2n ** 32n - 1n), fc.integer({ min: 1, max: 32 }))
      .map(([value, length]) => prefixOf({ family: 4, value }, length));
    fc.assert(
      fc.property(
        fc.array(prefix, { maxLength: 12 }),
        fc.array(fc.bigInt(0n, 2n ** 32n - 1n), { minLength: 30 }),
        (prefixes, samples) => {
          const rest = complement(prefixes, 4);
          const edges = [...prefixes, ...rest].flatMap(({ first, length }) => [
            first - 1n,
            first,
            first + (1n << BigInt(32 - length)) - 1n,
            first + (1n << BigInt(32 - length)),
          ]);
          for (const value of [...samples, ...edges].filter((each) => each >= 0n && each < 2n ** 32n)) {
            const isExcluded = prefixes.some((each) => contains(each, { family: 4, value }));
            assert.equal(rest.filter((each) => contains(each, { family: 4, value })).length, isExcluded ? 0 : 1);
          }
        },
      ),
    );
  });
});

describe('exclusions', () => {
  const around: Record<string, (text: string) => string> = {
    ProfileXml: (text) => profileXml('ForceTunnel', text),
    OpenVpn: (text) => `client\nroute-nopull\nredirect-gateway\n${text}`,
    WireGuard: (text) => `[Interface]\n[Peer]\n${text}`,
    GlobalProtect: (text) => `<split-tunneling>${text}</split-tunneling>`,
  };

  for (const target of profileFormats)
    it(`for ${target} are read back as they are meant, comments and all`, async () => {
      const text = (around[target] ?? ((all) => all))(renderExclusions(writeExclusions(target, media)));
      const { format, local, tunnel } = await told(text);
      assert.equal(format, target);
      const families = ['AzureVpn', 'OpenVpn'].includes(target) ? media.filter(({ family }) => family === 4) : media;
      if (target === 'WireGuard')
        assert.equal(tunnel.length, [...complement(media, 4), ...complement(media, 6)].length);
      else if (target !== 'Fortinet') assert.deepEqual(local, families.map(formatPrefix));
      else
        assert.deepEqual(
          local,
          families.filter(({ family }) => family === 4).map(formatPrefix),
          'IPv6 is off in the portal by default',
        );
      assert.equal(await proof(text), target === 'AzureVpn' ? 'Unknown' : 'Pass');
    });

  it('have the syntax that the vendors document', () => {
    const twoIpv4 = media.slice(0, 2);
    assert.equal(
      written('ProfileXml', media.slice(0, 1)),
      '<Route>\n  <Address>52.112.0.0</Address>\n  <PrefixSize>14</PrefixSize>\n  <ExclusionRoute>true</ExclusionRoute>\n</Route>',
    );
    assert.match(
      written('AzureVpn'),
      /<excluderoutes>\s*<route>\s*<destination>52.112.0.0<\/destination><mask>14<\/mask>\s*<\/route>/,
    );
    assert.equal(
      written('OpenVpn'),
      'route 52.112.0.0 255.252.0.0 net_gateway\nroute 52.122.0.0 255.254.0.0 net_gateway',
    );
    assert.match(
      written('Cisco'),
      /^access-list (\w+) extended permit ip 52.112.0.0 255.252.0.0 any4\naccess-list \1 .* any4\naccess-list \1 extended permit ip 2603:1063::\/38 any6\ngroup-policy GP1 attributes\n split-tunnel-policy excludespecified\n ipv6-split-tunnel-policy excludespecified\n split-tunnel-network-list value \1$/,
    );
    assert.equal(
      written('F5', twoIpv4),
      'tmsh modify /apm resource network-access NA address-space-exclude-subnet { {subnet 52.112.0.0/14 } {subnet 52.122.0.0/15 } }\ntmsh modify /apm profile access AP generation-action increment',
    );
    assert.match(
      written('F5'),
      /\ntmsh modify \/apm resource network-access NA ipv6-address-space-exclude-subnet { {subnet 2603:1063::\/38 } }\n/,
    );
    assert.match(
      written('Fortinet'),
      /set split-tunneling-routing-address "[^"]+" "[^"]+"\n\s+set split-tunneling-routing-negate enable\n/,
    );
    assert.match(written('GlobalProtect'), /^<exclude-access-route>\n  <member>52.112.0.0\/14<\/member>/);
  });

  it('say where a form is unverified or a family is left out', () => {
    const notes = (target: ExclusionTarget) => writeExclusions(target, media).notes.join('\n');
    for (const target of ['ProfileXml', 'GlobalProtect', 'Fortinet'] as const)
      assert.match(notes(target), /Unverified/, target);
    for (const target of ['AzureVpn', 'OpenVpn'] as const) assert.match(notes(target), /IPv6/, target);
    for (const target of exclusionTargets)
      assert.doesNotMatch(writeExclusions(target, media.slice(0, 2)).notes.join(), /IPv6 is left out|OpenVPN cannot/);
  });

  it('are written for every cloud, also one without IPv6', async () => {
    for (const cloud of clouds) {
      const prefixes = optimizePrefixes(await bundledList(cloud));
      for (const target of exclusionTargets) {
        const { text, notes } = writeExclusions(target, prefixes);
        for (const each of prefixes.filter(({ family }) => family === 4)) {
          if (target !== 'WireGuard') assert.ok(text.includes(formatPrefix(each).split('/')[0]), `${cloud} ${target}`);
        }
        assert.doesNotMatch(text + notes.join(), /undefined|NaN/);
      }
    }
  });

  it('find their target in any case, and say what there is', () => {
    assert.equal(parseTarget('wireguard'), 'WireGuard');
    assert.equal(parseTarget('azure-vpn'), 'AzureVpn');
    assert.throws(() => parseTarget('Citrix'), { id: 'TargetUnknown', message: /ProfileXml, .*docs\/vpn-profiles.md/ });
  });
});
