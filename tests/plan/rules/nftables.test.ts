import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import * as v from 'valibot';
import type { BlockRule } from '../../../src/contract/block-rule.ts';
import { Firewall } from '../../../src/contract/firewall.ts';
import { ToolError } from '../../../src/contract/error.ts';
import { readNftables } from '../../../src/judge/firewall/nftables.ts';
import { nftablesRemoval, toNftables } from '../../../src/plan/rules/nftables.ts';
import { Bed, requireOrSkip, tool, type Namespace } from '../../bed/index.ts';
import { blockRule, effectOf, effectRead, interfaceName } from './random.ts';

/** What the kernel allows as an interface's name (dev_valid_name) and nftables can quote. */
const linuxName = fc
  .string({ unit: fc.constantFrom(..."abzAZ09._-+@#$%&'(),;<=>?![]^`{|}~"), minLength: 1, maxLength: 15 })
  .filter((name) => name !== '.' && name !== '..');

describe('block rules for nftables', function () {
  it('refuse names that they could not quote', () => {
    fc.assert(
      fc.property(blockRule(interfaceName), (rule) => {
        const name = rule.interfaceAlias!;
        if (/^[!-~]{1,15}$/.test(name) && !/["*/:\\]/.test(name)) return;
        assert.throws(
          () => toNftables([rule]),
          (error: ToolError) => error.id === 'InterfaceNameUnfit',
        );
      }),
    );
    for (const name of ['', 'a"b', 'a*', 'a\\', 'a b', 'a\nb', 'a/b', 'sixteen-letters-', 'gr\u00f6\u00dfe'])
      assert.throws(() => toNftables([{ ...example, interfaceAlias: name }]), /cannot be named/, name);
  });

  describe('in the kernel', function () {
    requireOrSkip(this, ['root', 'namespaces', 'ip', 'nft']);
    let bed: Bed;
    let namespace: Namespace;
    before(() => {
      bed = new Bed();
      namespace = bed.namespace('nft');
    });
    after(() => bed?.close());

    const nft = (args: string[], input = '') =>
      execFileSync(tool('ip'), ['netns', 'exec', namespace.name, tool('nft'), ...args], { input, encoding: 'utf8' });

    it('mean what they were made to mean, and go without a trace', () => {
      fc.assert(
        fc.property(fc.array(blockRule(linuxName), { minLength: 1, maxLength: 4 }), (rules) => {
          const text = toNftables(rules);
          assert.match(text, /^[\t\n -~]+$/);
          nft(['--file', '-'], text);
          const { nftables } = v.parse(
            Firewall,
            JSON.parse(nft(['--json', 'list', 'table', 'inet', 'teams_split_tunnel'])),
          );
          const read = readNftables(nftables!);
          assert.deepEqual(
            read.map((rule) => [rule.interfaces, effectRead(rule), rule.conditions, rule.active]),
            rules.map((rule) => [[rule.interfaceAlias], effectOf(rule), [], true]),
            text,
          );
          nft(['--file', '-'], nftablesRemoval);
          assert.equal(nft(['list', 'ruleset']), '');
        }),
        { numRuns: 60 },
      );
    });

    it('are seen for what they are when somebody has changed the table', () => {
      const changed = [
        'oifname "tun0" accept',
        'oifname "tun0" udp dport 3478 drop',
        'oifname { "tun0", "tun1" } udp dport 3478 drop',
        'oifname "tun0" ip daddr != 52.112.0.1 udp dport 3478 drop',
        'meta skuid 0 drop',
      ];
      const chains = `chain output {\n type filter hook output priority 0\n ${changed.join('\n')}\n}\nchain other {\n drop\n}`;
      nft(['--file', '-'], `table inet teams_split_tunnel {\n flags dormant\n ${chains}\n}`);
      const { nftables } = v.parse(
        Firewall,
        JSON.parse(nft(['--json', 'list', 'table', 'inet', 'teams_split_tunnel'])),
      );
      const read = readNftables(nftables!);
      assert.equal(read.length, 4);
      assert.ok(read.every(({ active, conditions }) => !active && conditions.length > 0));
      nft(['--file', '-'], nftablesRemoval);
    });
  });
});

const example: BlockRule = {
  name: 'x',
  displayName: 'x',
  group: 'TeamsSplitTunnel',
  family: 4,
  protocol: 'UDP',
  remoteAddresses: ['52.112.0.0/14'],
  remotePorts: [],
  interfaceAlias: 'tun0',
  interfaceGuid: null,
  interfaceType: 'Lan',
};
