import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import type { Namespace } from './netns.ts';
import { addresses, type Topology } from './topology.ts';
import { tool } from './tools.ts';

export interface WireGuardOptions {
  /** What the client sends to the server's key; `0.0.0.0/0` and `::/0` by default. */
  allowedIps?: readonly string[];
}

export interface WireGuardByHandOptions extends WireGuardOptions {
  /** The client's routes into the tunnel; none is set by itself. Those of `allowedIps` that are not /0 by default. */
  routes?: readonly string[];
}

export interface WgQuickOptions extends WireGuardOptions {
  /** Lines added to the client's [Interface] section, such as `PostUp = …` or `Table = off`. */
  interfaceLines?: readonly string[];
}

export interface WireGuard {
  /** The client's tunnel interface. */
  interfaceName: string;
  /** Takes the client's end down. */
  stop(): Promise<void>;
}

const port = 51820;
const clientAddresses = ['10.8.1.2/24', 'fd00:8:1::2/64'];
const serverAddresses = ['10.8.1.1/24', 'fd00:8:1::1/64'];
const fullTunnel = ['0.0.0.0/0', '::/0'];

/** Brings a WireGuard tunnel up from client to corp by `wg` and `ip` alone. */
export async function startWireGuard(topology: Topology, options: WireGuardByHandOptions = {}): Promise<WireGuard> {
  const { bed, client } = topology;
  const allowedIps = options.allowedIps ?? fullTunnel;
  const keys = await startServer(topology);
  const interfaceName = bed.uniqueInterface('wgc');
  const configuration = `[Interface]\nPrivateKey = ${keys.clientPrivate}\n${peer(keys.serverPublic, allowedIps)}`;
  const stop = await startEnd(topology, client, interfaceName, clientAddresses, configuration);
  for (const route of options.routes ?? allowedIps.filter((prefix) => !prefix.endsWith('/0'))) {
    client.ip(`route add ${route} dev ${interfaceName}`);
  }
  return { interfaceName, stop };
}

/** Brings a WireGuard tunnel up from client to corp as most people do: by `wg-quick up`. */
export async function startWgQuick(topology: Topology, options: WgQuickOptions = {}): Promise<WireGuard> {
  const { bed, client } = topology;
  const keys = await startServer(topology);
  const interfaceName = bed.uniqueInterface('wgq');
  const file = `${bed.directory}/${interfaceName}.conf`;
  const head = ['[Interface]', `PrivateKey = ${keys.clientPrivate}`, `Address = ${clientAddresses.join(', ')}`];
  const lines = [...head, ...(options.interfaceLines ?? []), peer(keys.serverPublic, options.allowedIps ?? fullTunnel)];
  writeFileSync(file, lines.join('\n'), { mode: 0o600 });

  const wgQuick = async (verb: 'up' | 'down') => {
    const { code, stderr } = await client.run([tool('wg-quick'), verb, file]);
    if (code !== 0) throw new Error(`wg-quick ${verb} failed:\n${stderr}`);
  };
  let up = true;
  const stop = async () => {
    if (up) await wgQuick('down');
    up = false;
  };
  await wgQuick('up');
  bed.onClose(stop);
  return { interfaceName, stop };
}

interface Keys {
  clientPrivate: string;
  serverPublic: string;
}

async function startServer(topology: Topology): Promise<Keys> {
  const { bed, corp } = topology;
  const [client, server] = [makeKeyPair(), makeKeyPair()];
  const allowed = clientAddresses.map((address) => address.replace(/\/\d+$/, address.includes(':') ? '/128' : '/32'));
  const peerSection = `[Peer]\nPublicKey = ${client.public}\nAllowedIPs = ${allowed.join(', ')}\n`;
  const configuration = `[Interface]\nPrivateKey = ${server.private}\nListenPort = ${port}\n${peerSection}`;
  await startEnd(topology, corp, bed.uniqueInterface('wgs'), serverAddresses, configuration);
  return { clientPrivate: client.private, serverPublic: server.public };
}

/** Runs wireguard-go in the namespace and gives its interface keys and addresses; returns how to stop it. */
async function startEnd(
  { bed }: Topology,
  namespace: Namespace,
  interfaceName: string,
  interfaceAddresses: readonly string[],
  configuration: string,
): Promise<() => Promise<void>> {
  const daemon = await namespace.start([tool('wireguard-go'), '--foreground', interfaceName]);
  bed.onClose(() => daemon.stop());
  await daemon.until(() => existsSync(`/run/wireguard/${interfaceName}.sock`), 'open its socket');

  const file = `${bed.directory}/${interfaceName}.conf`;
  writeFileSync(file, configuration, { mode: 0o600 });
  const { code, stderr } = await namespace.run([tool('wg'), 'setconf', interfaceName, file]);
  if (code !== 0) throw new Error(`wg setconf failed: ${stderr}`);
  for (const address of interfaceAddresses) namespace.ip(`addr add ${address} dev ${interfaceName}`);
  namespace.ip(`link set ${interfaceName} mtu 1420 up`);
  return () => daemon.stop();
}

function peer(publicKey: string, allowedIps: readonly string[]): string {
  const endpoint = `${addresses.corp4}:${port}`;
  return `[Peer]\nPublicKey = ${publicKey}\nEndpoint = ${endpoint}\nAllowedIPs = ${allowedIps.join(', ')}\n`;
}

function makeKeyPair(): { private: string; public: string } {
  const wg = (verb: string, input?: string) =>
    execFileSync(tool('wg'), [verb], { encoding: 'utf8', ...(input && { input }) }).trim();
  const privateKey = wg('genkey');
  return { private: privateKey, public: wg('pubkey', privateKey) };
}
