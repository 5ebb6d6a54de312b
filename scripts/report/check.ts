/**
 * `npm run report:check`: looks at reports in a headless Chromium without a
 * network, as a reader would. With `--picture` it makes the README's pictures,
 * too, of the demo's tenant. Not part of `npm test`: Chromium is not everywhere.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { executablePath, launch } from './check/browser';
import { collectDemo, type Demo } from './check/demo';
import { checkHostileNames } from './check/hostile';
import { checkLarge } from './check/large';
import { checkLooks } from './check/looks';
import { takePictures } from './check/pictures';
import { checkQuestions } from './check/questions';
import { makeReport } from './makeReport';
import { printedHelp } from '../help';

interface Subject {
  readonly browser: Browser;
  readonly demo: Demo;
  /** The report of the demo. */
  readonly file: string;
  /** For results that are made. */
  readonly folder: string;
}

/** By the names that a reader can give to look at some of them only. */
const parts: Readonly<
  Record<string, (subject: Subject) => Promise<readonly string[]>>
> = {
  questions: ({ browser, demo, folder }) =>
    checkQuestions(browser, demo, folder),
  looks: ({ browser, file }) => checkLooks(browser, file),
  names: ({ browser, folder }) =>
    checkHostileNames(browser, path.join(folder, 'hostile')),
  large: ({ browser, folder }) =>
    checkLarge(browser, path.join(folder, 'large')),
};

const HELP = `Usage: npm run report:check [-- <part> ...] [--picture]

Looks at reports in a headless Chromium: questions, looks, names and large, or only the parts that are named.

  --picture  makes the pictures of the README, too
  --help     prints this`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const { values, positionals } = parseArgs({
    options: { picture: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (!existsSync(executablePath)) {
    console.log(
      `The report is not checked: there is no browser at ${executablePath}. Install Debian's package chromium, or set CHROMIUM to another one.`,
    );
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'report-check-'));
  const browser = await launch();
  try {
    const demo = await collectDemo(path.join(folder, 'demo'));
    const { file } = await makeReport(demo.folder);
    const subject = { browser, demo, file, folder };
    for (const [name, check] of Object.entries(parts)) {
      if (positionals.length === 0 || positionals.includes(name)) {
        tell(name, await check(subject));
      }
    }
    if (values.picture) {
      tell('pictures', await takePictures(browser, file));
    }
  } finally {
    await browser.close();
    await rm(folder, { recursive: true });
  }
}

function tell(part: string, problems: readonly string[]): void {
  if (problems.length > 0) {
    console.error(`${part}: not well\n  ${problems.join('\n  ')}`);
    process.exitCode = 1;
  } else {
    console.log(`${part}: well`);
  }
}

void main();
