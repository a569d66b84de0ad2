import { basename } from 'node:path';
import { knownFolder } from '../../native/windows/known-folders.ts';
import { isElevated } from '../../native/windows/token.ts';
import { profileFolders } from '../windows/profile-folders.ts';
import type { Place, Root } from './log-places.ts';

const log = /\.log$/i;
const phoneBook = { steps: ['Microsoft', 'Network', 'Connections', 'Pbk'], files: /^rasphone\.pbk$/i, ageless: true };
const teams = ['Packages', 'MSTeams_8wekyb3d8bbwe', 'LocalCache', 'Microsoft', 'MSTeams', 'Logs'];
const azureVpn = ['Packages', 'Microsoft.AzureVpn_8wekyb3d8bbwe', 'LocalState'];

/**
 * Each with the public source that names it; docs/support.md lists them, and clients of which none was found.
 * @param ofAll whether the profiles of all people are looked into: with the rights for it, as SYSTEM has them
 */
export function windowsLogPlaces(ofAll = isElevated()): Place[] {
  const programData = machine('ProgramData');
  const programFiles = machine('ProgramFiles');
  const programFilesX86 = machine('ProgramFilesX86');
  const [local, roaming] = [
    ['AppData', 'Local'],
    ['AppData', 'Roaming'],
  ];
  const roots = people(ofAll);
  return [
    // Scripts that read them; Microsoft publishes no path.
    { name: 'teams', roots, steps: [...local, ...teams], files: /\.(log|txt)$/i },
    // https://netsecninja.github.io/analysis/2021/02/11/ms-teams-logs-activity.html
    { name: 'teams-classic', roots, steps: [...roaming, 'Microsoft', 'Teams'], files: /^(old_)?logs\w*\.txt$/i },
    // https://learn.microsoft.com/windows/win32/rras/ras-phone-books
    { ...phoneBook, name: 'phone-book', roots, steps: [...roaming, ...phoneBook.steps] },
    { ...phoneBook, name: 'phone-book-all-users', roots: programData },
    // Microsoft's support article "Collect logs (Azure VPN client)", and
    // https://learn.microsoft.com/azure/vpn-gateway/azure-vpn-client-optional-configurations
    { name: 'azure-vpn', roots, steps: [...local, ...azureVpn, 'LogFiles'], files: log },
    { ...phoneBook, name: 'azure-vpn-phone-book', roots, steps: [...local, ...azureVpn] },
    // Scripts that collect them, beside what PanGPSupport.exe collects.
    {
      name: 'globalprotect',
      roots: programFiles,
      steps: ['Palo Alto Networks', 'GlobalProtect'],
      files: /^PanGPS\.log(\.old)?$/i,
    },
    {
      name: 'globalprotect',
      roots,
      steps: [...local, 'Palo Alto Networks', 'GlobalProtect'],
      files: /^PanGPA\.log(\.old)?$/i,
    },
    // https://github.com/Digital-Sherlock/vpdocs-demo
    { name: 'forticlient', roots: programFiles, steps: ['Fortinet', 'FortiClient', 'logs', 'trace'], files: log },
    { name: 'forticlient', roots, steps: [...roaming, 'FortiClient', 'logs', 'trace'], files: log },
    // https://help.zscaler.com/unified/enabling-packet-capture-zscaler-client-connector
    { name: 'zscaler', roots: programData, steps: ['Zscaler', /^log-\w+$/i], files: log },
    // https://openvpn.net/community-docs/running-openvpn-as-a-windows-service.html and openvpn-gui's registry.c
    { name: 'openvpn', roots: programFiles, steps: ['OpenVPN', 'log'], files: log },
    { name: 'openvpn', roots, steps: ['OpenVPN', 'log'], files: log },
    // KapeFiles' PulseSecure.tkape, after https://help.ivanti.com/ps/help/en_US/ISAC/vNow/cscg/setup_files_for_win_log_file_location.htm
    { name: 'ivanti', roots: programData, steps: ['Pulse Secure', 'Logging'], files: log },
    { name: 'ivanti', roots: programFilesX86, steps: ['Pulse Secure', 'Logging'], files: log },
    { name: 'ivanti', roots, steps: [...local, 'Pulse Secure', 'Logging'], files: log },
    // https://github.com/ancwrd1/snx-rs/issues/26, https://github.com/schlatterbeck/snxvpn/issues/7
    { name: 'check-point', roots: programFilesX86, steps: ['CheckPoint', 'Endpoint Connect'], files: /^trac\.log$/i },
  ];
}

function machine(folder: 'ProgramData' | 'ProgramFiles' | 'ProgramFilesX86'): Root[] {
  return [{ path: knownFolder(folder) }];
}

/** The profile of who runs this, and those of the others. */
function people(ofAll: boolean): Root[] {
  const own = knownFolder('Profile');
  const others = ofAll ? profileFolders() : [];
  const seen = new Set<string>();
  return [own, ...others]
    .filter((path) => !seen.has(path.toLowerCase()) && seen.add(path.toLowerCase()))
    .map((path) => ({ path, person: basename(path) }));
}
