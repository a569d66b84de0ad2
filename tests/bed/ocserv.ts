import { execFileSync } from 'node:child_process';
import { X509Certificate, createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { makeCertificate, type Certificate } from './certificate.ts';
import type { Daemon } from './daemon.ts';
import { addresses, type Topology } from './topology.ts';
import { tool } from './tools.ts';

export interface AnyConnectOptions {
  /** Split-include: the server's `route` lines; `default` (everything) where absent. */
  routes?: readonly string[];
  /** Split-exclude: the server's `no-route` lines, such as `52.112.0.0/14`. */
  noRoutes?: readonly string[];
}

export interface AnyConnect {
  /** The client's tunnel interface. */
  interfaceName: string;
  client: Daemon;
  server: Daemon;
  /** Takes the client, then the server down; the client gives back the routes it changed. */
  stop(): Promise<void>;
}

const user = 'user';
const password = 'secret';

/** openconnect gives this to a shell; it says that it is connected before it sets the routes. */
const script = '/usr/share/vpnc-scripts/vpnc-script && echo "routes are set: $reason"';

/** Brings an AnyConnect tunnel (ocserv to openconnect) up from client to corp; resolves when its routes are set. */
export async function startAnyConnect(topology: Topology, options: AnyConnectOptions = {}): Promise<AnyConnect> {
  const { bed, client, corp } = topology;
  const certificate = makeCertificate(bed.directory, 'ocserv');
  const configuration = writeServerConfiguration(bed.directory, certificate, options);

  const server = await corp.start([tool('ocserv'), '-f', '-d', '1', '-c', configuration], {
    ready: /sec-mod initialized/,
  });
  bed.onClose(() => server.stop());

  const tunnel = await client.start(
    [
      tool('openconnect'),
      ...['--protocol=anyconnect', '--interface=tun0', `--user=${user}`, '--passwd-on-stdin', '--non-inter'],
      ...[`--script=${script}`, `--servercert=${publicKeyPin(certificate)}`],
      `https://${addresses.corp4}`,
    ],
    { ready: /routes are set: connect/, input: `${password}\n` },
  );
  const stopTunnel = () => tunnel.stop('SIGINT');
  bed.onClose(stopTunnel);
  return {
    interfaceName: 'tun0',
    client: tunnel,
    server,
    stop: async () => {
      await stopTunnel();
      await server.stop();
    },
  };
}

function writeServerConfiguration(directory: string, certificate: Certificate, options: AnyConnectOptions): string {
  const passwords = `${directory}/ocserv.passwd`;
  execFileSync(tool('ocpasswd'), ['-c', passwords, user], { input: `${password}\n${password}\n`, stdio: 'pipe' });
  const file = `${directory}/ocserv.conf`;
  const lines = [
    `auth = "plain[passwd=${passwords}]"`,
    `server-cert = ${certificate.certificateFile}`,
    `server-key = ${certificate.keyFile}`,
    `listen-host = ${addresses.corp4}`,
    'tcp-port = 443',
    'udp-port = 443',
    `socket-file = ${directory}/ocserv.sock`,
    `pid-file = ${directory}/ocserv.pid`,
    'run-as-user = root',
    'run-as-group = root',
    'isolate-workers = false',
    'device = vpns',
    'ipv4-network = 10.8.2.0/24',
    'ipv6-network = fd00:8:2::/64',
    ...(options.routes ?? ['default']).map((route) => `route = ${route}`),
    ...(options.noRoutes ?? []).map((route) => `no-route = ${route}`),
  ];
  writeFileSync(file, lines.join('\n') + '\n');
  return file;
}

/** The certificate's public key as openconnect pins it. */
function publicKeyPin({ certificateFile }: Certificate): string {
  const key = new X509Certificate(readFileSync(certificateFile)).publicKey.export({ type: 'spki', format: 'der' });
  return `pin-sha256:${createHash('sha256').update(key).digest('base64')}`;
}
