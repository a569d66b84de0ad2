import type { CapturedFlow, CapturedPair, CapturedTunnel } from '../../contract/capture.ts';
import { formatAddress, valueOf } from '../../net/address.ts';
import type { Words } from '../../net/parse.ts';
import type { Pair } from './pairs.ts';
import type { Flow } from './payload.ts';
import type { Clock } from './time.ts';
import type { Tunnel } from './tunnels.ts';

export function describeFlow(flow: Flow, clock: Clock): CapturedFlow {
  const { sent, received, of } = flow.echoes;
  return {
    ...describePair(flow, clock),
    kinds: flow.kinds,
    streams: flow.streams.map((stream) => stream.describe()),
    echoes: { sent: sent.traffic, received: received.traffic, of: [...of] },
  };
}

export function describeTunnel(tunnel: Tunnel, clock: Clock): CapturedTunnel {
  const {
    interface: number,
    local,
    localPort,
    remote,
    remotePort,
    sent,
    received,
    first,
    last,
  } = describePair(tunnel, clock);
  const ends: CapturedTunnel['ends'] = [
    { address: local, port: localPort, sent },
    { address: remote, port: remotePort, sent: received },
  ];
  return { protocol: tunnel.name, interface: number, ends, first, last };
}

function describePair(pair: Pair, clock: Clock): CapturedPair {
  const text = (words: Words) => formatAddress(pair.family, valueOf(words));
  return {
    interface: pair.interface,
    local: text(pair.local),
    localPort: pair.localPort,
    remote: text(pair.remote),
    remotePort: pair.remotePort,
    sent: pair.sent.traffic,
    received: pair.received.traffic,
    first: clock.format(pair.first),
    last: clock.format(pair.last),
  };
}
