import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Firewall } from '../../../src/contract/firewall.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { layTopology, type Topology } from '../../bed/topology.ts';
import { Wine } from '../../bed/wine.ts';
import { takeSnapshot } from './windows.ts';

const shared = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const policy = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';
const block =
  'v2.31|Action=Block|Active=TRUE|Dir=Out|Protocol=17|RPort2_10=3478-3481|RA4=52.112.0.0/255.252.0.0|Name=Gr\u00fc\u00dfe|';

describe("Windows' firewall in the registry, under Wine", function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  let topology: Topology;
  let wine: Wine;

  before(async () => {
    topology = layTopology();
    wine = await Wine.start(topology.bed, topology.client);
  });
  after(() => topology?.bed.close());

  /** Puts values into the registry, all at once: texts, and numbers as REG_DWORD. */
  async function add(
    ...values: readonly (readonly [key: string, name: string, data: string | number])[]
  ): Promise<void> {
    const lines = values.map(([key, name, data]) => {
      const value = typeof data === 'number' ? `dword:${data.toString(16)}` : JSON.stringify(data);
      return `[${key.replace('HKLM', 'HKEY_LOCAL_MACHINE')}]\r\n"${name}"=${value}\r\n`;
    });
    const text = ['\ufeffWindows Registry Editor Version 5.00\r\n', ...lines].join('\r\n');
    writeFileSync(join(wine.driveC, 'values.reg'), text, 'utf16le');
    const { code, stderr } = await wine.run('reg.exe', ['import', 'C:\\values.reg']);
    assert.equal(code, 0, stderr);
  }
  const firewall = async (): Promise<Firewall> => (await takeSnapshot(wine, [])).firewall!;

  it('is empty where Windows has no rules, and its service does not run', async () => {
    const { service, rules } = await firewall();
    assert.deepEqual({ service, rules }, { service: false, rules: [] });
  });

  it('is read from all three stores, outbound rules that block alone', async () => {
    await add(
      [`${shared}\\FirewallRules`, 'TeamsSplitTunnel-IPv4-x', block],
      [`${shared}\\FirewallRules`, 'allows', block.replace('Block', 'Allow')],
      [`${shared}\\FirewallRules`, 'inbound', block.replace('Dir=Out', 'Dir=In')],
      [`${shared}\\FirewallRules`, 'number', 1],
      [`${shared}\\Mdm\\FirewallRules`, '{2}', block.toUpperCase()],
      [`${policy}\\FirewallRules`, '{3}', block],
    );
    const { rules } = await firewall();
    assert.deepEqual(rules, [
      { store: 'local', name: 'TeamsSplitTunnel-IPv4-x', text: block },
      { store: 'mdm', name: '{2}', text: block.toUpperCase() },
      { store: 'policy', name: '{3}', text: block },
    ]);
  });

  it('has the settings that decide whether rules hold, a profile at a time', async () => {
    await add(
      [`${shared}\\StandardProfile`, 'EnableFirewall', 1],
      [`${shared}\\PublicProfile`, 'EnableFirewall', 0],
      [`${shared}\\Mdm\\DomainProfile`, 'allowlocalpolicymerge', 0],
      [`${policy}\\StandardProfile`, 'AllowLocalPolicyMerge', 0],
      [`${policy}\\StandardProfile`, 'DefaultOutboundAction', 1],
    );
    const nothing = { enabled: null, localRules: null, blocksOutbound: null };
    const merged = { ...nothing, localRules: false, blocksOutbound: true };
    const before = (await firewall()).profiles!.filter(
      ({ store, profile }) => store !== 'local' || profile !== 'Domain',
    );
    assert.deepEqual(before, [
      { store: 'local', profile: 'Private', ...nothing, enabled: true },
      { store: 'local', profile: 'Public', ...nothing, enabled: false },
      { store: 'mdm', profile: 'Domain', ...nothing, localRules: false },
      { store: 'policy', profile: 'Private', ...merged },
      { store: 'policy', profile: 'Public', ...merged },
    ]);
  });

  it('knows that the standard profile of Group Policy counts only without the newer two', async () => {
    await add([`${policy}\\PublicProfile`, 'EnableFirewall', 1]);
    const ofPolicy = (await firewall()).profiles!.filter(({ store }) => store === 'policy');
    assert.deepEqual(ofPolicy, [
      { store: 'policy', profile: 'Public', enabled: true, localRules: null, blocksOutbound: null },
    ]);
  });
});
