/** The files in `results/`: one for each scenario, and a page about all of them. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Measurement } from './measurement';
import { scenarioNames, type ScenarioName } from './scenarios';
import { renderChoices, renderTable, renderVerdict } from './table';
import { judge } from './verdict';

const folder = path.join(__dirname, 'results');
const fileOf = (name: ScenarioName) => path.join(folder, `${name}.json`);

/** Results of earlier runs stay for the scenarios that were not run. */
export async function writeResults(
  measurements: readonly Measurement[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const measurement of measurements) {
    await write(fileOf(measurement.scenario), JSON.stringify(measurement));
  }
  const all = await Promise.all(scenarioNames.map(readResult));
  const known = all.filter((one) => one !== undefined);
  await write(path.join(folder, 'README.md'), renderPage(known));
}

async function readResult(
  name: ScenarioName,
): Promise<Measurement | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(name), 'utf8')) as Measurement;
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

async function write(file: string, text: string): Promise<void> {
  const options = await resolveConfig(file);
  await writeFile(file, await format(text, { ...options, filepath: file }));
}
