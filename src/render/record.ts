import type { ResultRecord } from '../contract/event-log.ts';
import { plain } from './text.ts';

export function renderRecord({ at, status, message, eventId }: ResultRecord): string {
  return plain(`${at} ${status} (event ${eventId}): ${message}`);
}
