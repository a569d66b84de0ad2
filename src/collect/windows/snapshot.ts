import { hostname } from 'node:os';
import { snapshotSchemaName, type Snapshot } from '../../contract/snapshot.ts';
import { rasConnections, type RasConnection } from '../../native/windows/ras.ts';
import type { Prefix } from '../../net/prefix.ts';
import { witnessAddresses } from '../../routes/witness.ts';
import { Notes } from '../notes.ts';
import { collectBrowsers } from './browsers.ts';
import { collectFirewall } from './firewall.ts';
import { collectInterfaces } from './interfaces.ts';
import { collectNameResolution } from './name-resolution.ts';
import { collectProxies } from './proxies.ts';
import { collectRoutes } from './routes.ts';
import { collectRunning } from './running.ts';
import { collectTeamsClients } from './teams-clients.ts';
import { collectVpnConnections } from './vpn-connections.ts';
import { askWindows } from './witness.ts';

/** How often tables that change while Windows is asked are read before the snapshot is called unstable. */
const attempts = 3;

/** Everything observed on this Windows machine. */
export function collectSnapshot(wanted: readonly Prefix[], log: (message: string) => void): Snapshot {
  for (let attempt = 1; ; attempt++) {
    const { snapshot, stable } = observe(wanted, log);
    if (stable || attempt === attempts) return { ...snapshot, stable };
    log('Interfaces or routes changed meanwhile: starting again.');
  }
}

function observe(wanted: readonly Prefix[], log: (message: string) => void) {
  const notes = new Notes();
  const collectedAt = new Date().toISOString();
  log('Reading interfaces, routes and remote access connections.');
  const connections = notes.attempt('remote access connections', rasConnections);
  const tables = readTables(connections, notes);
  log('Reading which network clients run, and what of Teams, browsers, DNS and proxies is set up.');
  const snapshot: Snapshot = {
    schema: snapshotSchemaName,
    computer: hostname(),
    platform: 'windows',
    collectedAt,
    ...tables,
    running: collectRunning(notes),
    vpnConnections: connections && collectVpnConnections(connections, notes),
    teamsClients: collectTeamsClients(notes),
    browsers: collectBrowsers(notes),
    nameResolution: collectNameResolution(notes),
    proxies: collectProxies(notes),
    firewall: collectFirewall(notes),
    notes: notes.texts,
  };
  const addresses = witnessAddresses(snapshot, wanted);
  log(`Asking Windows for its route to ${addresses.length} addresses.`);
  const osAnswers = askWindows(addresses, notes);
  const stable = fingerprint(readTables(connections, new Notes())) === fingerprint(tables);
  return { snapshot: { ...snapshot, osAnswers }, stable };
}

type Tables = Pick<Snapshot, 'interfaces' | 'routes'>;

function readTables(connections: readonly RasConnection[] | null, notes: Notes): Tables {
  return { interfaces: collectInterfaces(connections ?? [], notes), routes: collectRoutes() };
}

/** The tables as one text, in which a lifetime that only counts down is no change. */
function fingerprint({ interfaces, routes }: Tables): string {
  return JSON.stringify([
    interfaces,
    routes.map(({ validLifetime, ...route }) => ({ ...route, expired: validLifetime === 0 })),
  ]);
}
