import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { tool } from '../../bed/tools.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A node of the accessibility tree, as assistive technology gets it. */
export interface Accessible {
  readonly role: string;
  readonly name: string;
}

/** A headless Chromium that looks at reports. */
export class Reader {
  readonly #folder = mkdtempSync(join(tmpdir(), 'reader-'));
  readonly #browser: Browser;
  #count = 0;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<Reader> {
    return new Reader(await chromium.launch({ executablePath: tool('chromium'), args: ['--no-sandbox'] }));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true });
  }

  /** Opens a report from a file; whatever it asks of anybody, or complains of, is an error. */
  async open(report: string, options: BrowserContextOptions = {}): Promise<Page> {
    const path = join(this.#folder, `${this.#count++}.html`);
    writeFileSync(path, report);
    const context = await this.#browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
    const page = await context.newPage();
    const address = pathToFileURL(path).href;
    const complain = (text: string) => {
      throw new Error(`the report: ${text}`);
    };
    page.on('request', (request) => request.url() === address || complain(`asks for ${request.url()}`));
    page.on('console', (message) => complain(message.text()));
    page.on('pageerror', (error) => complain(error.message));
    await page.goto(address);
    return page;
  }

  /** What axe-core objects to in a report. */
  async objections(report: string, options: BrowserContextOptions): Promise<string[]> {
    // The report's own policy lets no other script run.
    const page = await this.open(report, { ...options, bypassCSP: true });
    await page.evaluate(axe);
    const violations = await page.evaluate(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary)))`);
    await page.context().close();
    return violations as string[];
  }
}

export async function accessibilityTree(page: Page): Promise<Accessible[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name }) => ({ role: String(role?.value), name: String(name?.value ?? '') }));
}

/** Whether something is wider than the window. */
export function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > innerWidth');
}
