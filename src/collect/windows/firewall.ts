import {
  firewallProfiles,
  type Firewall,
  type FirewallProfile,
  type FirewallProfileSettings,
  type FirewallRuleText,
  type FirewallStore,
} from '../../contract/firewall.ts';
import { readRegistryKey, type RegistryKey } from '../../native/windows/registry.ts';
import { runningServices } from '../../native/windows/services.ts';
import type { Notes } from '../notes.ts';

const shared = 'SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';

/**
 * Where each store keeps its rules and settings. Group Policy: [MS-GPFAS] 2.2.2.19 and 2.2.3; the others are not documented
 * and use the same values.
 */
const roots: Readonly<Record<FirewallStore, string>> = {
  local: shared,
  mdm: `${shared}\\Mdm`,
  policy: 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall',
};

/** The outbound rules that block, and what decides whether they hold. */
export function collectFirewall(notes: Notes): Firewall {
  const stores = Object.entries(roots) as [FirewallStore, string][];
  return {
    service: notes.attempt("firewall's service", () =>
      runningServices().some((name) => name.toLowerCase() === 'mpssvc'),
    ),
    rules: notes.attempt('firewall rules', () => stores.flatMap(([store, root]) => readRules(store, root))),
    profiles: notes.attempt('firewall settings', () => stores.flatMap(([store, root]) => readProfiles(store, root))),
  };
}

function readRules(store: FirewallStore, root: string): FirewallRuleText[] {
  const values = readRegistryKey('HKLM', `${root}\\FirewallRules`)?.values ?? [];
  return [...values].flatMap(([name, value]) =>
    value.type === 'REG_SZ' && blocksOutbound(value.data) ? [{ store, name, text: value.data }] : [],
  );
}

/** Thousands of rules allow or are inbound, and name programs that are nobody's business. */
function blocksOutbound(text: string): boolean {
  const fields = text.toLowerCase().split('|');
  return fields.includes('action=block') && fields.includes('dir=out');
}

/** The key Standard is the local stores' name for Private, and in Group Policy for both where neither has a key of its own. */
function readProfiles(store: FirewallStore, root: string): FirewallProfileSettings[] {
  const read = (name: string) => readRegistryKey('HKLM', `${root}\\${name}Profile`);
  const standard = read('Standard');
  const own: Record<FirewallProfile, RegistryKey | null> = {
    Domain: read('Domain'),
    Private: store === 'policy' ? read('Private') : standard,
    Public: read('Public'),
  };
  const isOld = store === 'policy' && !own.Private && !own.Public;
  const keys = isOld ? { ...own, Private: standard, Public: standard } : own;
  return firewallProfiles.flatMap((profile) => {
    const key = keys[profile];
    return key ? [settingsOf(store, profile, key)] : [];
  });
}

function settingsOf(store: FirewallStore, profile: FirewallProfile, key: RegistryKey): FirewallProfileSettings {
  const flag = (wanted: string): boolean | null => {
    const found = [...key.values].find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];
    return found?.type === 'REG_DWORD' ? found.data !== 0 : null;
  };
  return {
    store,
    profile,
    enabled: flag('EnableFirewall'),
    localRules: flag('AllowLocalPolicyMerge'),
    blocksOutbound: flag('DefaultOutboundAction'),
  };
}
