import type { Change, ObservedChange, ReturnedRoutes } from '../../contract/watch.ts';
import type { Verdict } from '../../contract/verdict.ts';
import type { ClassifiedInterface } from '../interfaces.ts';
import type { SeenRoute, View } from './view.ts';

const mostObserved = 50;

export const atStart: Change = { reason: 'Start', before: null, observed: [], more: 0, returned: [] };

/** What changed between two looks, or null where nothing did that matters to the verdict. */
export function changeBetween(before: View, after: View, returned: readonly ReturnedRoutes[]): Change | null {
  if (returned.length === 0 && essence(before.verdict) === essence(after.verdict)) return null;
  const observed = [...interfaceChanges(before, after), ...checkChanges(before, after), ...routeChanges(before, after)];
  return {
    reason: 'Change',
    before: before.verdict.status,
    observed: observed.slice(0, mostObserved),
    more: Math.max(0, observed.length - mostObserved),
    returned,
  };
}

/** The verdict without what changes from look to look though nothing happened: times, and words about them. */
function essence({ status, vpn, leaks, segments, checks, endpoints }: Verdict): string {
  const answers = checks.map((check) => [check.id, check.status]);
  return JSON.stringify([status, vpn, leaks, segments, answers, endpoints.version]);
}

function interfaceChanges(before: View, after: View): ObservedChange[] {
  const change = (kind: ObservedChange['kind'], { name }: ClassifiedInterface, what: string): ObservedChange => ({
    kind,
    interfaceName: name,
    destination: null,
    message: `${name} ${what}`,
  });
  const came = [...after.connected.values()].flatMap((each) => {
    const earlier = before.connected.get(each.index);
    if (!earlier) return [change('InterfaceConnected', each, `connected: ${each.path} (${each.reason}).`)];
    if (earlier.path === each.path) return [];
    return [change('InterfaceReclassified', each, `was ${earlier.path}, is ${each.path} (${each.reason}).`)];
  });
  const gone = [...before.connected.values()].filter(({ index }) => !after.connected.has(index));
  return [...came, ...gone.map((each) => change('InterfaceDisconnected', each, 'disconnected.'))];
}

function routeChanges(before: View, after: View): ObservedChange[] {
  const change = (kind: ObservedChange['kind'], route: SeenRoute, word: string): ObservedChange => ({
    kind,
    interfaceName: route.interfaceName,
    destination: route.destination,
    message: `Route ${word}: ${route.text}.`,
  });
  return [
    ...missingIn(after, before).map((route) => change('RouteRemoved', route, 'removed')),
    ...missingIn(before, after).map((route) => change('RouteAdded', route, 'added')),
  ];
}

/** The routes of `there` that are not in `here`. */
export function missingIn(here: View, there: View): SeenRoute[] {
  return [...there.routes.values()].filter(({ text }) => !here.routes.has(text));
}

function checkChanges(before: View, after: View): ObservedChange[] {
  const earlier = new Map(before.verdict.checks.map(({ id, status }) => [id, status]));
  return after.verdict.checks
    .filter(({ id, status }) => earlier.get(id) !== status)
    .map(({ id, status, message }) => ({
      kind: 'CheckChanged',
      interfaceName: null,
      destination: null,
      message: `${id}: ${earlier.get(id) ?? 'not asked'} before, ${status} now. ${message}`,
    }));
}
