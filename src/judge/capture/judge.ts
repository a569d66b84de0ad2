import { captureSchemaName, type Capture, type CaptureVerdict } from '../../contract/capture.ts';
import type { EndpointList } from '../../contract/endpoints.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Check, Status } from '../../contract/verdict.ts';
import type { Roles } from '../interfaces.ts';
import { Attributor } from './attribution.ts';
import { captureFile, mediaInterface, mediaSource } from './checks.ts';
import { attributedFlows } from './flows.ts';
import { confirmSameMachine } from './machine.ts';
import { attributedTunnels } from './tunnels.ts';

export interface CaptureOptions {
  /** Of the same computer and time. */
  readonly snapshot: Snapshot | null;
  readonly roles: Roles;
  /** The administrator's name for the interface that was captured. */
  readonly interfaceName: string | null;
  /** Takes a snapshot of another computer or time. */
  readonly force: boolean;
}

/**
 * Judges on which interface a capture has media.
 * @throws ToolError `SnapshotOtherTime`, `SnapshotOtherComputer`, and for a malformed address or contradicting roles
 */
export function judgeCapture(capture: Capture, list: EndpointList, options: CaptureOptions): CaptureVerdict {
  const { snapshot, roles, interfaceName, force } = options;
  const doubts = snapshot ? confirmSameMachine(capture, snapshot, force) : [];
  const attributor = new Attributor(capture.interfaces, snapshot, roles, interfaceName);
  const flows = attributedFlows(capture, attributor, list);
  const tunnels = attributedTunnels(capture, attributor);
  const checks = [
    mediaInterface(flows, tunnels),
    mediaSource(flows, attributor, snapshot !== null),
    captureFile(capture),
  ];
  return {
    schema: captureSchemaName,
    status: overall(checks),
    file: capture.name,
    format: capture.format,
    packets: capture.packets,
    first: capture.first,
    last: capture.last,
    computer: snapshot?.computer ?? capture.computer,
    endpoints: { cloud: list.cloud, version: list.version, source: list.source },
    flows,
    tunnels,
    checks,
    counts: capture.counts,
    warnings: [...capture.damage, ...doubts, ...attributor.warnings],
  };
}

/** The word on the interface; doubts of the others spoil a Pass, and mend nothing. */
function overall([onInterface, ...others]: readonly Check[]): Status {
  const isDoubted = others.some(({ status }) => status === 'Warning');
  return onInterface.status === 'Pass' && isDoubted ? 'Warning' : onInterface.status;
}
