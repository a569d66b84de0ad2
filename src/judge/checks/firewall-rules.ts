import type { Check, Status } from '../../contract/verdict.ts';
import { rangeOf, subtract } from '../../net/range.ts';
import type { Answer } from '../answer.ts';
import type { Case } from '../case.ts';
import { blockingRules, mediaOf, surelyBlocked, touched } from '../firewall/effect.ts';
import { isOn, isOwn, type BlockingRule } from '../firewall/rule.ts';
import { excessOf, stateOf } from '../firewall/state.ts';
import { connectedVpns } from '../paths.ts';
import { references } from '../references.ts';
import { cidrsOf, listed } from '../wording.ts';
import { boundPath } from './bound-path.ts';
import { optimizeRoutes } from './optimize-routes.ts';

/** Whether firewall rules keep media off the VPN, and stop nothing else. The first that is found is the answer. */
export function firewallRules(judged: Case): Check {
  const rules = blockingRules(judged.snapshot);
  const finding = findings.map((find) => find(judged, rules)).find((found) => found !== null) ?? missing(judged);
  return { id: 'FirewallRules', ...finding, reference: references.securingTeams };
}

const findings: readonly ((judged: Case, rules: readonly BlockingRule[]) => Answer | null)[] = [
  unasked,
  unreadable,
  stopping('media', 'Fail'),
  stopping('signalling', 'Warning'),
  closedByDefault,
  withoutVpn,
  right,
  inert,
];

function unasked({ snapshot }: Case): Answer | null {
  if (snapshot.firewall !== undefined) return null;
  const message = "The snapshot does not hold the firewall's rules; on Linux only root can read them.";
  return { status: 'NotApplicable', message, recommendation: null, asked: false };
}

function unreadable({ snapshot }: Case): Answer | null {
  const firewall = snapshot.firewall;
  const read =
    snapshot.platform === 'linux'
      ? firewall?.nftables != null
      : firewall?.rules != null && firewall.profiles != null && firewall.service != null;
  if (read) return null;
  return {
    status: 'Unknown',
    message: "The firewall's rules and settings could not be read completely.",
    recommendation: 'Run the test as administrator.',
  };
}

function stopping(what: 'media' | 'signalling', status: Status) {
  return (judged: Case, rules: readonly BlockingRule[]): Answer | null => {
    const found = rules.flatMap((rule) => {
      const excess = excessOf(rule, judged);
      return excess?.what === what ? [{ rule, ...excess }] : [];
    });
    if (found.length === 0) return null;
    const sure = found.filter((each) => each.sure);
    const named = (sure.length > 0 ? sure : found).map(({ rule, reason }) => `${nameOf(rule)}: ${reason}`);
    return {
      status: sure.length > 0 ? status : 'Warning',
      message: `A firewall rule ${sure.length > 0 ? 'stops' : 'may stop'} too much. ${listed(named)}.`,
      recommendation:
        'Limit it to the VPN interface, UDP and the media ports, as New-TeamsVpnBlockRule does, or remove it.',
    };
  };
}

function closedByDefault({ snapshot }: Case): Answer | null {
  const closed = (snapshot.firewall?.profiles ?? []).filter(({ blocksOutbound }) => blocksOutbound === true);
  if (closed.length === 0) return null;
  const profiles = listed(closed.map(({ profile }) => profile));
  return {
    status: 'Warning',
    message: `The firewall blocks all outbound traffic that no rule allows (network profile ${profiles}); whether a rule allows media is not judged.`,
    recommendation: 'Make sure that a rule allows UDP to the Optimize prefixes on the local interface.',
  };
}

function withoutVpn({ interfaces }: Case): Answer | null {
  if (connectedVpns(interfaces).length > 0) return null;
  return { status: 'NotApplicable', message: 'No VPN is connected.', recommendation: null };
}

function right(judged: Case, rules: readonly BlockingRule[]): Answer | null {
  if (judged.wanted.length === 0 || openOn(judged, rules).length > 0) return null;
  const names = connectedVpns(judged.interfaces).map(({ name }) => name);
  const message = `Firewall rules in force stop Teams media on ${listed(names)}, and nothing else of Teams.`;
  return { status: 'Pass', message, recommendation: null };
}

/** The connected VPNs on which some of media is not surely blocked, with what. */
function openOn(judged: Case, rules: readonly BlockingRule[]): string[] {
  const { snapshot, wanted } = judged;
  return connectedVpns(judged.interfaces).flatMap(({ index, name }) => {
    const row = snapshot.interfaces.find((each) => each.index === index)!;
    const open = subtract(wanted.map(rangeOf), surelyBlocked(rules, row, mediaOf(judged), snapshot));
    return open.length > 0 ? [`${listed(cidrsOf(open))} on ${name}`] : [];
  });
}

function inert(judged: Case, rules: readonly BlockingRule[]): Answer | null {
  const vpns = connectedVpns(judged.interfaces).map(({ index }) => index);
  const rows = judged.snapshot.interfaces.filter(({ index }) => vpns.includes(index));
  const meant = rules.filter(
    (rule) => touched(rule, mediaOf(judged)).length > 0 && (isOwn(rule) || rows.some((row) => isOn(rule, row))),
  );
  const idle = meant.map((rule) => ({ rule, ...stateOf(rule, judged) })).filter(({ state }) => state === 'Inert');
  if (idle.length === 0) return null;
  return {
    status: 'Warning',
    message: `A rule against media on the VPN does nothing. ${listed(idle.map(({ rule, reason }) => `${nameOf(rule)}: ${reason}`))}.`,
    recommendation:
      'Install the rules again (Install-TeamsVpnBlockRule), or deploy them where the policy that rules takes them from.',
  };
}

/** A rule is worth having only where media has its own way and the VPN is another. */
function missing(judged: Case): Answer {
  const open = listed(openOn(judged, blockingRules(judged.snapshot)));
  const wanted = optimizeRoutes(judged).status === 'Pass' && boundPath(judged).status === 'Warning';
  if (!wanted) {
    const message = `No firewall rule in force stops ${open}; none is called for here.`;
    return { status: 'NotApplicable', message, recommendation: null };
  }
  return {
    status: 'Warning',
    message: `No firewall rule in force stops ${open}.`,
    recommendation: 'Where media takes the VPN in spite of right routes, install the rules: Install-TeamsVpnBlockRule.',
  };
}

function nameOf({ name, displayName }: BlockingRule): string {
  return displayName ?? name;
}
