import fc from 'fast-check';
import { interfaceTypes, ruleGroup, type BlockRule } from '../../../src/contract/block-rule.ts';
import type { FirewallRule } from '../../../src/judge/firewall/rule.ts';
import { parsePorts } from '../../../src/endpoints/ports.ts';
import { readAddresses, readPorts } from '../../../src/judge/firewall/values.ts';
import { width } from '../../../src/net/address.ts';
import { prefixOf } from '../../../src/net/prefix.ts';
import { merge, rangeOf, toPrefixes, type Range } from '../../../src/net/range.ts';
import { remoteAddress } from '../../../src/plan/rules/addresses.ts';
import { displayName, ruleName } from '../../../src/plan/rules/names.ts';

/** Interface names as nobody should choose them. */
const hostileNames = [
  "it's",
  '"quoted"',
  '$(Remove-Item C:\\)',
  '`$env:PATH',
  'Local Area Connection* 2',
  'a[b]?c*',
  'VPN\u2019s \u201cbest\u201d',
  'Gr\u00f6\u00dfe \u4ee5\u592a\u7f51 \u{1F600}',
  '%TEMP%',
  '|Action=Allow|',
  '; exit',
  '# no comment',
  '-Action Allow',
  '<b>&amp;</b>',
  ']]>',
  "'; Remove-NetFirewallRule -All #",
];

export const interfaceName = fc.oneof(
  fc.constantFrom(...hostileNames),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.string({ minLength: 1, maxLength: 20 }),
);

function addressesOf(family: 4 | 6): fc.Arbitrary<string[]> {
  const bits = width(family);
  const prefix = fc
    .tuple(fc.bigInt(0n, (1n << BigInt(bits)) - 1n), fc.integer({ min: 0, max: bits }))
    .map(([value, length]) => prefixOf({ family, value }, length));
  return fc
    .array(prefix, { minLength: 1, maxLength: 5 })
    .map((prefixes) => merge(prefixes.map(rangeOf)).flatMap(toPrefixes).map(remoteAddress));
}

const ports = fc
  .uniqueArray(fc.integer({ min: 1, max: 65535 }), { maxLength: 6 })
  .map((numbers) => numbers.sort((a, b) => a - b))
  .map((sorted) =>
    Array.from({ length: sorted.length >> 1 }, (_, i) => [sorted[2 * i], sorted[2 * i + 1]] as const).map(
      ([first, last], i) => (i % 2 === 0 ? `${first}-${last}` : `${first}`),
    ),
  );

/** A rule for one interface, as planBlockRules makes them. */
export function blockRule(name: fc.Arbitrary<string> = interfaceName): fc.Arbitrary<BlockRule> {
  return fc
    .record({
      family: fc.constantFrom(4 as const, 6 as const),
      interfaceAlias: name,
      interfaceGuid: fc.uuid().map((guid) => `{${guid.toUpperCase()}}`),
      interfaceType: fc.constantFrom(...interfaceTypes),
      remotePorts: ports,
    })
    .chain((rule) => addressesOf(rule.family).map((remoteAddresses) => ({ ...rule, remoteAddresses })))
    .map((rule) => ({
      ...rule,
      name: ruleName(rule),
      displayName: displayName(rule),
      group: ruleGroup,
      protocol: 'UDP',
    }));
}

/** What a rule stops, however it was written. */
export interface Effect {
  readonly protocol: number | null;
  readonly ports: string;
  readonly addresses: string;
}

export function effectOf({ protocol, remoteAddresses, remotePorts }: BlockRule): Effect {
  return describe(
    protocol === 'UDP' ? 17 : null,
    remotePorts.length > 0 ? remotePorts.map((text) => readPorts(text)!) : null,
    remoteAddresses.map((text) => readAddresses(text)!),
  );
}

export function effectRead({ protocol, remotePorts, remoteAddresses }: FirewallRule): Effect {
  return describe(protocol, remotePorts, remoteAddresses);
}

function describe(
  protocol: number | null,
  portRanges: readonly { first: number; last: number }[] | null,
  ranges: readonly Range[] | null,
): Effect {
  const portTexts = portRanges && parsePorts(portRanges.map(({ first, last }) => `${first}-${last}`).join());
  const addressTexts = ranges && merge(ranges).map(({ family, first, last }) => `${family}:${first}-${last}`);
  return { protocol, ports: portTexts ? JSON.stringify(portTexts) : 'all', addresses: addressTexts?.join() ?? 'all' };
}
