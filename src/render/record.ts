import type { ResultRecord } from '../contract/event-log.ts';

export function renderRecord({ at, status, message, eventId }: ResultRecord): string {
  return `${at} ${status} (event ${eventId}): ${message}`;
}
