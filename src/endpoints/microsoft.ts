import type { State } from '../native/state.ts';
import { clientRequestId } from './client-id.ts';
import { httpGet, systemsWay } from './http.ts';
import { openService, type Service } from './service.ts';

/** The web service itself, asked in this machine's name and on the way that this machine is told to take. */
export function microsoftService(state: State, signal: AbortSignal): Service {
  return openService({
    base: 'https://endpoints.office.com',
    get: httpGet(systemsWay()),
    clientRequestId: clientRequestId(state),
    signal,
  });
}
