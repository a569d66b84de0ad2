import { mkdirSync, writeFileSync } from 'node:fs';
import { makeCertificate, type Certificate } from './certificate.ts';
import type { Daemon } from './daemon.ts';
import type { Namespace } from './netns.ts';
import { addresses, type Topology } from './topology.ts';
import { tool } from './tools.ts';

export interface OpenVpnOptions {
  /** What the server pushes, such as `redirect-gateway def1` or `route 52.112.0.0 255.252.0.0 net_gateway`. */
  push?: readonly string[];
  /** Lines added to the client's configuration. */
  clientConfig?: readonly string[];
  /** Networks behind the client: the server drops packets from other sources than the pool's and these. */
  clientNetworks?: readonly string[];
}

export interface OpenVpn {
  /** The client's tunnel interface. */
  interfaceName: string;
  client: Daemon;
  server: Daemon;
  /** Takes the client, then the server down; the client gives back the routes it changed. */
  stop(): Promise<void>;
}

/** Brings an OpenVPN tunnel up from client to corp, in about 0.3 s; resolves when its routes are set. */
export async function startOpenVpn(topology: Topology, options: OpenVpnOptions = {}): Promise<OpenVpn> {
  const { bed, client, corp } = topology;
  const serverCertificate = makeCertificate(bed.directory, 'openvpn-server');
  const clientCertificate = makeCertificate(bed.directory, 'openvpn-client');
  const configure = (name: string, lines: string[]) => {
    const file = `${bed.directory}/${name}.conf`;
    writeFileSync(file, lines.join('\n') + '\n');
    return file;
  };

  const clients = `${bed.directory}/openvpn-clients`;
  mkdirSync(clients, { recursive: true });
  writeFileSync(`${clients}/openvpn-client`, (options.clientNetworks ?? []).map((each) => `iroute ${each}\n`).join(''));
  const serverConfig = configure('openvpn-server', [
    'mode server',
    'tls-server',
    'dev tun0',
    'dev-type tun',
    `local ${addresses.corp4}`,
    'topology subnet',
    'server 10.8.0.0 255.255.255.0',
    'server-ipv6 fd00:8::/64',
    'dh none',
    `client-config-dir ${clients}`,
    ...identity(serverCertificate, clientCertificate),
    ...(options.push ?? []).map((pushed) => `push "${pushed}"`),
  ]);
  const clientConfig = configure('openvpn-client', [
    'client',
    'dev tun0',
    'dev-type tun',
    'nobind',
    `remote ${addresses.corp4}`,
    'script-security 2',
    ...identity(clientCertificate, serverCertificate),
    ...(options.clientConfig ?? []),
  ]);

  const server = await startEnd(corp, serverConfig);
  bed.onClose(() => server.stop());
  const tunnel = await startEnd(client, clientConfig);
  bed.onClose(() => tunnel.stop());
  return {
    interfaceName: 'tun0',
    client: tunnel,
    server,
    stop: async () => {
      await tunnel.stop();
      await server.stop();
    },
  };
}

function startEnd(namespace: Namespace, configuration: string): Promise<Daemon> {
  return namespace.start([tool('openvpn'), '--config', configuration], { ready: /Initialization Sequence Completed/ });
}

function identity(own: Certificate, peer: Certificate): string[] {
  return [`cert ${own.certificateFile}`, `key ${own.keyFile}`, `peer-fingerprint ${peer.fingerprint}`];
}
