import type { EndpointList } from '../contract/endpoints.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { traceSchemaName, type ObservedHop, type ObservedTrace, type Trace, type TraceHop } from '../contract/trace.ts';
import type { Check, Status } from '../contract/verdict.ts';
import { optimizePrefixes } from '../endpoints/select.ts';
import { ownerOf } from './interface-addresses.ts';
import { classifyInterfaces, type Classification, type Roles } from './interfaces.ts';
import { nameOf } from './paths.ts';
import { departureTo } from './trace/departure.ts';
import { loopIn, traceEnd } from './trace/end.ts';
import { tracePath } from './trace/path.ts';
import { placesOf, type Place } from './trace/places.ts';
import { optimizePrefixOf, traceTarget } from './trace/target.ts';

interface JudgedTrace {
  readonly trace: Trace;
  readonly warnings: readonly string[];
}

/**
 * Says of a path where it leaves this machine and of every hop to which network it belongs.
 * @param snapshot of the machine that the path starts from
 */
export function judgeTrace(observed: ObservedTrace, snapshot: Snapshot, list: EndpointList, roles: Roles): JudgedTrace {
  const wanted = optimizePrefixes(list);
  const interfaces = classifyInterfaces(snapshot, roles);
  const { address } = observed;
  const isForeign = observed.source !== null && ownerOf(observed.source, snapshot) === null;
  const departure = address === null || isForeign ? null : departureTo(address, observed, snapshot, interfaces);
  const answered = observed.hops.flatMap(({ addresses }) => addresses.slice(0, 1));
  const places = placesOf(answered, snapshot, interfaces, wanted);
  const hops = observed.hops.map((hop) => describeHop(hop, places, departure?.hop?.nextHop ?? null, interfaces));
  const loop = loopIn(hops);
  const target = traceTarget(observed, wanted, list);
  const { path, check } = tracePath({ departure, hops, places, interfaces, error: observed.error });
  const checks = [
    target.status === 'NotApplicable' ? { ...check, status: target.status } : check,
    target,
    traceEnd(hops, loop),
  ];
  const trace: Trace = {
    schema: traceSchemaName,
    status: overallOf(checks),
    computer: snapshot.computer,
    collectedAt: snapshot.collectedAt,
    ...observed,
    optimize: address === null ? null : optimizePrefixOf(address, wanted),
    path,
    interfaceIndex: departure?.hop?.interfaceIndex ?? null,
    interfaceName: departure?.hop ? nameOf(interfaces, departure.hop.interfaceIndex) : null,
    nextHop: departure?.hop?.nextHop ?? null,
    reached: hops.at(-1)?.answer === 'Target',
    loop,
    hops,
    checks,
  };
  const foreign = `${observed.source}, where the trace starts, is no address of ${snapshot.computer ?? 'the machine'}: add the snapshot of its own machine.`;
  return { trace, warnings: isForeign ? [...interfaces.warnings, foreign] : interfaces.warnings };
}

/** The path's own answer, unless another check found something wrong. Silence at the end of a path says nothing of it. */
function overallOf([path, ...others]: readonly Check[]): Status {
  if ([path, ...others].some(({ status }) => status === 'Fail')) return 'Fail';
  if (path.status === 'Unknown') return 'Unknown';
  return others.some(({ status }) => status === 'Warning') ? 'Warning' : path.status;
}

function describeHop(
  hop: ObservedHop,
  places: ReadonlyMap<string, Place>,
  gateway: string | null,
  interfaces: Classification,
): TraceHop {
  const [address] = hop.addresses;
  const place = address === undefined ? undefined : places.get(address);
  const index = place?.interfaces.length === 1 ? place.interfaces[0] : null;
  const times = hop.roundTrips.filter((time) => time !== null);
  return {
    ...hop,
    roundTrip: times.length > 0 ? Math.min(...times) : null,
    interfaceIndex: index,
    interfaceName: index === null ? null : nameOf(interfaces, index),
    network:
      place && index !== null && address === gateway
        ? `gateway of ${nameOf(interfaces, index)}`
        : (place?.network ?? null),
  };
}
