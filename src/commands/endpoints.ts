import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import { filterRows } from '../endpoints/filter.ts';
import { prefixesOf } from '../endpoints/select.ts';
import { openState } from '../native/state.ts';
import { formatPrefix } from '../net/prefix.ts';
import { renderEndpoints, renderOrigin, renderRow, type ShownList } from '../render/endpoints.ts';
import { flagOption, textOption, type Call, type Command } from './command.ts';
import { cloudOf, listOf } from './list.ts';
import { machineOptions } from './machine-options.ts';

export const command: Command = {
  summary: "Microsoft's endpoint list in force: its rows or prefixes, its version and its age",
  options: {
    cloud: machineOptions.cloud,
    endpoints: machineOptions.endpoints,
    category: { type: 'string', value: 'NAME', help: 'only rows of this category: Optimize, Allow, Default' },
    'service-area': { type: 'string', value: 'NAME', help: 'only rows of this service area; Skype is Teams' },
    prefixes: { type: 'boolean', help: 'only the IP prefixes of the rows, each once' },
    update: { type: 'boolean', help: 'ask the web service for a newer list first' },
  },
  run: endpoints,
};

async function endpoints(call: Call): Promise<ExitCode> {
  const { options } = call;
  const list = flagOption(options, 'update') ? await updated(call) : await listOf(call);
  const choice = { category: textOption(options, 'category'), serviceArea: textOption(options, 'service-area') };
  const rows = filterRows(list.rows, choice);
  if (flagOption(options, 'prefixes')) show(call, { ...list, prefixes: prefixesOf(rows).map(formatPrefix) });
  else show(call, { ...list, rows });
  return 0;
}

async function updated(call: Call): Promise<EndpointList> {
  const { options, out, signal } = call;
  const file = textOption(options, 'endpoints');
  if (file !== undefined)
    throw new ToolError(
      'BadUsage',
      'InvalidArgument',
      'a list from a file is not updated; leave out one of the two.',
      file,
    );
  const { updateEndpoints } = await import('../endpoints/update.ts');
  const { microsoftService } = await import('../endpoints/microsoft.ts');
  const state = await openState(out.warning);
  return updateEndpoints({
    cloud: cloudOf(call) ?? 'Worldwide',
    state,
    service: () => microsoftService(state, signal),
    now: () => new Date(),
    warn: out.warning,
    verbose: out.verbose,
  });
}

/** One document, but for PowerShell an object a row, each of which says where it comes from. */
function show({ out }: Call, shown: ShownList): void {
  if (out.format !== 'ndjson') {
    out.object('TeamsSplitTunnel.EndpointList', shown, () => renderEndpoints(shown, daysSince(shown.confirmedAt)));
    return;
  }
  const { cloud, version, source, confirmedAt } = shown;
  const origin = { cloud, version, source, confirmedAt };
  out.verbose(renderOrigin(shown, daysSince(confirmedAt)));
  if ('prefixes' in shown)
    for (const prefix of shown.prefixes)
      out.object('TeamsSplitTunnel.EndpointPrefix', { ...origin, prefix }, () => prefix);
  else
    for (const row of shown.rows) out.object('TeamsSplitTunnel.Endpoint', { ...origin, ...row }, () => renderRow(row));
}

function daysSince(date: string | null): number | null {
  return date === null ? null : Math.floor((Date.now() - Date.parse(date)) / 86_400_000);
}
