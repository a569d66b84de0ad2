import type { ExitCode } from '../contract/error.ts';
import { describeRoutes } from '../judge/route-table.ts';
import { renderRoute } from '../render/routes.ts';
import type { Call, Command } from './command.ts';
import { basisOf } from './basis.ts';
import { listOf } from './list.ts';
import { observeOptions } from './machine-options.ts';
import { namedError, observe } from './observe.ts';
import { Outcome } from './outcome.ts';

export const command: Command = {
  summary: 'the route table, with every interface recognised and why',
  options: observeOptions,
  many: true,
  run: routes,
};

async function routes(call: Call): Promise<ExitCode> {
  const list = await listOf(call);
  const outcome = new Outcome(call.out);
  for await (const { snapshot, input, name, recorded } of observe(call, list, outcome.failed)) {
    try {
      const { routes, warnings } = describeRoutes(snapshot, basisOf(call, list, recorded).roles);
      for (const warning of warnings) call.out.warning(warning);
      for (const route of routes) call.out.object('TeamsSplitTunnel.Route', route, () => renderRoute(route), input);
    } catch (error) {
      outcome.failed(namedError(error, name), input);
    }
  }
  return outcome.code;
}
