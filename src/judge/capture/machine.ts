import type { Capture } from '../../contract/capture.ts';
import { ToolError } from '../../contract/error.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { formatAddress } from '../../net/address.ts';
import { interfaceAddresses } from '../interface-addresses.ts';
import { guidIn, guidOf } from './seen-interface.ts';

/** How far a snapshot may be from the capture: what holds for an hour before and after. */
const tolerance = 3_600_000;

interface Objection {
  readonly id: 'SnapshotOtherTime' | 'SnapshotOtherComputer';
  readonly message: string;
}

/**
 * Whether the snapshot is of the capture's computer and time, as far as the file tells: pcap holds no name of the
 * computer, pcapng may. Returns what could not be confirmed, in words for people.
 * @throws ToolError `SnapshotOtherTime`, `SnapshotOtherComputer`; with `force` these are among the words
 */
export function confirmSameMachine(capture: Capture, snapshot: Snapshot, force: boolean): string[] {
  const [objection, ...others] = [otherTime(capture, snapshot), ...otherComputer(capture, snapshot)].filter(
    (each) => each !== null,
  );
  if (objection && !force) {
    const advice = 'Give a snapshot that was taken there during the capture, or insist with --force.';
    throw new ToolError(objection.id, 'InvalidArgument', `${objection.message} ${advice}`, capture.name);
  }
  const isTimed = capture.first !== null && snapshot.collectedAt !== null;
  return [
    ...[objection, ...others].flatMap((each) => (each ? [each.message] : [])),
    ...(isTimed ? [] : ['Capture or snapshot has no time, so nothing shows that they belong together.']),
  ];
}

function otherTime({ first, last }: Capture, { collectedAt }: Snapshot): Objection | null {
  if (first === null || last === null || collectedAt === null) return null;
  const taken = Date.parse(collectedAt);
  if (Date.parse(first) - tolerance <= taken && taken <= Date.parse(last) + tolerance) return null;
  const message = `The snapshot is of another time: it was taken at ${collectedAt}, the capture lasts from ${first} to ${last}.`;
  return { id: 'SnapshotOtherTime', message };
}

function otherComputer(capture: Capture, snapshot: Snapshot): (Objection | null)[] {
  const objection = (why: string): Objection => ({
    id: 'SnapshotOtherComputer',
    message: `The snapshot is of another computer: ${why}.`,
  });
  const { computer } = capture;
  const system = platformOf(capture.operatingSystem);
  const addresses = capture.interfaces.flatMap((each) => each.addresses);
  return [
    computer !== null && snapshot.computer !== null && shortName(computer) !== shortName(snapshot.computer)
      ? objection(`it is of ${snapshot.computer}, the capture of ${computer}`)
      : null,
    system !== null && system !== snapshot.platform
      ? objection(`it is of ${snapshot.platform}, the capture of ${capture.operatingSystem}`)
      : null,
    sharesNone(capture.interfaces.map(guidIn), snapshot.interfaces.map(guidOf))
      ? objection('it has none of the adapters that the file names by GUID')
      : null,
    sharesNone(addresses, addressesOf(snapshot))
      ? objection(`it has none of the addresses ${addresses.join(', ')} that the file gives its interfaces`)
      : null,
  ];
}

/** What the section header says, by the names of snapshots' platforms; null for another system. */
function platformOf(operatingSystem: string | null): string | null {
  const name = /windows|linux|mac ?os|darwin/i.exec(operatingSystem ?? '')?.[0].toLowerCase() ?? null;
  return name?.startsWith('mac') ? 'darwin' : name;
}

function shortName(computer: string): string {
  return computer.split('.')[0].toLowerCase();
}

function addressesOf(snapshot: Snapshot): string[] {
  return interfaceAddresses(snapshot).map(({ address }) => formatAddress(address.family, address.value));
}

/** Whether both sides name something and nothing is the same; null names nothing. */
function sharesNone(left: readonly (string | null)[], right: readonly (string | null)[]): boolean {
  const [named, known] = [left, right].map((each) => each.filter((text) => text !== null));
  return named.length > 0 && known.length > 0 && !named.some((text) => known.includes(text));
}
