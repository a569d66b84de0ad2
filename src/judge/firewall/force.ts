import { firewallProfiles, type FirewallProfile, type FirewallProfileSettings } from '../../contract/firewall.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { listed } from '../wording.ts';
import { identityOf, type BlockingRule } from './rule.ts';

/** Whether a rule holds: surely, nowhere (`no`), or not provably everywhere (`maybe`). */
interface Force {
  readonly holds: 'yes' | 'maybe' | 'no';
  /** Why it does not surely hold; empty where it does. */
  readonly reason: string;
}

const yes: Force = { holds: 'yes', reason: '' };
const no = (reason: string): Force => ({ holds: 'no', reason });
const maybe = (reason: string): Force => ({ holds: 'maybe', reason });

/**
 * Whether the firewall acts on a rule. Which network profile Windows has given an interface is not recorded and changes
 * with the network, so only a rule that holds in all three surely holds.
 */
export function forceOf(rule: BlockingRule, snapshot: Snapshot): Force {
  if (rule.store === 'nftables')
    return rule.active ? yes : no('its table has flags that this tool does not set, perhaps dormant');
  const { service, profiles: settings } = snapshot.firewall!;
  if (!rule.active) return no('it is disabled');
  if (service === false) return no("the firewall's service (MpsSvc) does not run");
  if (namesNothing(rule, snapshot)) return no('the interface that it names is not on this machine');
  if (settings == null || service == null) return maybe("the firewall's state could not be read");
  const asked = firewallProfiles.filter((profile) => rule.profiles?.includes(profile) ?? true);
  const held = asked.map((profile) => ({ profile, obstacle: obstacleIn(profile, rule, settings) }));
  const good = held.filter(({ obstacle }) => obstacle === null).map(({ profile }) => profile);
  if (good.length === firewallProfiles.length) return yes;
  const obstacles = listed(held.flatMap(({ profile, obstacle }) => (obstacle ? [`${profile}: ${obstacle}`] : [])));
  if (good.length === 0) return no(obstacles || 'it is for no network profile');
  return maybe(`it holds in the network profile ${good.join(', ')} only${obstacles && ` (${obstacles})`}`);
}

function namesNothing(rule: BlockingRule, { interfaces }: Snapshot): boolean {
  return rule.interfaces?.every((id) => !interfaces.some((row) => identityOf(rule, row) === id)) ?? false;
}

/** What keeps a rule from holding in a profile. What a policy store says goes before the machine's own word. */
function obstacleIn(
  profile: FirewallProfile,
  { store }: BlockingRule,
  settings: readonly FirewallProfileSettings[],
): string | null {
  const said = settings.filter((each) => each.profile === profile);
  const policies = said.filter((each) => each.store !== 'local');
  const decided = policies.some(({ enabled }) => enabled != null) ? policies : said;
  if (decided.some(({ enabled }) => enabled === false)) return 'the firewall is off';
  const ignored = store === 'local' && policies.some(({ localRules }) => localRules === false);
  return ignored ? 'a policy ignores local rules (AllowLocalPolicyMerge)' : null;
}
