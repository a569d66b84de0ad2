import { readdirSync } from 'node:fs';
import type { Bench } from './bench.ts';

// Prints how this program compares with its peers, as ratios measured in one run. `npm run bench -- NAME` runs one of them.

const wanted = process.argv.slice(2);
const helpers = new Set(['main.ts', 'bench.ts', 'tables.ts']);

for (const file of readdirSync(import.meta.dirname).filter(
  (name) => /^[a-z-]+\.ts$/.test(name) && !helpers.has(name),
)) {
  if (wanted.length > 0 && !wanted.includes(file.replace('.ts', ''))) continue;
  const bench = (await import(`./${file}`)) as Bench;
  console.log(`\n${bench.name}`);
  const result = await bench.run();
  if (typeof result === 'string') console.log(`  not measured: ${result}`);
  else
    for (const { what, ratio, aim, detail } of result)
      console.log(`  ${ratio.toFixed(2).padStart(8)} ×  ${what} (aim: ${aim})\n              ${detail}`);
}
