import type { Capture, CapturedEnd, CapturedTunnel, TunnelFlow, TunnelProtocol } from '../../contract/capture.ts';
import type { Attributor } from './attribution.ts';
import { sum } from './flows.ts';

/** The ports of IANA's registry, or of the project, where a protocol's servers listen. */
const serverPorts: Readonly<Record<TunnelProtocol, number>> = {
  WireGuard: 51_820,
  ESP: 4500,
  OpenVPN: 1194,
  DTLS: 443,
};

/** The encrypted streams of VPNs, seen from this machine where something tells which end it is. */
export function attributedTunnels(capture: Capture, attributor: Attributor): TunnelFlow[] {
  return capture.tunnels.map((tunnel) => {
    const { protocol, interface: number, first, last } = tunnel;
    const [local, remote] = localFirst(tunnel, attributor) ?? [null, null];
    const ends = [...tunnel.ends].sort(byText);
    const [one, other] = local ? [local, remote] : ends;
    const at = attributor.of({ ...pairOf(one, other), interface: number, first, last });
    return {
      protocol,
      local: local?.address ?? null,
      localPort: local?.port ?? null,
      remote: remote?.address ?? null,
      remotePort: remote?.port ?? null,
      ends: [endOf(ends[0]), endOf(ends[1])],
      interface: at.interface,
      ...sum([one.sent, other.sent]),
      first,
      last,
    };
  });
}

/** This machine's end first, by its address, else by the other one's port; null where neither tells the two apart. */
function localFirst({ protocol, ends }: CapturedTunnel, attributor: Attributor): CapturedTunnel['ends'] | null {
  const [a, b] = ends;
  const signs: ((end: CapturedEnd) => boolean)[] = [
    ({ address }) => attributor.isOwn(address),
    ({ port }) => port !== serverPorts[protocol],
  ];
  const telling = signs.find((isLocal) => isLocal(a) !== isLocal(b));
  if (telling === undefined) return null;
  return telling(a) ? [a, b] : [b, a];
}

function pairOf(local: CapturedEnd, remote: CapturedEnd) {
  return {
    local: local.address,
    localPort: local.port,
    remote: remote.address,
    remotePort: remote.port,
    sent: local.sent,
    received: remote.sent,
  };
}

function endOf({ address, port }: CapturedEnd) {
  return { address, port };
}

function byText(a: CapturedEnd, b: CapturedEnd): number {
  return a.address === b.address ? a.port - b.port : a.address < b.address ? -1 : 1;
}
