import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bareGuid } from '../../../src/judge/interfaces/roles.ts';
import { parseFirewallRule } from '../../../src/judge/firewall/gpfas.ts';
import { toGroupPolicy, toPolicyRule } from '../../../src/plan/rules/group-policy.ts';
import { blockRule, effectOf, effectRead } from './random.ts';

describe('block rules for Group Policy', () => {
  it('are read back as what they were, whatever the interface is called', () => {
    fc.assert(
      fc.property(blockRule(), (rule) => {
        const text = toPolicyRule(rule);
        assert.match(text, /^[ -~]+$/);
        const read = parseFirewallRule(text);
        assert.ok(read, text);
        assert.deepEqual(effectRead(read), effectOf(rule), text);
        assert.deepEqual(read.interfaces, [bareGuid(rule.interfaceGuid!)]);
        const { action, direction, active, group, displayName, profiles, interfaceTypes, program, conditions } = read;
        assert.deepEqual(
          { action, direction, active, group, displayName, profiles, interfaceTypes, program, conditions },
          {
            action: 'Block',
            direction: 'Out',
            active: true,
            group: 'TeamsSplitTunnel',
            displayName: rule.displayName,
            profiles: null,
            interfaceTypes: null,
            program: null,
            conditions: [],
          },
        );
      }),
      { numRuns: 500 },
    );
  });

  it('name an interface type where they have no interface', () => {
    fc.assert(
      fc.property(blockRule(), (rule) => {
        const read = parseFirewallRule(toPolicyRule({ ...rule, interfaceAlias: null, interfaceGuid: null }));
        assert.deepEqual([read?.interfaces, read?.interfaceTypes], [null, [rule.interfaceType]]);
      }),
    );
  });

  it('keep to the order of fields and the forms that Windows writes', () => {
    const rule = toPolicyRule({
      name: 'TeamsSplitTunnel-IPv4-x',
      displayName: 'x',
      group: 'TeamsSplitTunnel',
      family: 4,
      protocol: 'UDP',
      remoteAddresses: ['10.0.0.1', '52.112.0.0/14'],
      remotePorts: ['3478-3481', '50000'],
      interfaceAlias: 'x',
      interfaceGuid: '{4D36E972-E325-11CE-BFC1-08002BE10318}',
      interfaceType: 'Lan',
    });
    assert.equal(
      rule,
      'v2.10|Action=Block|Active=TRUE|Dir=Out|Protocol=17|RPort2_10=3478-3481|RPort=50000|RA4=10.0.0.1|RA4=52.112.0.0/255.252.0.0|IF={4D36E972-E325-11CE-BFC1-08002BE10318}|Name=x|EmbedCtxt=TeamsSplitTunnel|',
    );
  });

  it('are LGPO text: four lines a value, apart by empty lines, comments by semicolon', () => {
    fc.assert(
      fc.property(fc.array(blockRule(), { minLength: 1, maxLength: 4 }), (rules) => {
        const [comment, ...lines] = toGroupPolicy(rules).split('\n');
        assert.match(comment, /^;/);
        const entries = `${lines.join('\n')}\n`.split('\n\n').map((entry) => entry.trimEnd().split('\n'));
        assert.deepEqual(
          entries,
          rules.map((rule) => [
            'Computer',
            'Software\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules',
            rule.name,
            `SZ:${toPolicyRule(rule)}`,
          ]),
        );
      }),
    );
  });
});
