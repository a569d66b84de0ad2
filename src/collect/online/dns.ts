import { Resolver } from 'node:dns/promises';
import type { Cloud } from '../../contract/endpoints.ts';
import { relayNames, type DnsAnswer, type DnsRule, type DnsServer } from '../../contract/name-resolution.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { isConnected } from '../../routes/participation.ts';

/** A public resolver answers in a tenth of a second; two tries of this length forgive one lost packet. */
const timeout = 1500;
const tries = 2;

/** All of it, in milliseconds, whatever the resolvers do. */
const deadline = 5000;

/** More are no machine's resolvers, but somebody's list. */
const mostServers = 32;
const mostAddresses = 32;

/**
 * Asks every connected interface's own resolvers, those of the machine, and those that a rule sends the name to, for the name
 * of Teams' relays: all at once, within 5 seconds. Undefined where the cloud's name is not known; null where the resolvers are
 * not.
 */
export async function askResolvers(
  snapshot: Snapshot,
  cloud: Cloud,
  signal: AbortSignal,
): Promise<DnsAnswer[] | null | undefined> {
  const name = relayNames[cloud];
  if (name === undefined) return undefined;
  const { nameResolution } = snapshot;
  if (!nameResolution) return null;
  const byRule = serversByRule(nameResolution.rules ?? [], name).map((address) => ({ address, byRule: true }));
  const servers = [...byRule, ...nameResolution.servers.filter((server) => isInUse(server, snapshot))];
  const end = AbortSignal.any([signal, AbortSignal.timeout(deadline)]);
  return Promise.all(servers.slice(0, mostServers).map((server) => ask(name, server, end)));
}

/** The servers of the rule that fits the name best. */
function serversByRule(rules: readonly DnsRule[], name: string): readonly string[] {
  const fitting = rules.flatMap(({ namespaces, servers }) =>
    namespaces.filter((namespace) => holds(namespace.toLowerCase(), name)).map(({ length }) => ({ length, servers })),
  );
  return fitting.sort((a, b) => b.length - a.length)[0]?.servers ?? [];
}

/** [MS-GPNRPT] 2.2.2.1: `.` is every name, `.example` a domain with all below it, anything else one name. */
function holds(namespace: string, name: string): boolean {
  if (namespace === '.') return true;
  return namespace.startsWith('.') ? `.${name}`.endsWith(namespace) : name === namespace;
}

function isInUse({ interfaceIndex }: DnsServer, { interfaces }: Snapshot): boolean {
  if (interfaceIndex == null) return true;
  const row = interfaces.find(({ index }) => index === interfaceIndex);
  return row !== undefined && (isConnected(row, 4) || isConnected(row, 6));
}

async function ask(name: string, server: DnsServer & { byRule?: boolean }, signal: AbortSignal): Promise<DnsAnswer> {
  const { address, interfaceIndex = null, byRule } = server;
  const told = { name, server: address, interfaceIndex, ...(byRule && { byRule }) };
  const resolver = new Resolver({ timeout, tries, maxTimeout: timeout });
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel);
  try {
    resolver.setServers([withZone(address, interfaceIndex)]);
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const addresses = [four, six].flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    if (addresses.length === 0 && four.status === 'rejected') return { ...told, addresses, error: codeOf(four.reason) };
    return { ...told, addresses: addresses.slice(0, mostAddresses), error: null };
  } catch (error) {
    return { ...told, addresses: [], error: codeOf(error) };
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** A link-local address is one on each link. */
function withZone(address: string, interfaceIndex: number | null): string {
  return interfaceIndex !== null && /^fe[89ab]/i.test(address) ? `${address}%${interfaceIndex}` : address;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'EUNKNOWN';
}
