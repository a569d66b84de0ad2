import { ChangeEvent } from '../../native/windows/notify.ts';
import type { Listener, Source } from './source.ts';

/** How often the event is looked at: one call that does not wait. */
const every = 250;
/** How often the tables are looked at where Windows does not tell of changes. */
const everyWithoutEvent = 5000;

export function listen(listener: Listener, log: (message: string) => void): Source {
  const event = ChangeEvent.open();
  if (!event) log(`This Windows does not tell of changes: looking every ${everyWithoutEvent / 1000} seconds.`);
  const look = () => {
    if (event === null || event.take()) listener.heard({ removed: [] });
  };
  const timer = setInterval(look, event ? every : everyWithoutEvent);
  return {
    close: () => {
      clearInterval(timer);
      event?.close();
    },
  };
}
