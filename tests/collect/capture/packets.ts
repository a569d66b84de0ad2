import type { Capture } from '../../../src/contract/capture.ts';
import type { Packet } from './files.ts';
import { frame, type Ends, type IpOptions } from './frames.ts';

/** Packets of a call, from a machine to a relay of Teams and back, for captures that tests make. */

export const second = 1_000_000_000n;
export const start = 1_790_000_000n * second;
export const out: Ends = { from: '192.168.77.10', fromPort: 50_000, to: '52.112.0.10', toPort: 3478 };
export const back: Ends = { from: out.to, fromPort: out.toPort, to: out.from, toPort: out.fromPort };
export const packet = (ends: Ends, payload: Uint8Array, options: IpOptions = {}, time = start): Packet => ({
  data: frame('ethernet', ends, payload, options),
  time,
});
export const totals = ({ flows }: Capture) => flows.map(({ sent, received }) => [sent.packets, received.packets]);
