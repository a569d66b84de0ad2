import { anyRoute, readCidr, shown } from './profile.ts';
import type { ProfileRoute, VpnProfile } from './profile.ts';
import type { Source, Word } from './source.ts';

/**
 * Reads a configuration of wg-quick(8) or WireGuard for Windows: what AllowedIPs names goes into the tunnel, and so does the
 * network of the tunnel's own addresses.
 */
export function readWireGuard(source: Source): VpnProfile {
  const settings = [...settingsOf(source)];
  const valuesOf = (key: string) => settings.filter((each) => each.key === key);
  const table = tableOf(valuesOf('table').at(-1));
  const hooks = [...valuesOf('preup'), ...valuesOf('postup')];
  return {
    format: 'WireGuard',
    name: null,
    routes: [
      ...valuesOf('address').flatMap((each) => routesIn(each, source)),
      ...(table === null ? [] : valuesOf('allowedips').flatMap((each) => routesIn(each, source, table))),
    ],
    unknowns: [
      ...(hooks.length > 0 ? anyRoute('what the commands of PreUp and PostUp do to the routes') : []),
      ...(Number.isNaN(table) ? anyRoute('which table the Table setting names') : []),
    ],
    notes: [],
  };
}

interface Setting {
  /** In lower case. */
  readonly key: string;
  readonly value: Word;
  readonly line: number;
}

/** Those of wg-quick(8); another key is a mistake, or a file of something else. */
const keys: ReadonlySet<string> = new Set(
  (
    'privatekey listenport fwmark address dns mtu table preup postup predown postdown saveconfig ' +
    'publickey presharedkey allowedips endpoint persistentkeepalive'
  ).split(' '),
);

function* settingsOf(source: Source): Generator<Setting> {
  for (const line of source.lines()) {
    const content = line.text.replace(/#.*/, '');
    if (/^\s*(\[(Interface|Peer)\]\s*)?$/i.test(content)) continue;
    const [, lead, key, text] = /^(\s*(\w+)\s*=\s*)(.*)$/.exec(content) ?? [];
    if (!keys.has(key?.toLowerCase()))
      throw source.error(line.start, 'this is neither a section nor a setting of WireGuard (Key = value).');
    yield {
      key: key.toLowerCase(),
      value: { text: text.trimEnd(), offset: line.start + lead.length },
      line: line.number,
    };
  }
}

/** wg takes an address without a length for a single one. */
function routesIn({ value, line }: Setting, source: Source, table?: number): ProfileRoute[] {
  return [...value.text.matchAll(/[^\s,]+/g)].map(({ 0: text, index }) => {
    if (text.startsWith('-'))
      throw source.error(value.offset + index, `${shown(text)} takes something out, which only "wg set" does.`);
    const bare = text.replace(/^\+/, '');
    const cidr = bare.includes('/') ? bare : `${bare}/${bare.includes(':') ? 128 : 32}`;
    return {
      destination: readCidr(source, { text: cidr, offset: value.offset + index }),
      path: 'Vpn',
      line,
      ...(table !== undefined && { table }),
    };
  });
}

/** Undefined for the main table, null for no routes at all. */
function tableOf(setting: Setting | undefined): number | null | undefined {
  const text = setting?.value.text.toLowerCase() ?? 'auto';
  if (text === 'auto' || text === 'main') return undefined;
  return text === 'off' ? null : Number(text);
}
