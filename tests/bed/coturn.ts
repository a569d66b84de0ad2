import { readFileSync } from 'node:fs';
import type { Daemon } from './daemon.ts';
import type { Namespace } from './netns.ts';
import { relay4, relay6, type Topology } from './topology.ts';
import { tool } from './tools.ts';

/** The long-term credentials that the relay accepts. */
export const turnCredentials = { username: 'user', password: 'secret', realm: 'relay.test' } as const;

/** Starts the "Teams relay" on UDP and TCP 3478 and 3479 of the relay addresses. */
export async function startRelay({ bed, isp }: Topology): Promise<Daemon> {
  const { username, password, realm } = turnCredentials;
  const listeners = [relay4, relay6].flatMap((relay) => ['--listening-ip', relay, '--relay-ip', relay]);
  const auxiliary = [`${relay4}:3479`, `[${relay6}]:3479`].flatMap((server) => ['--aux-server', server]);
  const relay = await isp.start([
    tool('turnserver'),
    '-n',
    ...listeners,
    ...auxiliary,
    ...['--listening-port', '3478', '--no-tls', '--no-dtls', '--no-cli', '--log-file', 'stdout'],
    ...['--lt-cred-mech', '--user', `${username}:${password}`, '--realm', realm],
    ...['--pidfile', `${bed.directory}/turnserver.pid`, '--userdb', `${bed.directory}/turn.sqlite`],
  ]);
  bed.onClose(() => relay.stop());
  await relay.until(() => listens(relay, 'udp') && listens(relay, 'udp6'), 'listen');
  return relay;
}

/** Whether the relay's two UDP ports are bound, as the kernel lists the sockets of its namespace. */
function listens(relay: Daemon, table: 'udp' | 'udp6'): boolean {
  const sockets = readFileSync(`/proc/${relay.pid}/net/${table}`, 'utf8');
  return [3478, 3479].every((port) => sockets.includes(`:${port.toString(16).toUpperCase().padStart(4, '0')} `));
}

/**
 * The address that a packet from this namespace has when it arrives at the relay, by an RFC 8489 Binding request of
 * coturn's own client: the ground truth of the path. Undefined without an answer.
 */
export async function addressSeenByRelay(namespace: Namespace, relay = relay4): Promise<string | undefined> {
  const stunClient = await namespace.start([tool('turnutils_stunclient'), '-p', '3478', relay]);
  try {
    return (await stunClient.says(/UDP reflexive addr: (\S+):\d+\s/, 3_000))[1];
  } catch {
    return undefined;
  } finally {
    await stunClient.stop('SIGKILL'); // its further requests, of other sizes, are of no interest
  }
}
