import { routeDirective } from '../exclusions/openvpn.ts';
import { isExclusion, isNamed, routeDestination } from '../openvpn.ts';
import { readDirectives } from '../openvpn-directives.ts';
import type { Source } from '../source.ts';
import type { Updater } from './update.ts';

/** The `route ... net_gateway` lines of an OpenVPN client's configuration. */
export const openVpnUpdater: Updater = {
  families: [4],
  exclusions: async (source) =>
    [...readDirectives(source)]
      .filter((directive) => isExclusion(directive) && !isNamed(directive))
      .map((directive) => ({
        prefix: routeDestination(directive, source),
        removal: { start: directive.line.start, end: directive.line.next, text: '' },
      })),
  insert: async (source, prefixes) => {
    const lines = prefixes.map(routeDirective);
    const routing = [...readDirectives(source)].filter(({ name }) => /^(route|redirect-gateway)$/.test(name)).at(-1);
    const at = routing?.line.next ?? source.text.length;
    const lineEnd = lineEndOf(source);
    const isWhole = at === 0 || source.text[at - 1] === '\n';
    const text = isWhole ? lines.map((line) => line + lineEnd) : lines.map((line) => lineEnd + line);
    return [{ start: at, end: at, text: text.join('') }];
  },
  notes: [
    'OpenVPN cannot exclude IPv6. Where the tunnel carries it, "exclusions --for OpenVpn" tells what to route instead of redirect-gateway ipv6.',
  ],
};

function lineEndOf({ text }: Source): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}
