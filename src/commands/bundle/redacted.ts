import type { BundleManifest, Missing } from '../../contract/bundle.ts';
import type { Snapshot, SnapshotInterface } from '../../contract/snapshot.ts';
import { ownNames } from '../../collect/bundle/names.ts';
import { openRedactor } from '../../collect/bundle/redact.ts';
import { prefixesOf } from '../../endpoints/select.ts';
import { matcherOf } from '../../judge/interfaces/roles.ts';
import type { Basis } from '../basis.ts';
import type { Part } from './assemble.ts';
import type { Gathered } from './gather.ts';

/** What a bundle shows: all as it was gathered, or with pseudonyms. */
export interface Shown {
  readonly snapshot: Snapshot | null;
  readonly parts: readonly Part[];
  readonly missing: readonly Missing[];
  readonly basis: Basis;
  readonly replaced: BundleManifest['replaced'];
}

/** The same with pseudonyms, in names of files and of commands too. */
export function redacted({ snapshot, parts, missing, people }: Gathered, basis: Basis): Shown {
  const texts = [...parts.map(({ text }) => text), JSON.stringify(snapshot)];
  const redactor = openRedactor(ownNames(snapshot?.computer ?? null, people), texts, prefixesOf(basis.list.rows));
  const shown = redactor.document(snapshot);
  const renamed = renamer(snapshot, shown, redactor.text);
  const { vpn, local, strict } = basis.roles;
  const seen = {
    snapshot: shown,
    parts: parts.map(({ name, text, ran }) => ({
      name: redactor.text(name),
      text: redactor.text(text),
      ran: ran && { ...ran, command: redactor.text(ran.command), arguments: ran.arguments.map(redactor.text) },
    })),
    missing: missing.map(({ name, reason }) => ({ name: redactor.text(name), reason: redactor.text(reason) })),
    basis: { ...basis, roles: { vpn: vpn.flatMap(renamed), local: local.flatMap(renamed), strict } },
  };
  return { ...seen, replaced: redactor.replaced() };
}

/** A pattern that names the same interfaces by their pseudonyms; where none does, their indexes. */
function renamer(before: Snapshot | null, after: Snapshot | null, text: (text: string) => string) {
  const named = (pattern: string, interfaces: readonly SnapshotInterface[]) =>
    interfaces.filter(matcherOf(pattern)).map(({ index }) => String(index));
  return (pattern: string): string[] => {
    const renamed = text(pattern);
    if (pattern === '' || !before || !after) return [renamed];
    const wanted = named(pattern, before.interfaces);
    return wanted.join() === named(renamed, after.interfaces).join() ? [renamed] : wanted;
  };
}
