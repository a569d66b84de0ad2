import { plain } from '../text.ts';

/** HTML that is made of templates and escaped values alone, so that no name can become markup. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = string | number | Html | readonly Html[];

/** Longer names are cut: they are not to be read, but must not hide the rest. */
const longest = 300;

/** `html\`<td>${name}</td>\``: values are text unless they are Html themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(parts.reduce((markup, part, i) => markup + markupOf(values[i - 1]) + part));
}

function markupOf(value: Value): string {
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return (value as readonly Html[]).map(({ markup }) => markup).join('');
  return escape(String(value));
}

/**
 * A name, which may run from right to left and be of any length.
 * @param unbroken so many characters are not broken over lines, as at their hyphens
 */
export function name(text: string, unbroken = 24): Html {
  const characters = [...plain(text)];
  const shown = characters.length > longest ? `${characters.slice(0, longest).join('')}...` : characters.join('');
  if (characters.length <= unbroken) return html`<bdi class="short">${shown}</bdi>`;
  return /\S{25}/.test(shown) ? html`<bdi class="long">${shown}</bdi>` : html`<bdi>${shown}</bdi>`;
}

/** Sentences, in which a name of any length may stand. */
export function prose(text: string): Html {
  return html`<span class="long">${text.replace(/(\S{100})\S+/g, '$1...')}</span>`;
}

/** A link, where it is one to a page; else its text. */
export function link(address: string): Html {
  const [, page] = /^https:\/\/([\w.-]+\/.*)/.exec(address) ?? [];
  if (page === undefined) return name(address);
  return html`<a href="${address}">${page.split(/(?<=\/)/).map((part) => html`${part}<wbr />`)}</a>`;
}

export function nothing(): Html {
  return new Html('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => entities[character]);
}
