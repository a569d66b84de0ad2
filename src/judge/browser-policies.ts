import type { Browser } from '../contract/installed.ts';
import { matchesHost } from './url-pattern.ts';
import { compareVersions } from './version.ts';

/**
 * How WebRTC chooses its network is said by one policy for all pages and, in newer browsers, by a list of URL patterns
 * that goes first. Sources: Edge's policy reference; chromeenterprise.google/policies.
 */
const handlingPolicies = {
  Edge: { general: 'WebRtcLocalhostIpHandling', byUrlSince: '135' },
  Chrome: { general: 'WebRtcIPHandling', byUrlSince: '133' },
} as const;

const byUrl = 'WebRtcIPHandlingUrl';

type Value = string | number | null;

/** The values of a policy that are in force: the machine's, else that of each user. */
function valuesOf({ policies }: Browser, name: string): Value[] {
  const named = policies.filter((policy) => policy.name === name);
  const ofMachine = named.filter(({ scope }) => scope === 'machine');
  return (ofMachine.length > 0 ? ofMachine : named).map(({ value }) => value ?? null);
}

/** A value that says how pages of a host choose their network; null: it cannot be read. */
export interface Handling {
  readonly policy: string;
  readonly value: Value;
}

/** What is in force for pages of the host, of the machine or of each user; empty where no policy says anything. */
export function handlingsOf(browser: Browser, host: string): Handling[] {
  const { general, byUrlSince } = handlingPolicies[browser.product];
  const knowsUrls = browser.versions.some((version) => (compareVersions(version, byUrlSince) ?? 0) >= 0);
  const generally = valuesOf(browser, general).map((value) => ({ policy: general, value }));
  const lists = knowsUrls ? valuesOf(browser, byUrl) : [];
  if (lists.length === 0) return generally;
  return lists.flatMap((list) => {
    const value = firstMatch(list, host);
    return value === undefined ? generally : [{ policy: byUrl, value }];
  });
}

/** The handling of the first pattern that matches; undefined where none does, null where the list cannot be read so far. */
function firstMatch(list: Value, host: string): Value | undefined {
  for (const { url, handling } of readList(list) ?? [{}]) {
    const matches = typeof url === 'string' && typeof handling === 'string' ? matchesHost(url, host) : null;
    if (matches !== false) return matches && (handling as string);
  }
  return undefined;
}

interface Entry {
  readonly url?: unknown;
  readonly handling?: unknown;
}

function readList(list: Value): readonly Entry[] | null {
  try {
    const entries: unknown = JSON.parse(String(list));
    const isList = Array.isArray(entries) && entries.every((entry) => typeof entry === 'object' && entry !== null);
    return isList ? entries : null;
  } catch {
    return null;
  }
}
