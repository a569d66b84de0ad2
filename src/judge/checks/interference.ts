import { networkClient } from '../../contract/clients.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Check, Status } from '../../contract/verdict.ts';
import type { Case } from '../case.ts';
import { takenByIpsec } from '../ipsec.ts';
import { armedKillSwitch } from '../kill-switch.ts';
import { divertedByMark, divertedBySource } from '../other-packets.ts';
import { references } from '../references.ts';
import { listed } from '../wording.ts';

/** Whether something takes or blocks media whatever the routes say. */
export function interference(judged: Case): Check {
  const found =
    killSwitch(judged) ??
    ipsec(judged) ??
    boundElsewhere(judged) ??
    unreadable(judged) ??
    suspected(judged) ??
    unasked(judged) ??
    nothingFound(judged);
  return { id: 'Interference', ...found };
}

type Answer = Omit<Check, 'id'>;

const answer = (status: Status, message: string, recommendation: string | null, reference: string): Answer => ({
  status,
  message,
  recommendation,
  reference,
});

function nothingFound(judged: Case): Answer {
  const isWithoutIpsec = isLinux(judged) && judged.snapshot.ipsecPolicies === undefined;
  return answer(
    'Pass',
    'No running client is known to take traffic beside the route table, and no connected VPN profile locks down or filters.' +
      (isWithoutIpsec ? ' IPsec policies were not asked for: only root can read them.' : ''),
    null,
    references.securingTeams,
  );
}

function killSwitch(judged: Case): Answer | undefined {
  const armed = armedKillSwitch(judged);
  if (!armed) return undefined;
  return answer(
    'Fail',
    `WireGuard's tunnel ${armed.name} has a /0 route: its kill switch blocks Teams media outside the tunnel, whatever the routes say.`,
    'Replace the /0 in AllowedIPs by what is to go through the tunnel: everything but the Optimize prefixes, or the two /1 halves.',
    references.wireGuard,
  );
}

/** IPsec's policies are asked after the route is found, and take what they select. */
function ipsec(judged: Case): Answer | undefined {
  const taken = takenByIpsec(judged);
  if (taken.length === 0) return undefined;
  return answer(
    'Fail',
    `The IPsec policies of this Linux take Teams media, whatever the routes say: ${listed(taken)}.`,
    'Exclude the Optimize prefixes from the IPsec connection (strongSwan: a connection with mode = pass).',
    references.ipsec,
  );
}

/** Rules that ask for the source say nothing of an unbound socket, and decide about one of WebRTC. */
function boundElsewhere(judged: Case): Answer | undefined {
  const found = divertedBySource(judged);
  if (found.length === 0) return undefined;
  const isCertain = found.some(({ path }) => path === 'Vpn');
  return answer(
    isCertain ? 'Fail' : 'Unknown',
    `Sockets bound to the address that media leaves by, as those of WebRTC are, are sent elsewhere by policy rules: ${listed(found.map(({ what }) => what))}.`,
    'Have these policy rules (ip rule ... from) pass over the Optimize prefixes.',
    references.policyRules,
  );
}

/** Null says that the collector asked and got no answer. */
function unreadable(judged: Case): Answer | undefined {
  const unread = isLinux(judged) ? unreadOnLinux(judged.snapshot) : unreadOnWindows(judged.snapshot);
  if (unread.length === 0) return undefined;
  const seen = suspicions(judged);
  return answer(
    'Unknown',
    `Could not be read: ${listed(unread)}.${seen.length > 0 ? ` Seen so far: ${listed(seen)}.` : ''}`,
    'Run the test as administrator.',
    references.securingTeams,
  );
}

function unreadOnLinux({ ipsecPolicies }: Snapshot): string[] {
  return ipsecPolicies === null ? ['the IPsec policies'] : [];
}

function unreadOnWindows({ running, vpnConnections }: Snapshot): string[] {
  return [
    ...(running === null ? ['the running clients'] : []),
    ...(vpnConnections === null ? ['the VPN profiles'] : []),
    ...(vpnConnections ?? [])
      .filter(
        ({ connected, lockDown, trafficFilter }) =>
          connected !== false && (lockDown === null || trafficFilter === null),
      )
      .map(({ name }) => `the filters of the VPN profile ${name}`),
  ];
}

function suspected(judged: Case): Answer | undefined {
  const seen = suspicions(judged);
  if (seen.length === 0) return undefined;
  const routed = judged.segments.filter(({ path }) => path !== 'None');
  const right = routed.length > 0 && routed.every(({ path }) => path === 'Local');
  return answer(
    'Warning',
    `${right ? 'The routes are right; this' : 'Beside the routes, this'} may still take the traffic: ${listed(seen)}.`,
    'Prove the path of media with Test-TeamsMediaPath, and exclude the Optimize prefixes in that client or profile too.',
    references.securingTeams,
  );
}

function suspicions(judged: Case): string[] {
  const { snapshot } = judged;
  const clients = (snapshot.running ?? []).map(networkClient).filter((client) => client?.beside);
  const profiles = (snapshot.vpnConnections ?? []).filter(({ connected }) => connected !== false);
  return [
    ...new Set(clients.map((client) => `${client!.product}, which runs`)),
    ...profiles.filter(({ lockDown }) => lockDown).map(({ name }) => `the VPN profile ${name} with LockDown`),
    ...profiles
      .filter(({ trafficFilter }) => trafficFilter)
      .map(({ name }) => `the VPN profile ${name} with a TrafficFilter`),
    ...divertedByMark(judged),
  ];
}

/** What the snapshot does not hold was not asked. */
function unasked(judged: Case): Answer | undefined {
  const { running, vpnConnections } = judged.snapshot;
  if (running && (vpnConnections || isLinux(judged))) return undefined;
  const message =
    'The snapshot does not hold the running clients and VPN profiles, so it was not checked whether one takes traffic beside the route table.';
  return { ...answer('NotApplicable', message, null, references.securingTeams), asked: false };
}

function isLinux({ snapshot }: Case): boolean {
  return snapshot.platform === 'linux';
}
