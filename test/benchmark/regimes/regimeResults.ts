/** The files of the regimes in `results/`: one for each scenario and version of Node.js, and a page about all of them. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readJsonIfAny, resultsFolder, writeFormatted } from '../results';
import type { ScenarioName } from '../scenarios';
import { renderChoice } from '../sources/choiceTable';
import { renderVerdict } from '../table';
import type { RegimeResult } from './regimeResult';
import { regimeNames, regimes } from './regimes';
import { renderFailures, renderOrigins, renderRegimes } from './regimeTable';
import { judgeRegimes } from './regimeVerdict';

const FILE = /^regimes-(.*)-node(\d+)\.json$/;

/** Results of earlier runs stay for the regimes that were not run. */
export async function writeRegimeResults(
  scenario: ScenarioName,
  results: readonly RegimeResult[],
): Promise<void> {
  const major = /^v(\d+)/.exec(process.version)?.[1] ?? '';
  const file = path.join(
    resultsFolder,
    `regimes-${scenario}-node${major}.json`,
  );
  const before = (await readJsonIfAny<RegimeResult[]>(file)) ?? [];
  const merged = mergeResults(before, results);
  await writeFormatted(file, JSON.stringify(merged));
  await writeFormatted(path.join(resultsFolder, 'regimes.md'), await page());
}

/** In the order of the regimes; the later ones win. */
export function mergeResults(
  before: readonly RegimeResult[],
  later: readonly RegimeResult[],
): RegimeResult[] {
  const byName = new Map(
    [...before, ...later].map((result) => [result.regime, result]),
  );
  return regimeNames.flatMap((name) => byName.get(name) ?? []);
}

async function page(): Promise<string> {
  const names = (await readdir(resultsFolder)).filter((name) =>
    FILE.test(name),
  );
  const parts = await Promise.all(
    names.sort().map(async (name) => {
      const file = path.join(resultsFolder, name);
      const [, scenario, major] = FILE.exec(name) ?? [];
      const results = (await readJsonIfAny<RegimeResult[]>(file)) ?? [];
      return renderPart(`${scenario}, Node.js ${major}`, results);
    }),
  );
  return renderPage(parts);
}

export function renderPart(
  title: string,
  results: readonly RegimeResult[],
): string {
  return [
    `## ${title}`,
    renderOrigins(results),
    renderRegimes(results),
    renderFailures(results),
    '### Bounds',
    renderVerdict(judgeRegimes(results)),
    '### Cheapest complete choices of sources',
    ...results.flatMap(({ choice, regime }) => [
      `#### ${regimes[regime].title}`,
      renderChoice(choice),
    ]),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function renderPage(parts: readonly string[]): string {
  return [
    '# Results of `npm run benchmark -- --regimes`',
    'Written by the benchmark; [its README](../README.md#regimes) says how each number is found. Times count from the start of the process. Where runs differ, a cell has the least, **the median** and the most.',
    ...parts,
  ].join('\n\n');
}
