import type {
  Capture,
  CapturedFlow,
  CapturedInterface,
  CapturedTunnel,
  CaptureVerdict,
  TunnelProtocol,
} from '../../../src/contract/capture.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import type { Check } from '../../../src/contract/verdict.ts';
import { judgeCapture, type CaptureOptions } from '../../../src/judge/capture/judge.ts';
import { exclusions, local, localDefaults, machine, row, vpn, worldwide } from '../machine.ts';

export const adapterGuid = '{0A1B2C3D-1111-2222-3333-444455556666}';

/** A machine with a VPN, whose snapshot was taken during the captures. */
export function computer(more: Partial<Snapshot> = {}): Snapshot {
  const ethernet = row(local, { guid: adapterGuid, description: 'Intel(R) Ethernet Connection I219-LM' });
  return machine([...localDefaults, ...exclusions, '10.0.0.0/8 dev vpn'], {
    interfaces: [ethernet, row(vpn)],
    collectedAt: '2026-11-20T08:00:05Z',
    ...more,
  });
}

export const onEthernet = '192.168.1.10';
export const onVpn = '10.8.0.2';

export function seen(more: Partial<CapturedInterface> = {}): CapturedInterface {
  return { name: null, description: null, index: null, addresses: [], linkType: 1, ...more };
}

const nothing = { packets: 0, bytes: 0 };

/** A flow of ten packets each way with `address`, on interface number `number`. */
export function flow(address: string, number = 0, more: Partial<CapturedFlow> = {}): CapturedFlow {
  return {
    interface: number,
    local: address,
    localPort: 50_000,
    remote: '52.112.0.10',
    remotePort: 3478,
    sent: { packets: 10, bytes: 1000 },
    received: { packets: 10, bytes: 2000 },
    first: '2026-11-20T08:00:00.000000Z',
    last: '2026-11-20T08:00:10.000000Z',
    kinds: ['STUN', 'RTP'],
    streams: [],
    echoes: { sent: nothing, received: nothing, of: [] },
    ...more,
  };
}

/** Address and port. */
export type End = readonly [address: string, port: number];

/** A VPN's stream of ten packets each way on interface number 0, between two ends in the order in which they were seen. */
export function tunnel(protocol: TunnelProtocol, ...ends: [End, End]): CapturedTunnel {
  const { first, last, sent } = flow(onEthernet);
  const [one, other] = ends.map(([address, port]) => ({ address, port, sent }));
  return { protocol, interface: 0, ends: [one!, other!], first, last };
}

export function capture(
  flows: readonly CapturedFlow[],
  interfaces: readonly CapturedInterface[] = [seen()],
  more: Partial<Capture> = {},
): Capture {
  return {
    name: 'call.pcapng',
    format: 'pcapng',
    packets: 100,
    first: '2026-11-20T08:00:00.000000Z',
    last: '2026-11-20T08:00:10.000000Z',
    computer: null,
    operatingSystem: null,
    application: null,
    interfaces,
    flows,
    tunnels: [],
    counts: { duplicates: 0, otherProtocol: 0, withoutPorts: 0, unlisted: 0, unreadLinkType: 0 },
    damage: [],
    hasGap: false,
    ...more,
  };
}

const noRoles = { vpn: [], local: [], strict: false };

export function judged(what: Capture, options: Partial<CaptureOptions> = {}, list = worldwide): CaptureVerdict {
  return judgeCapture(what, list, {
    snapshot: computer(),
    roles: noRoles,
    interfaceName: null,
    force: false,
    ...options,
  });
}

export function check(verdict: CaptureVerdict, id: string): Check {
  return verdict.checks.find((each) => each.id === id)!;
}

/** Status, and interface and source of the first flow. */
export function brief({ status, flows: [first] }: CaptureVerdict): unknown[] {
  return [status, first?.interface, first?.interfaceSource];
}
