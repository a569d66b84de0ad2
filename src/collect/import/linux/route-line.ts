import type { Family } from '../../../contract/verdict.ts';
import { invalidAt, type Place } from '../draft.ts';
import { familyOf, type IpHop, type IpRoute } from './route.ts';

/** Route types of ip-route(8) that stand in front of the destination. */
const types = new Set('unicast local broadcast anycast multicast blackhole unreachable prohibit throw nat'.split(' '));

/** Words of ip-route(8) whose value says nothing about the way. */
const ignoredValues = new Set(
  (
    'scope realm realms mtu advmss hoplimit expires error nhid rtt rttvar window cwnd initcwnd initrwnd ssthresh rto_min ' +
    'features quickack congctl mode ttl-propagate age ipid'
  ).split(' '),
);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Whether a line of text begins like a route. */
export function startsRoute(line: string): boolean {
  return headOf(line.trimEnd().split(' ', 4)) !== null;
}

/** What a route begins with. */
interface Head {
  readonly type: string;
  readonly destination: string;
  readonly family: Family | null;
  /** How many words that are. */
  readonly length: number;
}

function headOf(tokens: readonly string[]): Head | null {
  const isTyped = isType(tokens[0]);
  const [destination = '', first = '', second = ''] = isTyped ? tokens.slice(1) : tokens;
  const next = first || second; // two spaces stand in front of encap
  const family = destination === 'default' ? null : familyOf(destination);
  if (family === null && destination !== 'default') return null;
  if (isTyped) return { type: tokens[0], destination, family, length: 2 };
  const isWhole = next === '' && (family === null || destination.includes('/')) && tokens.length <= 2;
  return isWhole || isWord(next) ? { type: 'unicast', destination, family, length: 1 } : null;
}

/** Whether ip puts this word behind a destination. */
function isWord(word: string): boolean {
  return firstWords.has(word) || ignoredValues.has(word);
}

const firstWords = new Set(['via', 'dev', 'encap', 'table', 'proto', 'metric', 'tos', 'dsfield', 'from', 'src']);

/** `ip -N` prints the numbers of types. Most words here are addresses, which have no letter in second place. */
function isType(word: string): boolean {
  return word.length > 2 ? word.charCodeAt(1) > 96 && types.has(word) : /^\d{1,2}$/.test(word);
}

/**
 * Reads a line of `ip route`; null where it is none.
 * @throws ToolError `ImportInvalid`
 */
export function readRouteLine(line: string, place: Place): IpRoute | null {
  const tokens = line.split(' ');
  const head = headOf(tokens);
  if (head === null) return null;
  const route: Mutable<IpRoute> = {
    type: head.type,
    destination: head.destination,
    family: head.family,
    hop: noHop,
    nextHops: [],
    metric: null,
    table: 'main',
    from: null,
    tos: null,
    protocol: null,
  };
  route.hop = readHop(tokens, head.length, place, route);
  return route;
}

const noHop: IpHop = { gateway: null, device: null, weight: null, isDead: false, onlink: false, encap: null };

/** Reads `nexthop via … dev … weight …`, a further line of a multipath route. */
export function readNextHopLine(line: string, place: Place): IpHop {
  return readHop(line.trim().split(' '), 1, place, null);
}

function readHop(tokens: readonly string[], start: number, place: Place, route: Mutable<IpRoute> | null): IpHop {
  const hop: Mutable<IpHop> = { ...noHop };
  for (let at = start; at < tokens.length; at++) {
    const word = tokens[at];
    if (word === '') continue;
    if (word === 'dead') hop.isDead = true;
    else if (word === 'onlink') hop.onlink = true;
    else if (word === 'via') {
      if (tokens[at + 1] === 'inet6' || tokens[at + 1] === 'inet') at++;
      hop.gateway = addressOf(tokens[++at], place);
      if (route && route.family === null && tokens[at - 1] === 'via') route.family = familyOf(hop.gateway);
    } else if (word === 'dev') hop.device = valueOf(tokens[++at], word, place);
    else if (word === 'encap') hop.encap = valueOf(tokens[++at], word, place);
    else if (word === 'weight') hop.weight = numberOf(tokens[++at], word, place);
    else if (ignoredValues.has(word)) at++;
    else if (route) at = readRouteWord(word, tokens, at, place, route);
  }
  return hop;
}

/** Reads a word that is the whole route's; tells where it ended. */
function readRouteWord(
  word: string,
  tokens: readonly string[],
  at: number,
  place: Place,
  route: Mutable<IpRoute>,
): number {
  const value = tokens[at + 1];
  switch (word) {
    case 'table':
      route.table = valueOf(value, word, place);
      return at + 1;
    case 'metric':
      route.metric = numberOf(value, word, place);
      return at + 1;
    case 'proto':
      route.protocol = valueOf(value, word, place);
      return at + 1;
    case 'from':
      route.from = valueOf(value, word, place);
      route.family ??= familyOf(route.from);
      return at + 1;
    case 'src':
      route.family ??= familyOf(valueOf(value, word, place));
      return at + 1;
    case 'tos':
    case 'dsfield':
      route.tos = numberOf(value, word, place);
      return at + 1;
    case 'pref':
      route.family = 6; // RFC 4191's router preference
      return at + 1;
    default:
      return at;
  }
}

function addressOf(text: string | undefined, place: Place): string {
  if (text !== undefined && !text.includes('/') && familyOf(text) !== null) return text;
  throw invalidAt(place, `${JSON.stringify(text?.slice(0, 60) ?? '')} is no address of a gateway.`);
}

function valueOf(text: string | undefined, word: string, place: Place): string {
  if (text) return text;
  throw invalidAt(place, `"${word}" is the last word; the line is cut off.`);
}

function numberOf(text: string | undefined, word: string, place: Place): number {
  const number = Number(text === '' ? NaN : text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw invalidAt(place, `"${word}" is followed by ${JSON.stringify(text?.slice(0, 60) ?? '')}, which is no number.`);
}
