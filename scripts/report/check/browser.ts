/** A headless Chromium, and pages that tell what goes wrong in them. */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse/sync';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Longer than anything takes on a busy machine. */
const PATIENCE_MS = 15_000;

/** As Debian's package installs it. */
export const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Look {
  readonly width: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
}

/**
 * Opens a report without a network, hands it to `look`, and closes it.
 *
 * @returns what is wrong: what the console says, errors, requests, and what `look` finds
 */
export async function lookAt(
  browser: Browser,
  file: string,
  {
    width,
    height = 900,
    colorScheme = 'light',
    javaScriptEnabled = true,
  }: Look,
  look: (page: Page, address: string) => Promise<readonly string[]>,
): Promise<string[]> {
  const address = pathToFileURL(file).href;
  const page = await browser.newPage({
    ...{ colorScheme, javaScriptEnabled, offline: true },
    viewport: { width, height },
  });
  page.setDefaultTimeout(PATIENCE_MS);
  const problems: string[] = [];
  page.on('console', (message) => {
    problems.push(`the console says: ${message.text()}`);
  });
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== address && !url.startsWith('blob:')) {
      problems.push(`it asks for ${url}`);
    }
  });
  try {
    await page.goto(address);
    if (javaScriptEnabled) {
      await isReady(page);
    }
    problems.push(...(await look(page, address)));
  } catch (error) {
    problems.push((error as Error).message);
  } finally {
    await page.close();
  }
  return problems.map((text) => `${width} px, ${colorScheme}: ${text}`);
}

/** The script has drawn what the address asks for. */
export function isReady(page: Page): Promise<unknown> {
  return page.waitForSelector('html[data-ready]');
}

/** Goes to another part of the report: `#devices` and the like. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    const hash = ${JSON.stringify(hash)};
    if (window.location.hash === hash) {
      resolve();
    } else {
      window.addEventListener('hashchange', resolve, { once: true });
      window.location.hash = hash;
    }
  })`);
  await isReady(page);
  const isShown =
    hash === '' || hash === '#overview' ? '#page' : '#app:not(:empty)';
  await page.locator(isShown).waitFor();
}

/** The rows of the table that is shown, by the button that a reader has. */
export async function downloadRows(page: Page): Promise<string[][]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  const [, ...rows] = parse(text, { bom: true }) as string[][];
  return rows;
}
