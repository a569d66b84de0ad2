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
