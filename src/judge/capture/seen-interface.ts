import type { CapturedInterface } from '../../contract/capture.ts';
import type { Snapshot, SnapshotInterface } from '../../contract/snapshot.ts';

const guid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The GUID in the name that Npcap gives an interface, `\Device\NPF_{GUID}`; null in others. */
export function guidIn(captured: CapturedInterface): string | null {
  return guid.exec(captured.name ?? '')?.[0].toLowerCase() ?? null;
}

export function guidOf(row: SnapshotInterface): string | null {
  return guid.exec(row.guid ?? '')?.[0].toLowerCase() ?? null;
}

/**
 * The index in what Microsoft's etl2pcapng calls an interface of netsh trace, `eth:12:0`; a filter's own index is not the
 * adapter's, which the description then names.
 */
function indexIn({ name, description }: CapturedInterface): number | null {
  const own = /^(?:eth|wifi|mbb):(\d+)(?::\d+)?$/.exec(name ?? '')?.[1];
  if (own === undefined) return null;
  const adapter = /^LWF over IfIndex (\d+)/.exec(description ?? '')?.[1];
  return Number(adapter ?? own);
}

/** The snapshot's interface that the file's own words name: index, GUID, or name; undefined where none or several do. */
export function namedInterface(captured: CapturedInterface, { interfaces }: Snapshot): SnapshotInterface | undefined {
  const index = captured.index ?? indexIn(captured);
  if (index !== null) return interfaces.find((row) => row.index === index);
  const id = guidIn(captured);
  if (id !== null) return interfaces.find((row) => guidOf(row) === id);
  const words = [captured.name, captured.description].map(fold).filter((text) => text !== '');
  const named = interfaces.filter(
    (row) => row.filter !== true && (words.includes(fold(row.name)) || words.includes(fold(row.description))),
  );
  return named.length === 1 ? named[0] : undefined;
}

function fold(text: string | null | undefined): string {
  return (text ?? '').trim().toLowerCase();
}

/** What people call an interface of the file; null where it has no name. */
export function captionOf({ name, description, index }: CapturedInterface): string | null {
  const isDeviceName = /[{}\\]/.test(name ?? '');
  const words = isDeviceName ? (description ?? name) : (name ?? description);
  if (index === null) return words;
  return words === null ? `interface ${index}` : `interface ${index} (${words})`;
}
