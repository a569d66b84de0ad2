import LongestPrefixMatch from 'longest-prefix-match';
import { loadEndpoints } from '../../src/endpoints/load.ts';
import { optimizePrefixes } from '../../src/endpoints/select.ts';
import { judge } from '../../src/judge/judge.ts';
import { formatAddress } from '../../src/net/address.ts';
import { decide } from '../../src/routes/decide.ts';
import { fastest, fastestInTurns, milliseconds, type Ratio } from './bench.ts';
import { machineWith } from './tables.ts';

export const name = 'Judging a route table, as parsed snapshot objects';

const options = { roles: { vpn: [], local: [], strict: false }, require: [] };

export async function run(): Promise<Ratio[]> {
  const list = await loadEndpoints({ warn: () => {} });
  const wanted = optimizePrefixes(list);
  const machine = machineWith(100_000);
  const questions = decide(machine, wanted).pieces.map(
    ({ family, first }) => `${formatAddress(family, first)}/${family === 4 ? 32 : 128}`,
  );
  const [deciding, judging, peer] = fastestInTurns(
    7,
    () => decide(machine, wanted),
    () => judge(machine, list, options),
    () => {
      const library = new LongestPrefixMatch();
      for (const { destination } of machine.routes) library.addPrefix(destination, destination);
      for (const question of questions) library.getMatch(question);
    },
  );
  const against = `longest-prefix-match ${milliseconds(peer)}, ${questions.length} questions`;
  return [
    {
      what: 'times faster: index and answer, 100,000 routes',
      ratio: peer / deciding,
      aim: '20 or more',
      detail: `${milliseconds(deciding)}, ${against}`,
    },
    {
      what: 'times faster: the whole verdict',
      ratio: peer / judging,
      aim: 'none',
      detail: `${milliseconds(judging)}, ${against}`,
    },
    growth(list),
  ];
}

/** The exponent by which time grows with the table: n log n is about 1.06 from 10,000 to 1,000,000. */
function growth(list: Parameters<typeof judge>[1]): Ratio {
  const sizes = [10_000, 100_000, 1_000_000];
  const times = sizes.map((size) => {
    const machine = machineWith(size);
    return fastest(3, () => judge(machine, list, options));
  });
  const exponent = Math.log(times[2] / times[0]) / Math.log(sizes[2] / sizes[0]);
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  return {
    what: 'exponent of growth, 10,000 to 1,000,000 routes',
    ratio: exponent,
    aim: 'at most 1.06',
    detail: `${times.map(milliseconds).join(', ')}; ${memory} MiB resident, the table included`,
  };
}
