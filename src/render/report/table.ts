import { html, Html, nothing } from './html.ts';

/** What a cell holds, and where it is sorted other than by its text. */
export type Cell = Html | { readonly content: Html; readonly order: number };

export interface Table {
  readonly title: string;
  /** What the rows are, in a sentence. */
  readonly caption: string | Html;
  readonly columns: readonly string[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly Cell[])[];
  /** In place of how many rows are not shown. */
  readonly leftOut?: Html;
}

/** So many rows a browser still sorts and filters at once. */
const mostRows = 2000;

/** A section with a table that screen readers can walk; where it is drawn as cards, the roles keep it a table. */
export function table({ title, caption, columns, rows, leftOut }: Table): Html {
  const heading = html`<h2>${title}</h2>`;
  if (rows.length === 0)
    return html`<section>
      ${heading}
      <p>None.</p>
    </section> `;
  const rest = rows.length - mostRows;
  return html`<section>
    ${heading} ${leftOut ?? (rest > 0 ? html`<p>${rest} more are not shown.</p>` : nothing())}
    <div class="wide" tabindex="0" role="region" aria-label="${title}">
      <table role="table">
        <caption>
          ${caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            ${columns.map((column) => html`<th scope="col" role="columnheader">${column}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows.slice(0, mostRows).map((cells) => row(cells, columns))}
        </tbody>
      </table>
    </div>
  </section> `;
}

function row(cells: readonly Cell[], columns: readonly string[]): Html {
  const [first, ...others] = cells.map((cell, i) => {
    const [content, order] =
      cell instanceof Html ? [cell, nothing()] : [cell.content, html` data-order="${cell.order}"`];
    return { content, attributes: html`data-column="${columns[i]}"${order}` };
  });
  return html`<tr role="row">
    <th scope="row" role="rowheader" ${first.attributes}><div>${first.content}</div></th>
    ${others.map(({ content, attributes }) => html`<td role="cell" ${attributes}><div>${content}</div></td>`)}
  </tr> `;
}
