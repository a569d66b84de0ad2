import type { RemediationSettings } from '../../contract/remediation.ts';
import { bool, list, literal } from '../powershell-literal.ts';

/** The settings at the top of a script: what an administrator may edit. */
export function settingsText(settings: RemediationSettings): string {
  const { kind, vpnInterface, localInterface, reportOnly, unknownIsIssue, eventLog, logPath, modulePath } = settings;
  return [
    '# ---- Settings ----',
    '# Interfaces that lead into a VPN, besides those that are recognised: names or descriptions with * and ?.',
    `$VpnInterface = ${list(vpnInterface)}`,
    '# Interfaces that lead to the local internet connection; if any is named, only these are local.',
    `$LocalInterface = ${list(localInterface)}`,
    '# Whether the remediation adds routes; if not, detection never asks for it.',
    `$Repair = ${bool(!reportOnly)}`,
    '# Whether what could not be tested is an issue too.',
    `$UnknownIsIssue = ${bool(unknownIsIssue)}`,
    '# Whether results go to the event log Application, source TeamsSplitTunnel.',
    `$EventLog = ${bool(eventLog)}`,
    '# File for results, one JSON line each, in a folder where only administrators write; empty for none.',
    `$LogPath = ${literal(logPath ?? '')}`,
    ...(kind === 'module'
      ? [
          '# The Microsoft cloud of the tenant.',
          `$Cloud = ${literal(settings.cloud)}`,
          "# The module's folder; empty for that of all users in Program Files.",
          `$ModulePath = ${literal(modulePath ?? '')}`,
        ]
      : []),
  ].join('\n');
}
