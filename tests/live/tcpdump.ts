import assert from 'node:assert/strict';
import { tool, type Namespace } from '../bed/index.ts';

/**
 * Captures an interface to a pcap file until what is returned is called, which fails where a packet is missing: in immediate
 * mode the kernel's own buffer has room for eight.
 */
export async function startTcpdump(where: Namespace, device: string, file: string): Promise<() => Promise<void>> {
  const argv = [tool('tcpdump'), '-i', device, '--immediate-mode', '-B', '65536', '-U', '-Z', 'root', '-w', file];
  const capture = await where.start(argv, { ready: /listening on/ });
  return async () => {
    await capture.stop('SIGINT');
    assert.match(capture.log, /^0 packets dropped by kernel/m);
  };
}
