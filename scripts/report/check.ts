/**
 * `npm run report:check`: opens the report of `.j1-integration` in a headless
 * Chromium without a network, and looks at it as a reader would. With
 * `--picture` it makes the README's picture, too: of the demo's tenant only,
 * since it shows names. Not part of `npm test`: Chromium is not everywhere.
 */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { wrongHeadlines, wrongLayout } from './checkPage';
import { readSummary } from './collection';
import { makeReport } from './makeReport';
import { countsOf } from './run';

const projectRoot = path.join(__dirname, '..', '..');
const picture = path.join(projectRoot, 'docs', 'images', 'report.png');
const MAX_PICTURE_BYTES = 400_000;

/** As Debian's package installs it. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** A laptop's window, a small one, and a sheet's width. */
const widths = [1280, 1024, 720];
/** Below it wide charts scroll within their cards. */
const NARROW = 900;
/** The part of the page that the README shows: head, graph, compliance. */
const PICTURE = { width: 1280, height: 1700 };

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { picture: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const folder = positionals.at(0) ?? path.join(projectRoot, '.j1-integration');
  const file = await makeReport(folder);
  const counts = countsOf(await readSummary(folder));
  const browser = await launch();
  const problems: string[] = [];
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of widths) {
        const found = await checkReport(browser, file, counts, {
          colorScheme,
          width,
        });
        problems.push(
          ...found.map((text) => `${colorScheme} ${width}: ${text}`),
        );
      }
    }
    if (values.picture && problems.length === 0) {
      problems.push(...(await takePicture(browser, file)));
    }
  } finally {
    await browser.close();
  }
  if (problems.length > 0) {
    console.error(`The report is not well:\n  ${problems.join('\n  ')}`);
    process.exitCode = 1;
  } else {
    console.log('The report is well.');
    if (values.picture) {
      console.log(`Its picture is ${path.relative(projectRoot, picture)}.`);
    }
  }
}

function launch(): Promise<Browser> {
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

interface Look {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

async function checkReport(
  browser: Browser,
  file: string,
  counts: ReadonlyMap<string, number>,
  { colorScheme, width }: Look,
): Promise<string[]> {
  const address = pathToFileURL(file).href;
  const page = await browser.newPage({
    colorScheme,
    viewport: { width, height: 900 },
    offline: true,
  });
  try {
    const problems: string[] = [];
    page.on('console', (message) => {
      problems.push(`the console says: ${message.text()}`);
    });
    page.on('pageerror', ({ message }) => problems.push(message));
    page.on('request', (request) => {
      if (request.url() !== address) {
        problems.push(`it asks for ${request.url()}`);
      }
    });
    await page.goto(address);
    problems.push(...(await wrongHeadlines(page, counts)));
    problems.push(...(await wrongLayout(page, width < NARROW)));
    for (const summary of await page.locator('summary').all()) {
      await summary.click();
    }
    problems.push(...(await wrongLayout(page, width < NARROW)));
    return problems;
  } finally {
    await page.close();
  }
}

async function takePicture(browser: Browser, file: string): Promise<string[]> {
  const page = await browser.newPage({ viewport: PICTURE, offline: true });
  await page.goto(pathToFileURL(file).href);
  await mkdir(path.dirname(picture), { recursive: true });
  await page.screenshot({ path: picture });
  await page.close();
  const { size } = await stat(picture);
  return size > MAX_PICTURE_BYTES ? [`the picture has ${size} bytes`] : [];
}

void main();
