import type { Path, Segment } from '../../contract/verdict.ts';
import { parseAddress } from '../../net/address.ts';
import { lastOf, parsePrefix } from '../../net/prefix.ts';
import { html, Html, name } from './html.ts';

export const paths: Readonly<Record<Path, string>> = {
  Local: 'local internet connection',
  Vpn: 'VPN: a leak',
  UnknownTunnel: 'not known',
  None: 'no route',
};

const width = 1000;
/** What is narrower would not be seen. */
const narrowest = 3;

/** The address space of each Optimize prefix, to scale, coloured by where its addresses leave. */
export function spaces(segments: readonly Segment[]): Html {
  const byPrefix = Map.groupBy(segments, ({ prefix }) => prefix);
  return html`<section>
    <h2>Address space</h2>
    <p>Each bar is one Optimize prefix, drawn to scale. What would be too narrow to see is drawn wider.</p>
    <ul class="legend">
      ${Object.entries(paths).map(([path, words]) => html`<li><span class="key p${path}"></span>${words}</li>`)}
    </ul>
    ${[...byPrefix].map(([prefix, parts]) => bar(prefix, parts))}
  </section> `;
}

function bar(prefix: string, segments: readonly Segment[]): Html {
  const space = parsePrefix(prefix);
  const size = lastOf(space) - space.first + 1n;
  const at = (value: bigint) => Number(((value - space.first) * 1_000_000n) / size) / (1_000_000 / width);
  const stretches = joined(segments).map(({ path, first, last }) => ({ path, from: at(first), to: at(last + 1n) }));
  // Leaks last, so that nothing covers them.
  const ordered = [...stretches].sort((a, b) => Number(a.path === 'Vpn') - Number(b.path === 'Vpn'));
  const summary = describe(segments, size);
  return html`<figure>
    <figcaption>${name(prefix)}: ${summary}</figcaption>
    <svg role="img" aria-label="${prefix}: ${summary}" viewBox="0 0 ${width} 40" preserveAspectRatio="none">
      ${ordered.map(
        ({ path, from, to }) =>
          html`<rect class="p${path}" x="${from}" y="0" width="${Math.max(narrowest, to - from)}" height="40"></rect>`,
      )}
    </svg>
  </figure> `;
}

interface Stretch {
  readonly path: Path;
  readonly first: bigint;
  last: bigint;
}

/** Neighbours that leave in the same way are one stretch. */
function joined(segments: readonly Segment[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { path, first, last } of segments) {
    const before = stretches.at(-1);
    const start = parseAddress(first).value;
    const end = parseAddress(last).value;
    if (before && before.path === path && before.last + 1n === start) before.last = end;
    else stretches.push({ path, first: start, last: end });
  }
  return stretches;
}

/** `75 % local internet connection, 25 % VPN: a leak`. */
function describe(segments: readonly Segment[], size: bigint): string {
  const sums = new Map<Path, bigint>();
  for (const { path, first, last } of segments)
    sums.set(path, (sums.get(path) ?? 0n) + parseAddress(last).value - parseAddress(first).value + 1n);
  return [...sums].map(([path, sum]) => `${share(sum, size)} ${paths[path]}`).join(', ');
}

function share(part: bigint, whole: bigint): string {
  if (part === whole) return 'all';
  const percent = Number((part * 100_000n) / whole) / 1000;
  return percent < 0.01 ? 'under 0.01 %' : percent > 99.99 ? 'over 99.99 %' : `${percent.toFixed(2)} %`;
}
