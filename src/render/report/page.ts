import { html, Html } from './html.ts';
import { script, scriptHash } from './script.ts';
import { style } from './style.ts';

/** One file that needs nothing else: no network, and no script to be read. */
export function page(title: string, content: Html, isInteractive: boolean): string {
  const scripts = isInteractive ? `script-src 'sha256-${scriptHash}'; ` : '';
  const policy = `default-src 'none'; ${scripts}style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <main>${content}</main>
        ${new Html(isInteractive ? `<script>${script}</script>\n` : '')}
      </body>
    </html> `.markup;
}

/** A section with a table that screen readers can walk; nothing where there are no rows. */
export function table(title: string, columns: readonly string[], rows: readonly (readonly Html[])[]): Html {
  if (rows.length === 0)
    return html`<section>
      <h2>${title}</h2>
      <p>None.</p>
    </section>`;
  const shown = rows.slice(0, mostRows);
  const rest = rows.length - shown.length;
  const body = shown.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell) => html`<td>${cell}</td>`)}
      </tr> `,
  );
  return html`<section>
    <h2>${title}</h2>
    <div class="wide" tabindex="0" role="region" aria-label="${title}">
      <table>
        <thead>
          <tr>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
    ${rest > 0 ? html`<p>${rest} more are not shown.</p>` : new Html('')}
  </section> `;
}

const mostRows = 2000;
