import type { Browser, BrowserPolicy } from '../../contract/installed.ts';
import { readRegistryKey, type Hive, type RegistryValue } from '../../native/windows/registry.ts';
import type { Notes } from '../notes.ts';
import { registryText, signedInUsers } from './registry.ts';

interface Product {
  readonly product: Browser['product'];
  readonly updater: string;
  /** The browser's id at its updater, which keeps the installed version as `pv`. */
  readonly id: string;
  readonly policies: string;
}

const products: readonly Product[] = [
  {
    product: 'Edge',
    updater: 'Microsoft\\EdgeUpdate',
    id: '{56EB18F8-B008-4CBD-B6D2-8C97FE7E9062}',
    policies: 'SOFTWARE\\Policies\\Microsoft\\Edge',
  },
  {
    product: 'Chrome',
    updater: 'Google\\Update',
    id: '{8A69D345-D564-463C-AFF1-A69D9E530F96}',
    policies: 'SOFTWARE\\Policies\\Google\\Chrome',
  },
];

/** The policies that say how WebRTC chooses its network. */
const names = [
  'WebRtcRespectOsRoutingTableEnabled',
  'WebRtcLocalhostIpHandling',
  'WebRtcIPHandling',
  'WebRtcIPHandlingUrl',
];

interface Place {
  readonly hive: Hive;
  readonly root: string;
  readonly scope: BrowserPolicy['scope'];
}

/** Edge and Chrome: the installed versions, and their policies for the machine and for the people who are signed in. */
export function collectBrowsers(notes: Notes): Browser[] | null {
  return notes.attempt('browsers and their policies', () => {
    const places = [
      machine,
      ...signedInUsers().map((sid): Place => ({ hive: 'HKU', root: `${sid}\\`, scope: 'user' })),
    ];
    return products.map((product) => ({
      product: product.product,
      versions: [...new Set(places.flatMap((place) => attemptFor(place, notes, () => versionsIn(place, product))))],
      policies: places.flatMap((place) => attemptFor(place, notes, () => policiesIn(place, product))),
    }));
  });
}

const machine: Place = { hive: 'HKLM', root: '', scope: 'machine' };

/** Another user's part of the registry opens to administrators only. */
function attemptFor<T>({ scope }: Place, notes: Notes, read: () => T[]): T[] {
  return scope === 'machine' ? read() : (notes.attempt("another user's browser policies", read) ?? []);
}

/** The updaters are 32-bit programs. A browser that was removed leaves version 0.0.0.0. */
function versionsIn({ hive, root }: Place, { updater, id }: Product): string[] {
  return ['SOFTWARE\\WOW6432Node', 'SOFTWARE']
    .flatMap((software) => registryText(hive, `${root}${software}\\${updater}\\Clients\\${id}`, 'pv') ?? [])
    .filter((version) => version !== '0.0.0.0');
}

function policiesIn({ hive, root, scope }: Place, { policies }: Product): BrowserPolicy[] {
  const values = readRegistryKey(hive, root + policies)?.values ?? [];
  return [...values].flatMap(([found, value]) => {
    const name = names.find((each) => each.toLowerCase() === found.toLowerCase());
    return name === undefined ? [] : [{ name, value: simple(value), scope }];
  });
}

function simple({ type, data }: RegistryValue): string | number | null {
  return type === 'REG_DWORD' || type === 'REG_SZ' ? data : null;
}
