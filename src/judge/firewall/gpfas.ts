import { interfaceTypes } from '../../contract/block-rule.ts';
import { firewallProfiles } from '../../contract/firewall.ts';
import type { PortRange } from '../../endpoints/ports.ts';
import type { Range } from '../../net/range.ts';
import { bareGuid } from '../interfaces/roles.ts';
import type { FirewallRule } from './rule.ts';
import { readAddresses, readPorts } from './values.ts';

interface Field {
  /** In small letters: the grammar's tokens are the same in any case (RFC 4234 section 2.3). */
  readonly key: string;
  readonly value: string;
  readonly text: string;
}

/**
 * Reads a rule of Windows' firewall in the grammar of [MS-GPFAS] 2.2.2.19, which Group Policy, the MDM store and the local
 * store share; null where the text is none. A field that is not understood becomes a condition, and what it could name
 * is then not limited.
 */
export function parseFirewallRule(text: string): FirewallRule | null {
  const fields = splitFields(text);
  if (!fields || !isWellFormed(fields)) return null;
  const single = (key: string) => fields.find((field) => field.key === key)?.value ?? null;
  const conditions = fields.filter(({ key }) => !known.has(key)).map((field) => field.text);
  const list = <T>(keys: readonly string[], read: (field: Field) => readonly T[] | null): readonly T[] | null => {
    const named = fields.filter(({ key }) => keys.includes(key));
    const items = named.map(read);
    conditions.push(...named.filter((_, i) => items[i] === null).map((field) => field.text));
    return named.length === 0 || items.includes(null) ? null : items.flatMap((each) => each!);
  };
  const protocol = single('protocol');
  return {
    action: single('action'),
    direction: single('dir'),
    active: single('active')?.toLowerCase() === 'true',
    displayName: single('name'),
    group: single('embedctxt'),
    profiles: list(['profile'], wordOf(firewallProfiles)),
    protocol: protocol === null ? null : Number(protocol),
    remotePorts: list(['rport', 'rport2_10'], portsOf),
    remoteAddresses: list(['ra4', 'ra6', 'ra42', 'ra62'], addressesOf),
    interfaces: list(['if'], ({ value }) => [bareGuid(value)]),
    interfaceTypes: list(['iftype'], wordOf(interfaceTypes)),
    program: single('app'),
    conditions,
  };
}

function splitFields(text: string): Field[] | null {
  const [version, ...texts] = text.split('|');
  if (!/^v\d{1,3}\.\d{1,3}$/i.test(version) || texts.pop() !== '') return null;
  const fields = texts.map((field) => {
    const at = field.indexOf('=');
    return { key: field.slice(0, Math.max(at, 0)).toLowerCase(), value: field.slice(at + 1), text: field };
  });
  return fields.every(({ key }) => key !== '') ? fields : null;
}

/** Fields that appear at most once. */
const singles = ['action', 'dir', 'active', 'protocol', 'name', 'embedctxt', 'app'];
const lists = ['profile', 'rport', 'rport2_10', 'ra4', 'ra6', 'ra42', 'ra62', 'if', 'iftype'];
/** Fields that do not narrow what a rule blocks. */
const withoutEffect = ['desc', 'edge', 'defer', 'lsm', 'lom', 'pcross', 'authbypassout'];
const known: ReadonlySet<string> = new Set([...singles, ...lists, ...withoutEffect]);

function isWellFormed(fields: readonly Field[]): boolean {
  const repeated = singles.some((single) => fields.filter(({ key }) => key === single).length > 1);
  return !repeated && fields.every(({ key, value }) => key !== 'protocol' || /^\d{1,3}$/.test(value));
}

function wordOf<T extends string>(words: readonly T[]): (field: Field) => T[] | null {
  return ({ value }) => {
    const word = words.find((each) => each.toLowerCase() === value.toLowerCase());
    return word ? [word] : null;
  };
}

/** Keywords for addresses near by or inside the organisation, none of which is Teams ([MS-GPFAS] 2.2.2.13). */
const neverTeams = /^(LocalSubnet|DNS|DHCP|WINS|DefaultGateway|IntrAnet|RmtIntrAnet|Ply2Renders|CaptivePortal)$/i;

function portsOf({ value }: Field): PortRange[] | null {
  const range = readPorts(value);
  return range && [range];
}

function addressesOf({ key, value }: Field): Range[] | null {
  if (neverTeams.test(value)) return [];
  const range = readAddresses(value);
  return range && key === `ra${range.family}` ? [range] : null;
}
