import { ToolError } from '../contract/error.ts';
import { parsePorts, type PortRange } from '../endpoints/ports.ts';
import { parsePrefix } from '../net/prefix.ts';
import type { BlockOptions } from '../plan/rules/block-rules.ts';
import { ruleFormats, type RuleFormat } from '../plan/rules/formats.ts';
import { flagOption, listOption, textOption, type Call } from './command.ts';

export interface RulesRequest {
  readonly action: 'plan' | 'install' | 'remove' | 'list';
  /** Null: objects. */
  readonly format: RuleFormat | null;
  readonly options: BlockOptions;
}

/** @throws ToolError `BadUsage`, `PortsInvalid`, `PrefixInvalid`; on Windows `CmdletNeeded` */
export function readRulesRequest(call: Call): RulesRequest {
  const { options } = call;
  const action = actionOf(call);
  return {
    action,
    format: formatOf(textOption(options, 'as')),
    options: {
      ports: portsOf(listOption(options, 'ports')),
      prefixes: listOption(options, 'prefixes').map(parsePrefix),
      interfaceAliases: listOption(options, 'interface-alias'),
      force: flagOption(options, 'force'),
    },
  };
}

function actionOf({ options }: Call): RulesRequest['action'] {
  const asked = (['install', 'remove', 'list'] as const).filter((name) => flagOption(options, name));
  const isText = textOption(options, 'as') !== undefined;
  if (asked.length + Number(isText) > 1)
    throw badUsage('--as, --install, --remove and --list are four different things; ask for one.');
  const snapshots = listOption(options, 'snapshot').length;
  if (isText && snapshots > 1) throw badUsage('--as writes the rules of one machine; give one snapshot.');
  const [action = 'plan'] = asked;
  if (action === 'install' || action === 'remove') {
    if (snapshots > 0) throw badUsage(`--${action} changes this machine; leave out --snapshot.`);
    refuseOnWindows(action);
  }
  return action;
}

/** Of all that changes Windows' firewall only New-NetFirewallRule can name an interface. */
function refuseOnWindows(action: 'install' | 'remove'): void {
  if (process.platform !== 'win32') return;
  const cmdlet = action === 'install' ? 'Install-TeamsVpnBlockRule' : 'Remove-TeamsVpnBlockRule';
  throw new ToolError('CmdletNeeded', 'NotImplemented', `on Windows this is done by PowerShell: ${cmdlet}.`, cmdlet);
}

function formatOf(text: string | undefined): RuleFormat | null {
  if (text === undefined) return null;
  const format = ruleFormats.find((known) => known === text.toLowerCase());
  if (format) return format;
  throw badUsage(`there is no format ${JSON.stringify(text)}; there are ${ruleFormats.join(', ')}.`);
}

function portsOf(texts: readonly string[]): 'All' | readonly PortRange[] | null {
  if (texts.length === 0) return null;
  if (texts.some((text) => text.toLowerCase() === 'all')) return 'All';
  const ports = parsePorts(texts.join(','));
  if (ports.length > 0) return ports;
  throw badUsage('--ports names no port; say All, or ports and ranges as in 3478-3481,50000.');
}

function badUsage(message: string): ToolError {
  return new ToolError('BadUsage', 'InvalidArgument', message);
}
