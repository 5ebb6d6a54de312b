/** The files in `results/`: one for each scenario, and a page about all of them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Measurement } from './measurement';
import { scenarioNames, type ScenarioName } from './scenarios';
import { renderChoices, renderTable, renderVerdict } from './table';
import { judge } from './verdict';

export const resultsFolder = path.join(__dirname, 'results');
const fileOf = (name: ScenarioName) => path.join(resultsFolder, `${name}.json`);

/** Results of earlier runs stay for the scenarios that were not run. */
export async function writeResults(
  measurements: readonly Measurement[],
): Promise<void> {
  await mkdir(resultsFolder, { recursive: true });
  for (const measurement of measurements) {
    await writeFormatted(
      fileOf(measurement.scenario),
      JSON.stringify(measurement),
    );
  }
  const all = await Promise.all(
    scenarioNames.map((name) => readJsonIfAny<Measurement>(fileOf(name))),
  );
  const known = all.filter((one) => one !== undefined);
  await writeFormatted(
    path.join(resultsFolder, 'README.md'),
    renderPage(known),
  );
}

/** undefined when there is no such file. */
export async function readJsonIfAny<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

function renderPage(measurements: readonly Measurement[]): string {
  return [
    '# Results of `npm run benchmark`',
    'Written by the benchmark; [its README](../README.md) says how each number is found.',
    renderTable(measurements),
    '## Bounds',
    renderVerdict(judge(measurements)),
    '## Cheapest complete choice of sources',
    renderChoices(measurements),
  ].join('\n\n');
}

/** As the project formats such files. */
export async function writeFormatted(
  file: string,
  text: string,
): Promise<void> {
  const options = await resolveConfig(file);
  await writeFile(file, await format(text, { ...options, filepath: file }));
}
