import type { Proxies, ProxySetting } from '../../contract/proxies.ts';
import { readRegistryKey, readRegistryValue, type Hive } from '../../native/windows/registry.ts';
import type { Notes } from '../notes.ts';
import { withoutSecrets } from '../proxy-text.ts';
import { decodeConnectionSettings, type ConnectionSettings } from './connection-settings.ts';
import { registryNumber, registryText, signedInUsers } from './registry.ts';

const internetSettings = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const policies = 'SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** The proxies of WinHTTP, and of WinINET for the machine or for each person who is signed in. */
export function collectProxies(notes: Notes): Proxies | null {
  return notes.attempt('proxy settings', () => {
    const parts = [attempt('the proxy of WinHTTP', readWinHttp), ...ofWinInet()];
    return { settings: parts.flatMap(({ settings }) => settings), unread: parts.flatMap(({ unread }) => unread) };
  });
}

function ofWinInet(): Proxies[] {
  const forAll = registryNumber('HKLM', policies, 'ProxySettingsPerUser') === 0;
  if (forAll) return [attempt("the machine's proxy", () => readWinInet('HKLM', internetSettings, 'machine'))];
  return signedInUsers().map((sid) =>
    attempt("a user's proxy", () => readWinInet('HKU', `${sid}\\${internetSettings}`, 'user')),
  );
}

function attempt(what: string, read: () => ProxySetting[]): Proxies {
  try {
    return { settings: read(), unread: [] };
  } catch {
    return { settings: [], unread: [what] };
  }
}

function readWinHttp(): ProxySetting[] {
  const value = readRegistryValue('HKLM', `${internetSettings}\\Connections`, 'WinHttpSettings');
  return value?.type === 'REG_BINARY' ? [describe('WinHTTP', 'machine', decodeConnectionSettings(value.data))] : [];
}

/** One setting for the network, kept twice, and one for each remote access connection that has its own. */
function readWinInet(hive: Hive, path: string, scope: ProxySetting['scope']): ProxySetting[] {
  const blobs = [...(readRegistryKey(hive, `${path}\\Connections`)?.values ?? [])].flatMap(([name, value]) =>
    value.type === 'REG_BINARY' && !/^(WinHttpSettings|SavedLegacySettings)$/i.test(name)
      ? [{ name, settings: decodeConnectionSettings(value.data) }]
      : [],
  );
  const network = blobs.find(({ name }) => /^DefaultConnectionSettings$/i.test(name));
  return [
    describe('WinINET', scope, either(network?.settings ?? none, readValues(hive, path))),
    ...blobs
      .filter((blob) => blob !== network)
      .map(({ name, settings }) => describe(`WinINET, connection ${name}`, scope, settings)),
  ];
}

const none: ConnectionSettings = { server: null, bypass: null, pacUrl: null, autoDetect: false };

/** Values that older programs write and WinINET takes over. */
function readValues(hive: Hive, path: string): ConnectionSettings {
  const isOn = registryNumber(hive, path, 'ProxyEnable') === 1;
  return {
    server: isOn ? registryText(hive, path, 'ProxyServer') : null,
    bypass: registryText(hive, path, 'ProxyOverride'),
    pacUrl: registryText(hive, path, 'AutoConfigURL'),
    autoDetect: false,
  };
}

function either(a: ConnectionSettings, b: ConnectionSettings): ConnectionSettings {
  return {
    server: a.server ?? b.server,
    bypass: a.bypass ?? b.bypass,
    pacUrl: a.pacUrl ?? b.pacUrl,
    autoDetect: a.autoDetect || b.autoDetect,
  };
}

function describe(source: string, scope: ProxySetting['scope'], settings: ConnectionSettings): ProxySetting {
  const { server, bypass, pacUrl, autoDetect } = settings;
  const clean = (text: string | null) => text && withoutSecrets(text);
  return { source, scope, server: clean(server), bypass, pacUrl: clean(pacUrl), autoDetect };
}
