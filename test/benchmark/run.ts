/**
 * `npm run benchmark`: runs the scenarios, prints the numbers, keeps them in
 * `results/`, and fails when a bound is missed; or compares with another checkout.
 */
import { runPairs } from './compare';
import { failuresOf, renderComparison } from './comparison';
import type { Measurement } from './measurement';
import { readOptions, type Options } from './options';
import { commitOf, originOfRun } from './origin';
import { writeResults } from './results';
import { runScenario } from './runScenario';
import { scenarios, type ScenarioName } from './scenarios';
import { renderChoices, renderTable, renderVerdict } from './table';
import { isMet, judge } from './verdict';
import { createWorkspace, projectRoot } from './workspace';

const progressOf = (name: ScenarioName) => (text: string) =>
  print(`${name}: ${text} ...`);

async function measureAll({ names, profileFolder }: Options): Promise<void> {
  const origin = originOfRun();
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
  process.exitCode = bounds.every(isMet) ? 0 : 1;
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

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const { against } = options;
  await (against === undefined
    ? measureAll(options)
    : compareAll(options, against));
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
