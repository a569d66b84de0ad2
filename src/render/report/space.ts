import type { Path, Segment, Status } from '../../contract/verdict.ts';
import { formatAddress, parseAddress } from '../../net/address.ts';
import { formatPrefix, lastOf, parsePrefix } from '../../net/prefix.ts';
import { toPrefixes, type Range } from '../../net/range.ts';
import { html, Html, name, nothing } from './html.ts';

export const paths: Readonly<Record<Path, string>> = {
  Local: 'local internet connection',
  Vpn: 'leak by a VPN',
  UnknownTunnel: 'not known',
  None: 'no route',
};

/** The status that a path is coloured like. */
export const colours: Readonly<Record<Path, Status>> = {
  Local: 'Pass',
  Vpn: 'Fail',
  UnknownTunnel: 'Unknown',
  None: 'NotApplicable',
};

/** The address space of each Optimize prefix, to scale, coloured by where its addresses leave. */
export function spaces(segments: readonly Segment[]): Html {
  const byPrefix = Map.groupBy(segments, ({ prefix }) => prefix);
  return html`<section>
    <h2>Address space</h2>
    <p>Each bar is one Optimize prefix, drawn to scale. What does not leave locally is higher, marked and named.</p>
    <ul class="legend">
      ${(Object.keys(paths) as Path[]).map(
        (path) => html`<li><span class="key ${colours[path]} ${path}"></span>${paths[path]}</li> `,
      )}
    </ul>
    ${[...byPrefix].map(([prefix, parts]) => bar(prefix, parts))}
  </section> `;
}

/** Neighbours that leave in the same way. */
interface Stretch extends Range {
  readonly path: Path;
  readonly interfaceName: string | null;
}

/** So many stretches are named beside a bar; all are marked. */
const mostNamed = 20;

/** Numbers that are nearer to the one before are not drawn, in percent of the bar. */
const nearest = 4;

function bar(prefix: string, segments: readonly Segment[]): Html {
  const { family, first } = parsePrefix(prefix);
  const last = lastOf(parsePrefix(prefix));
  const size = last - first + 1n;
  const percent = (addresses: bigint) => (100 * Number(addresses)) / Number(size);
  const stretches = joined(segments);
  const marked = stretches.filter(({ path }) => path !== 'Local');
  const words = marked.slice(0, mostNamed).map((stretch) => describe(stretch, size));
  const rest = marked.length - words.length;
  const summary = summarise(stretches, size);
  const label = [`${prefix}: ${summary}`, ...words, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
  let numbered = -nearest;
  const marks = marked.map(({ path, first: from, last: to }, i) => {
    const at = percent(from - first) + percent(to - from + 1n) / 2;
    const isNumbered = i < mostNamed && at - numbered >= nearest;
    if (isNumbered) numbered = at;
    return html`<svg x="${at}%" class="mark ${colours[path]}">
      <path d="${shapes[path]} M-1 22h2v22h-2z"></path>
      ${isNumbered ? html`<text y="11" text-anchor="middle">${i + 1}</text>` : nothing()}
    </svg> `;
  });
  return html`<figure>
    <figcaption><b>${name(prefix)}</b>: ${summary}</figcaption>
    <svg class="${marks.length > 0 ? 'bar' : 'bar flat'}" role="img" aria-label="${label}">
      ${stretches.map(
        ({ path, first: from, last: to }) =>
          html`<rect
            class="${colours[path]} ${path}"
            x="${percent(from - first)}%"
            width="${percent(to - from + 1n)}%"
          ></rect>`,
      )}
      ${marks}
    </svg>
    <p class="ends"><span>${formatAddress(family, first)}</span> <span>${formatAddress(family, last)}</span></p>
    ${
      words.length === 0
        ? nothing()
        : html`<ol>
            ${words.map((each) => html`<li>${each}</li> `)}
          </ol>`
    }
    ${rest > 0 ? html`<p>and ${rest} more</p>` : nothing()}
  </figure> `;
}

/** What points at a stretch: colour alone tells nothing to many. */
const shapes: Readonly<Record<Path, string>> = {
  Local: '',
  Vpn: 'M0 23l-5-9h10z',
  UnknownTunnel: 'M0 23l-5-5 5-5 5 5z',
  None: 'M-4 14h8v8h-8z',
};

function joined(segments: readonly Segment[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { path, interfaceName, family, ...segment } of segments) {
    const first = parseAddress(segment.first).value;
    const last = parseAddress(segment.last).value;
    const before = stretches.at(-1);
    if (before && before.path === path && before.interfaceName === interfaceName && before.last + 1n === first)
      stretches[stretches.length - 1] = { ...before, last };
    else stretches.push({ path, interfaceName, family, first, last });
  }
  return stretches;
}

/** Consecutive addresses as CIDRs, or where these are many as their ends. */
export function addresses(cidrs: readonly string[], first: string, last: string): string {
  return cidrs.length > 4 ? `${first} to ${last}` : cidrs.join(' ');
}

/** `52.112.64.0/20: leak by a VPN (Contoso), 4096 addresses, 1.56 %`. */
function describe(stretch: Stretch, size: bigint): string {
  const { path, interfaceName, family, first, last } = stretch;
  const cidrs = toPrefixes(stretch).map(formatPrefix);
  const range = addresses(cidrs, formatAddress(family, first), formatAddress(family, last));
  const count = last - first + 1n;
  const many = family === 6 ? '' : count === 1n ? '1 address, ' : `${count} addresses, `;
  const by = interfaceName === null ? '' : ` (${[...interfaceName].slice(0, 100).join('')})`;
  return `${range}: ${paths[path]}${by}, ${many}${share(count, size)}`;
}

/** `75.00 % local internet connection, 25.00 % leak by a VPN`. */
function summarise(stretches: readonly Stretch[], size: bigint): string {
  const sums = new Map<Path, bigint>();
  for (const { path, first, last } of stretches) sums.set(path, (sums.get(path) ?? 0n) + last - first + 1n);
  return [...sums].map(([path, sum]) => `${share(sum, size)} ${paths[path]}`).join(', ');
}

function share(part: bigint, whole: bigint): string {
  if (part === whole) return '100\u00a0%';
  const percent = Number((part * 100_000n) / whole) / 1000;
  return `${percent < 0.01 ? 'under 0.01' : percent > 99.99 ? 'over 99.99' : percent.toFixed(2)}\u00a0%`;
}
