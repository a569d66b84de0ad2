import type { Command } from './command.ts';

/** Every command by name. Each is loaded only when it is called: start-up time is the tool's most frequent cost. */
export const commands: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  test: () => import('./test.ts'),
  snapshot: () => import('./snapshot.ts'),
  endpoints: () => import('./endpoints.ts'),
  'best-route': () => import('./best-route.ts'),
  bundle: () => import('./bundle.ts'),
  capture: () => import('./capture.ts'),
  fleet: () => import('./fleet.ts'),
  profile: () => import('./profile.ts'),
  remediation: () => import('./remediation.ts'),
  repair: () => import('./repair.ts'),
  report: () => import('./report.ts'),
  routes: () => import('./routes.ts'),
  rules: () => import('./rules.ts'),
  record: () => import('./record.ts'),
  task: () => import('./task.ts'),
  trace: () => import('./trace.ts'),
  'media-path': () => import('./media-path.ts'),
  watch: () => import('./watch.ts'),
};
