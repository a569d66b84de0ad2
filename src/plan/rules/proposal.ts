import { ToolError } from '../../contract/error.ts';
import type { Case } from '../../judge/case.ts';
import { optimizeRoutes } from '../../judge/checks/optimize-routes.ts';

/**
 * A rule that blocks one way helps only where the other is proven to work.
 * @throws ToolError `RulesNotProposed`
 */
export function assertProven(judged: Case, force: boolean): void {
  const { status, message, recommendation } = optimizeRoutes(judged);
  if (status === 'Pass' || force) return;
  throw new ToolError(
    'RulesNotProposed',
    'InvalidOperation',
    [
      `no rule is proposed, since OptimizeRoutes is ${status}, not Pass: ${message}`,
      ...(status === 'Fail' ? ['Blocked on the VPN as well, media would have no path.'] : []),
      ...(recommendation === null ? [] : [recommendation]),
      'To write the rules all the same: -Force (--force).',
    ].join(' '),
    status,
  );
}
