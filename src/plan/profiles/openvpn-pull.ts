import type { Family } from '../../contract/verdict.ts';
import { width } from '../../net/address.ts';
import type { Directive } from './openvpn-directives.ts';
import { everything, type Unknown } from './profile.ts';

/** What the server may push, but for what route-nopull and pull-filter keep out. */
export function pulled(directives: readonly Directive[]): Unknown[] {
  const has = (name: string) => directives.some((directive) => directive.name === name);
  if (!has('client') && !has('pull')) return [];
  if (has('route-nopull')) return [];
  const isOpen = (option: string) => !isFiltered(option, directives);
  const longestOf = (family: Family) => {
    if (isOpen(family === 4 ? 'route ' : 'route-ipv6 ')) return width(family);
    return isOpen('redirect-gateway') ? longestRedirected[family] : null;
  };
  return ([4, 6] as const).flatMap((family) => {
    const longest = longestOf(family);
    return longest === null ? [] : [{ what, within: everything[family], longest, ipv6: family === 6 }];
  });
}

const what =
  'which routes the server pushes (the file has client or pull, and neither route-nopull nor a pull-filter for them)';

/** What redirect-gateway sends into the tunnel is 0.0.0.0/1 or wider, and fc00::/7 or wider. */
const longestRedirected: Readonly<Record<Family, number>> = { 4: 1, 6: 7 };

/** Filters compare the option's beginning, and the first that matches decides. */
function isFiltered(option: string, directives: readonly Directive[]): boolean {
  for (const { args } of directives.filter(({ name }) => name === 'pull-filter')) {
    const [action, text = ''] = args.map((word) => word.text);
    if (option.startsWith(text)) return action !== 'accept';
    if (text.startsWith(option) && action === 'accept') return false;
  }
  return false;
}
