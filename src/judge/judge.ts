import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { verdictSchemaName, type Check, type Status, type Verdict } from '../contract/verdict.ts';
import { optimizePrefixes } from '../endpoints/select.ts';
import { decide } from '../routes/decide.ts';
import { readDestinations } from '../routes/destinations.ts';
import type { Case, Question } from './case.ts';
import { boundPath } from './checks/bound-path.ts';
import { cloudNotes } from './checks/cloud-notes.ts';
import { dns } from './checks/dns.ts';
import { edgeRouting } from './checks/edge-routing.ts';
import { endpointList } from './checks/endpoint-list.ts';
import { firewallRules } from './checks/firewall-rules.ts';
import { interference } from './checks/interference.ts';
import { ipv6 } from './checks/ipv6.ts';
import { nextHop } from './checks/next-hop.ts';
import { optimizeRoutes } from './checks/optimize-routes.ts';
import { osWitness } from './checks/os-witness.ts';
import { proxy } from './checks/proxy.ts';
import { signaling } from './checks/signaling.ts';
import { teamsClient } from './checks/teams-client.ts';
import { tunnelModel } from './checks/tunnel-model.ts';
import { classifyInterfaces, type Classification, type Roles } from './interfaces.ts';
import { findLeaks } from './leaks.ts';
import { leaveOpen } from './open-profile.ts';
import { readOsAnswers } from './os-answers.ts';
import { connectedVpns } from './paths.ts';
import { describeSegment, toSegments } from './segments.ts';

export interface JudgeOptions {
  /** Which interfaces are VPN and local by the administrator's word. */
  readonly roles: Roles;
  /** Ids of further checks that count for the overall status. */
  readonly require: readonly string[];
  /** Leaves out the checks that do not count for the overall status, where the others are not shown. */
  readonly decisiveOnly?: boolean;
}

/** The checks that make the overall status, by their ids; the others are shown. */
const decisive: ReadonlyMap<string, Question> = new Map([
  ['OptimizeRoutes', optimizeRoutes],
  ['OsWitness', osWitness],
  ['NextHop', nextHop],
  ['Interference', interference],
]);

/** The checks in the order in which they are shown. */
const questions: readonly Question[] = [
  ...decisive.values(),
  boundPath,
  firewallRules,
  tunnelModel,
  endpointList,
  teamsClient,
  edgeRouting,
  dns,
  proxy,
  signaling,
  ipv6,
  cloudNotes,
];

/**
 * Judges a snapshot against an endpoint list.
 * @throws ToolError for a malformed address, contradicting roles or an unknown required check
 */
export function judge(snapshot: Snapshot, list: EndpointList, options: JudgeOptions): Verdict {
  const judged = makeCase(snapshot, list, options.roles);
  const { interfaces, segments } = judged;
  const asked = options.decisiveOnly && options.require.length === 0 ? [...decisive.values()] : questions;
  const checks = asked.map((ask) => settled(ask(judged), options.require));
  return {
    schema: verdictSchemaName,
    status: overallStatus(checks, options.require),
    computer: snapshot.computer,
    collectedAt: snapshot.collectedAt,
    stable: snapshot.stable !== false,
    endpoints: { cloud: list.cloud, version: list.version, source: list.source, confirmedAt: list.confirmedAt },
    vpn: { connected: connectedVpns(interfaces).length > 0, interfaces: vpnInterfaces(interfaces) },
    profile: snapshot.profile ?? null,
    leaks: findLeaks(segments, interfaces),
    segments: segments.map((segment) => describeSegment(segment, interfaces)),
    checks,
    warnings: interfaces.warnings,
  };
}

export function makeCase(snapshot: Snapshot, list: EndpointList, roles: Roles): Case {
  const wanted = optimizePrefixes(list);
  const interfaces = classifyInterfaces(snapshot, roles);
  const destinations = readDestinations(snapshot.routes);
  const { pieces, routes } = decide(snapshot, wanted, destinations);
  const segments = toSegments(leaveOpen(pieces, snapshot), interfaces, readOsAnswers(snapshot.osAnswers ?? []));
  return { snapshot, list, wanted, interfaces, segments, destinations, routes };
}

/** Who requires a check and did not have it asked knows nothing. */
function settled(check: Check, require: readonly string[]): Check {
  return check.asked === false && require.includes(check.id) ? { ...check, status: 'Unknown' } : check;
}

function vpnInterfaces(interfaces: Classification): Verdict['vpn']['interfaces'] {
  return interfaces.interfaces
    .filter(({ path, dropped }) => path === 'Vpn' && !dropped)
    .map(({ index, name, reason, source }) => ({ index, name, reason, source }));
}

/** The worst of the checks that count, where a proof that was not made is never better than its own word. */
export function overallStatus(checks: readonly Check[], require: readonly string[]): Status {
  const unknown = require.find((id) => !checks.some((check) => check.id === id));
  if (unknown !== undefined) {
    const known = checks.map(({ id }) => id).join(', ');
    throw new ToolError(
      'CheckUnknown',
      'InvalidArgument',
      `there is no check ${JSON.stringify(unknown)}; there are ${known}.`,
      unknown,
    );
  }
  const counting = checks.filter(({ id }) => decisive.has(id) || require.includes(id));
  const proof = checks.find(({ id }) => id === 'OptimizeRoutes')?.status;
  const has = (status: Status) => counting.some((check) => check.status === status);
  if (has('Fail')) return 'Fail';
  if (has('Unknown')) return 'Unknown';
  if (proof === 'NotApplicable') return 'NotApplicable';
  return has('Warning') ? 'Warning' : 'Pass';
}
