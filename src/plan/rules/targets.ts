import { ToolError } from '../../contract/error.ts';
import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { Case } from '../../judge/case.ts';
import { connectedVpns } from '../../judge/paths.ts';

interface Choice {
  readonly interfaceAliases: readonly string[];
  readonly force: boolean;
}

/**
 * The interfaces to block on: the connected VPNs and those the administrator names; by force, without either, every VPN
 * there is.
 * @throws ToolError `InterfaceNotFound`, `InterfaceIsLocal`, `VpnInterfaceMissing`
 */
export function targets(judged: Case, { interfaceAliases, force }: Choice): SnapshotInterface[] {
  const { snapshot, interfaces } = judged;
  const named = interfaceAliases.map((alias) => findInterface(judged, alias));
  const chosen = new Set([...connectedVpns(interfaces).map(({ index }) => index), ...named.map(({ index }) => index)]);
  if (chosen.size === 0 && force)
    for (const { index, path, dropped } of interfaces.interfaces) if (path === 'Vpn' && !dropped) chosen.add(index);
  if (chosen.size === 0)
    throw new ToolError(
      'VpnInterfaceMissing',
      'ObjectNotFound',
      'there is no VPN interface to block on. Connect the VPN, or name its interface: -VpnInterface (--vpn-interface).',
    );
  return snapshot.interfaces.filter(({ index }) => chosen.has(index));
}

function findInterface({ snapshot, interfaces }: Case, alias: string): SnapshotInterface {
  const row = snapshot.interfaces.find(({ name }) => name.toLowerCase() === alias.toLowerCase());
  if (!row)
    throw new ToolError(
      'InterfaceNotFound',
      'ObjectNotFound',
      `there is no interface ${JSON.stringify(alias)}; "teams-split-tunnel routes" (Get-TeamsRoute) lists the interfaces.`,
      alias,
    );
  const { path, reason } = interfaces.byIndex.get(row.index)!;
  if (path === 'Local')
    throw new ToolError(
      'InterfaceIsLocal',
      'InvalidArgument',
      `${JSON.stringify(alias)} is the local interface (${reason}): blocked there too, media would have no path.`,
      alias,
    );
  return row;
}
