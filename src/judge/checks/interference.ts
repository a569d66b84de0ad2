import { networkClient } from '../../contract/clients.ts';
import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { Check, Status } from '../../contract/verdict.ts';
import type { Case } from '../case.ts';
import { defaultRoutesOf } from '../interfaces/default-route.ts';
import { references } from '../references.ts';
import { isWireGuard } from '../vendors.ts';
import { listed } from '../wording.ts';

/** Whether something takes or blocks media whatever the routes say. */
export function interference(judged: Case): Check {
  const found = killSwitch(judged) ?? unreadable(judged) ?? suspected(judged) ?? unasked(judged) ?? nothingFound;
  return { id: 'Interference', ...found };
}

type Answer = Omit<Check, 'id'>;

const answer = (status: Status, message: string, recommendation: string | null, reference: string): Answer => ({
  status,
  message,
  recommendation,
  reference,
});

const nothingFound = answer(
  'Pass',
  'No running client is known to take traffic beside the route table, and no connected VPN profile locks down or filters.',
  null,
  references.securingTeams,
);

/** WireGuard for Windows blocks every packet outside its tunnel, of both families, as soon as it holds a /0. */
function killSwitch(judged: Case): Answer | undefined {
  if (isLinux(judged)) return undefined;
  const armed = judged.snapshot.interfaces.find((row) => isWireGuard(row) && holdsDefaultRoute(row, judged));
  const elsewhere = judged.segments.some(({ best }) => best.some((hop) => hop.interfaceIndex !== armed?.index));
  if (!armed || !elsewhere) return undefined;
  return answer(
    'Fail',
    `WireGuard's tunnel ${armed.name} has a /0 route: its kill switch blocks Teams media outside the tunnel, whatever the routes say.`,
    'Replace the /0 in AllowedIPs by what is to go through the tunnel: everything but the Optimize prefixes, or the two /1 halves.',
    references.wireGuard,
  );
}

function holdsDefaultRoute(row: SnapshotInterface, { snapshot, interfaces }: Case): boolean {
  const { connected4, connected6 } = interfaces.byIndex.get(row.index)!;
  return defaultRoutesOf(row.index, snapshot.routes).some(({ destination }) =>
    destination === '::/0' ? connected6 : connected4,
  );
}

/** Null says that the collector asked Windows and got no answer. */
function unreadable(judged: Case): Answer | undefined {
  if (isLinux(judged)) return undefined;
  const { running, vpnConnections } = judged.snapshot;
  const unread = [
    ...(running === null ? ['the running clients'] : []),
    ...(vpnConnections === null ? ['the VPN profiles'] : []),
    ...(vpnConnections ?? [])
      .filter(
        ({ connected, lockDown, trafficFilter }) =>
          connected !== false && (lockDown === null || trafficFilter === null),
      )
      .map(({ name }) => `the filters of the VPN profile ${name}`),
  ];
  if (unread.length === 0) return undefined;
  const seen = suspicions(judged);
  return answer(
    'Unknown',
    `Could not be read: ${listed(unread)}.${seen.length > 0 ? ` Seen so far: ${listed(seen)}.` : ''}`,
    'Run the test as administrator.',
    references.securingTeams,
  );
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

function suspicions({ snapshot }: Case): string[] {
  const clients = (snapshot.running ?? []).map(networkClient).filter((client) => client?.beside);
  const profiles = (snapshot.vpnConnections ?? []).filter(({ connected }) => connected !== false);
  return [
    ...new Set(clients.map((client) => `${client!.product}, which runs`)),
    ...profiles.filter(({ lockDown }) => lockDown).map(({ name }) => `the VPN profile ${name} with LockDown`),
    ...profiles
      .filter(({ trafficFilter }) => trafficFilter)
      .map(({ name }) => `the VPN profile ${name} with a TrafficFilter`),
  ];
}

/** What the snapshot does not hold was not asked. */
function unasked(judged: Case): Answer | undefined {
  const { running, vpnConnections } = judged.snapshot;
  if (running && (vpnConnections || isLinux(judged))) return undefined;
  return answer(
    'NotApplicable',
    'The snapshot does not hold the running clients and VPN profiles, so it was not checked whether one takes traffic beside the route table.',
    null,
    references.securingTeams,
  );
}

function isLinux({ snapshot }: Case): boolean {
  return snapshot.platform === 'linux';
}
