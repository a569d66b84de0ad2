import type { BlockRule } from '../contract/block-rule.ts';
import type { EndpointList } from '../contract/endpoints.ts';
import type { ExitCode, ToolError } from '../contract/error.ts';
import type { Case } from '../judge/case.ts';
import { findOwnRules } from '../judge/firewall/own.ts';
import { makeCase } from '../judge/judge.ts';
import { planBlockRules, type BlockOptions } from '../plan/rules/block-rules.ts';
import { ruleFormats, renderRules, type RuleFormat } from '../plan/rules/formats.ts';
import { renderBlockRule, renderFoundRule } from '../render/rules.ts';
import type { Call, Command } from './command.ts';
import { basisOf } from './basis.ts';
import { listOf } from './list.ts';
import { observeOptions } from './machine-options.ts';
import { namedError, observe } from './observe.ts';
import { Outcome } from './outcome.ts';
import { readRulesRequest } from './rules-request.ts';

export const command: Command = {
  summary: 'firewall rules that keep Teams media off the VPN',
  options: {
    ...observeOptions,
    as: { type: 'string', value: 'FORMAT', help: `write the rules to be deployed: ${ruleFormats.join(', ')}` },
    install: { type: 'boolean', help: 'install the rules on this machine' },
    remove: { type: 'boolean', help: 'remove the rules of this tool from this machine' },
    list: { type: 'boolean', help: 'the rules of this tool that are there, and whether they hold' },
    force: { type: 'boolean', help: 'even where the direct way of media is not proven' },
    ports: {
      type: 'string',
      multiple: true,
      value: 'PORTS',
      help: 'UDP ports in place of those of media: All, or as in 3478-3481,50000',
    },
    prefixes: { type: 'string', multiple: true, value: 'CIDR', help: 'block these too, besides the Optimize prefixes' },
    'interface-alias': { type: 'string', multiple: true, value: 'NAME', help: 'block on this interface too' },
  },
  many: true,
  run: rules,
};

async function rules(call: Call): Promise<ExitCode> {
  const { action, format, options } = readRulesRequest(call);
  if (action === 'remove') {
    (await openTable()).remove();
    return 0;
  }
  const list = await listOf(call);
  if (action === 'list') return forEach(call, list, (judged, input) => showFound(call, judged, input));
  if (action === 'install') return install(call, list, options);
  return forEach(call, list, (judged, input) => {
    const planned = plan(call, judged, options);
    if (format === null) showRules(call, planned, input);
    else showText(call, format, planned, judged, input);
  });
}

async function install(call: Call, list: EndpointList, options: BlockOptions): Promise<ExitCode> {
  const table = await openTable();
  return forEach({ ...call, inputs: null }, list, (judged) => {
    const planned = plan(call, judged, options);
    table.replace(planned);
    showRules(call, planned);
  });
}

async function openTable() {
  const { openRulesTable } = await import('./rules-table.ts');
  return openRulesTable();
}

/** Does one thing for every machine asked about; one that fails leaves the others their answer. */
async function forEach(call: Call, list: EndpointList, act: (judged: Case, input?: number) => void): Promise<ExitCode> {
  const outcome = new Outcome(call.out);
  const failed = (error: ToolError, input?: number) => outcome.failed(error, input, exitCodeOf(error));
  for await (const { snapshot, input, name, recorded } of observe(call, list, failed)) {
    try {
      const basis = basisOf(call, list, recorded);
      const judged = makeCase(snapshot, basis.list, basis.roles);
      warn(call, judged.interfaces.warnings);
      act(judged, input);
    } catch (error) {
      failed(namedError(error, name), input);
    }
  }
  return outcome.code;
}

/** That nothing is proposed is an answer, not a mistake. */
function exitCodeOf(error: ToolError): ExitCode {
  return error.id === 'RulesNotProposed' ? 1 : error.exitCode;
}

function plan(call: Call, judged: Case, options: BlockOptions): readonly BlockRule[] {
  const { rules, warnings } = planBlockRules(judged, options);
  warn(call, warnings);
  return rules;
}

function showRules({ out }: Call, rules: readonly BlockRule[], input?: number): void {
  for (const rule of rules) out.object('TeamsSplitTunnel.BlockRule', rule, () => renderBlockRule(rule), input);
}

function showText(call: Call, format: RuleFormat, rules: readonly BlockRule[], judged: Case, input?: number): void {
  const { text, warnings } = renderRules(format, rules, judged);
  warn(call, warnings);
  call.out.object('TeamsSplitTunnel.RuleText', { format, text }, () => text, input);
}

function showFound({ out }: Call, judged: Case, input?: number): void {
  for (const rule of findOwnRules(judged))
    out.object('TeamsSplitTunnel.FirewallRule', rule, () => renderFoundRule(rule), input);
}

function warn({ out }: Call, warnings: readonly string[]): void {
  for (const warning of warnings) out.warning(warning);
}
