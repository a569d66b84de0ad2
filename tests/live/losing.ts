import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { tool, type Topology } from '../bed/index.ts';

/** An RTP stream's SSRC in channel data of TURN: behind the headers of UDP (8 bytes) and channel data (4), at byte 8 of RTP. */
const ssrc = '@th,160,32';

const rules = (device: string) => `chain ${device} {
  type filter hook egress device "${device}" priority 0;
  udp sport 3478 numgen inc mod 23 0 update @dropped { ${ssrc} } drop;
}`;

const table = `table netdev loss {
  set dropped { typeof ${ssrc}; size 1024; flags dynamic; counter; }
  ${rules('lan0')}
  ${rules('wan0')}
}`;

/**
 * Loses some of the relay's packets for so many milliseconds, in the midst of a call: what the two ends agree on at its
 * beginning, and the last packets, arrive. The kernel has no netem; it tells how many it dropped, by SSRC.
 */
export async function losing({ isp }: Topology, milliseconds: number): Promise<ReadonlyMap<number, number>> {
  const nft = async (argv: readonly string[], input?: string) => {
    const { code, stdout, stderr } = await isp.run([tool('nft'), ...argv], input === undefined ? {} : { input });
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const apply = (...commands: string[]) => nft(['-f', '-'], commands.join('\n'));
  await setTimeout(500);
  await apply(table);
  await setTimeout(milliseconds);
  await apply('flush chain netdev loss lan0', 'flush chain netdev loss wan0');
  const listed = JSON.parse(await nft(['-j', 'list', 'set', 'netdev', 'loss', 'dropped'])) as Listed;
  await apply('delete table netdev loss');
  await setTimeout(500);
  return new Map(
    listed.nftables.flatMap(({ set }) => set?.elem ?? []).map(({ elem }) => [elem.val, elem.counter.packets]),
  );
}

/** What `nft -j list set` says (libnftables-json(5)). */
interface Listed {
  readonly nftables: readonly {
    readonly set?: {
      readonly elem?: readonly {
        readonly elem: { readonly val: number; readonly counter: { readonly packets: number } };
      }[];
    };
  }[];
}
