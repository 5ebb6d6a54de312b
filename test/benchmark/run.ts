/**
 * `npm run benchmark`: runs scenarios and regimes, prints the numbers, keeps them
 * in `results/`, and fails when a bound is missed; or compares with another checkout.
 */
import { runPairs } from './compare';
import { failuresOf, renderComparison } from './comparison';
import type { Measurement } from './measurement';
import { readOptions, type Options, type RegimeOptions } from './options';
import { commitOf, originOf } from './origin';
import { renderPart, writeRegimeResults } from './regimes/regimeResults';
import { judgeRegimes } from './regimes/regimeVerdict';
import { runRegimes } from './regimes/runRegimes';
import { writeResults } from './results';
import { runScenario } from './runScenario';
import { scenarioNames, scenarios, type ScenarioName } from './scenarios';
import { renderChoices, renderTable, renderVerdict } from './table';
import { isMet, judge, type Bound } from './verdict';
import { createWorkspace, projectRoot } from './workspace';
import { printedHelp } from '../../scripts/help';
import { regimeNames } from './regimes/regimes';

const progressOf = (name: ScenarioName) => (text: string) =>
  print(`${name}: ${text} ...`);

/** @returns whether all bounds are met */
async function measureAll({ names, profileFolder }: Options): Promise<boolean> {
  const origin = originOf(projectRoot);
  const measurements: Measurement[] = [];
  for (const name of names) {
    const workspace = await createWorkspace({ profileFolder });
    measurements.push(
      await runScenario(scenarios[name], workspace, origin, progressOf(name)),
    );
    // Kept when something fails: the logs are there.
    await workspace.remove();
  }
  const bounds = judge(measurements);
  print(`\n${renderChoices(measurements)}`);
  print(`\n${renderTable(measurements)}\n\n${renderVerdict(bounds)}`);
  if (profileFolder === undefined) {
    await writeResults(measurements);
  }
  return bounds.every(isMet);
}

/** @returns whether all bounds are met */
async function measureRegimes({
  checkout,
  names,
  runs,
  scenarios: tenants,
}: RegimeOptions): Promise<boolean> {
  const bounds: Bound[] = [];
  for (const name of tenants) {
    const workspace = await createWorkspace();
    const results = await runRegimes({
      scenario: scenarios[name],
      names,
      rounds: runs,
      checkout: checkout ?? projectRoot,
      workspace,
      origin: originOf(checkout ?? projectRoot),
      progress: progressOf(name),
    });
    // Kept when something fails: the logs are there.
    await workspace.remove();
    print(`\n${renderPart(name, results)}`);
    if (checkout === undefined) {
      await writeRegimeResults(name, results);
    }
    bounds.push(...judgeRegimes(results));
  }
  return bounds.every(isMet);
}

/** No bounds and no results: it is about the two, not about the floor. */
async function compareAll(
  { names, pairs: count }: Options,
  against: string,
): Promise<void> {
  print(`This: ${commitOf(projectRoot)}. Other: ${commitOf(against)}.`);
  for (const name of names) {
    const ours = await createWorkspace();
    const theirs = await createWorkspace({ checkout: against });
    const pairs = await runPairs(
      scenarios[name],
      { ours, theirs },
      count,
      progressOf(name),
    );
    print(`\n${name}\n\n${renderComparison(pairs)}`);
    failuresOf(pairs).forEach(print);
    await ours.remove();
    await theirs.remove();
  }
}

const HELP = `Usage: npm run benchmark [-- <options>]

Measures all scenarios and regimes, and fails when a bound is missed.

  --scenario <name>   only this one; may be repeated: ${scenarioNames.join(', ')}
  --profile <folder>  writes profiles of the CPU, and no results
  --against <folder>  compares with another checkout, in pairs
  --pairs <number>    how many pairs (default 3)
  --regimes           only the regimes
  --regime <name>     only this one; may be repeated: ${regimeNames.join(', ')}
  --runs <number>     of each regime (default 3)
  --checkout <folder> whose integration the regimes measure
  --help              prints this`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const options = readOptions(process.argv.slice(2));
  const { against, names, regimes: wanted } = options;
  if (against !== undefined) {
    await compareAll(options, against);
    return;
  }
  const areMet = [
    names.length === 0 || (await measureAll(options)),
    wanted === undefined || (await measureRegimes(wanted)),
  ];
  process.exitCode = areMet.every(Boolean) ? 0 : 1;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
