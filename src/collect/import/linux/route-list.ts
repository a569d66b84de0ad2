import type { Family } from '../../../contract/verdict.ts';
import { invalidAt, type Draft, type Place } from '../draft.ts';
import { addRoute, type IpHop, type IpRoute } from './route.ts';

/** The routes of one source; a `default` says of which family it is by its neighbours alone. */
export class RouteList {
  readonly #draft: Draft;
  readonly #undecided: IpRoute[] = [];
  readonly #families = new Set<Family>();
  #last: IpRoute | null = null;
  #place: Place = 0;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  /** @throws ToolError `ImportInvalid` for the route before */
  add(route: IpRoute, place: Place): void {
    this.#flush();
    this.#last = route;
    this.#place = place;
  }

  /** @throws ToolError `ImportInvalid` */
  addHop(hop: IpHop, place: Place): void {
    if (this.#last === null) throw invalidAt(place, 'a next hop stands here without its route.');
    this.#last.nextHops.push(hop);
  }

  /** Today's ip says of every route of IPv6 what preference it has (`pref`), so one that doesn't is of IPv4. */
  end(): void {
    this.#flush();
    const [only] = this.#families.size === 1 ? this.#families : ([4] as const);
    for (const route of this.#undecided) addRoute(this.#draft, route, only);
    if (this.#undecided.length > 0 && this.#families.size !== 1)
      this.#draft.notes.add('A default route that does not say its family was taken for IPv4.');
  }

  #flush(): void {
    const route = this.#last;
    if (route === null) return;
    if (leadsNowhere(route)) throw invalidAt(this.#place, 'a route without an interface; the text is cut off.');
    const family = route.family ?? familyOfHops(route);
    if (family === null) this.#undecided.push(route);
    else {
      this.#families.add(family);
      addRoute(this.#draft, route, family);
    }
    this.#last = null;
  }
}

function leadsNowhere({ type, hop, nextHops }: IpRoute): boolean {
  return (type === 'unicast' || type === '1') && nextHops.length === 0 && hop.device === null && hop.gateway === null;
}

function familyOfHops({ nextHops }: IpRoute): Family | null {
  const gateway = nextHops.find((hop) => hop.gateway !== null)?.gateway;
  if (!gateway) return null;
  return gateway.includes(':') ? 6 : 4;
}
