import { removedRoutes, RoutingNotifications } from '../../native/linux/notify.ts';
import { formatPrefix } from '../../net/prefix.ts';
import type { Listener, Source } from './source.ts';

export function listen(listener: Listener): Source {
  const notifications = new RoutingNotifications();
  let open = true;
  const pump = async () => {
    try {
      while (open) {
        const datagram = await notifications.next();
        if (datagram && open) listener.heard({ removed: removedRoutes(datagram).map(keyOf) });
      }
    } catch (error) {
      listener.failed(error);
    } finally {
      notifications.close();
    }
  };
  void pump();
  return { close: () => void (open = false) };
}

function keyOf(route: ReturnType<typeof removedRoutes>[number]): string {
  return `${formatPrefix(route)} ${route.interfaceIndex}`;
}
