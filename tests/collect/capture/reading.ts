import type { Capture } from '../../../src/contract/capture.ts';
import { readCapture, type Wanted } from '../../../src/collect/capture/read.ts';
import { openFile, type ByteSource } from '../../../src/collect/capture/source.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';

export const wanted: Wanted = {
  prefixes: ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'].map(parsePrefix),
  protocol: 'udp',
  ports: [{ first: 3478, last: 3481 }],
};

/** Reads a capture from memory, `step` bytes at a time. */
export function readBytes(bytes: Uint8Array, step = 1 << 20, what = wanted): Promise<Capture> {
  let at = 0;
  const source: ByteSource = {
    name: 'bytes',
    size: bytes.length,
    read: (target) => {
      const piece = bytes.subarray(at, at + Math.min(step, target.length));
      target.set(piece);
      at += piece.length;
      return piece.length;
    },
    close: () => {},
  };
  return readCapture(source, what, () => {});
}

/** Reads a capture that comes in chunks. */
export function readChunks(chunks: AsyncGenerator<Uint8Array>): Promise<Capture> {
  let rest: Uint8Array = new Uint8Array(0);
  const read = async (target: Uint8Array) => {
    while (rest.length === 0) {
      const next = await chunks.next();
      if (next.done) return 0;
      rest = next.value;
    }
    const piece = rest.subarray(0, target.length);
    target.set(piece);
    rest = rest.subarray(piece.length);
    return piece.length;
  };
  return readCapture({ name: 'chunks', size: null, read, close: () => {} }, wanted, () => {});
}

export async function readPath(path: string): Promise<Capture> {
  const source = openFile(path);
  try {
    return await readCapture(source, wanted, () => {});
  } finally {
    source.close();
  }
}

export interface Summary {
  readonly packets: number;
  readonly bytes: number;
  readonly first: string;
  readonly last: string;
}

/** A capture's flows by their ends, as tests compare them. */
export function summaries(capture: Capture): Record<string, Summary> {
  const flows = capture.flows.map(({ local, localPort, remote, remotePort, sent, received, first, last, ...flow }) => [
    `${capture.interfaces[flow.interface].name ?? ''} ${local} ${localPort} ${remote} ${remotePort}`,
    { packets: sent.packets + received.packets, bytes: sent.bytes + received.bytes, first, last },
  ]);
  return Object.fromEntries(flows.sort());
}
