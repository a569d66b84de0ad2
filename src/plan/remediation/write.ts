import type { EndpointList } from '../../contract/endpoints.ts';
import { ToolError } from '../../contract/error.ts';
import type { RemediationScript, RemediationSettings } from '../../contract/remediation.ts';
import { answerText } from './answer.ts';
import * as moduleWork from './module-work.ts';
import { recordText } from './record.ts';
import { interfaces } from './self-contained/interfaces.ts';
import { machine } from './self-contained/machine.ts';
import { proof } from './self-contained/proof.ts';
import { repair } from './self-contained/repair.ts';
import { tablesText } from './self-contained/tables.ts';
import { verdict } from './self-contained/verdict.ts';
import * as ownWork from './self-contained/work.ts';
import { settingsText } from './settings.ts';

const purpose = {
  Detect: 'Tells whether Microsoft Teams media stays out of the VPN. Exit code 1 asks for the remediation.',
  Remediate: 'Adds routes that keep Microsoft Teams media out of the VPN. Exit code 0 only where it then does.',
} as const;

/**
 * The pair of scripts for Intune remediations.
 * @throws ToolError `BadUsage` for a pattern that means something else on every machine
 */
export function writeRemediation(settings: RemediationSettings, endpoints: EndpointList): RemediationScript[] {
  refuseIndexes([...settings.vpnInterface, ...settings.localInterface]);
  return (['Detect', 'Remediate'] as const).map((role) => ({
    role,
    kind: settings.kind,
    name: `${role}-TeamsSplitTunnel.ps1`,
    text: scriptText(role, settings, endpoints),
    path: null,
  }));
}

function scriptText(role: 'Detect' | 'Remediate', settings: RemediationSettings, endpoints: EndpointList): string {
  const { detect, remediate } = settings.kind === 'module' ? moduleWork : ownWork;
  const own = settings.kind === 'module' ? [] : [tablesText(endpoints), interfaces, machine, proof, verdict, repair];
  const parts = [
    `# ${purpose[role]}\n# For Windows PowerShell 5.1, as SYSTEM or administrator, in the 64-bit host.`,
    settingsText(settings),
    ...own,
    recordText(),
    role === 'Detect' ? detect : remediate,
    answerText(role),
  ];
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`;
}

function refuseIndexes(patterns: readonly string[]): void {
  for (const pattern of patterns) {
    if (pattern.trim() !== '' && !/^[0-9]{1,10}$/.test(pattern)) continue;
    throw new ToolError(
      'BadUsage',
      'InvalidArgument',
      `${JSON.stringify(pattern)} names no interface on many machines: an index differs on each. Give a name or description.`,
      pattern,
    );
  }
}
