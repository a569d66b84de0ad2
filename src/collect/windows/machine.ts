import type { Machine } from '../machine.ts';
import { bestRoutes } from './best-routes.ts';
import { collectSnapshot } from './snapshot.ts';

export const windows: Machine = { snapshot: collectSnapshot, bestRoutes };
