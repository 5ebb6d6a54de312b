/** `npm run benchmark`: runs the scenarios, prints the numbers, keeps them in `results/`, and fails when a bound is missed. */
import { parseArgs } from 'node:util';
import type { Measurement } from './measurement';
import { originOfRun } from './origin';
import { writeResults } from './results';
import { runScenario } from './runScenario';
import { scenarioNames, scenarios, type ScenarioName } from './scenarios';
import { renderTable, renderVerdict } from './table';
import { isMet, judge } from './verdict';
import { createWorkspace } from './workspace';

interface Options {
  readonly names: readonly ScenarioName[];
  readonly profileFolder?: string;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      scenario: { type: 'string', multiple: true, default: [...scenarioNames] },
      profile: { type: 'string' },
    },
  });
  const names = (values.scenario ?? []).map((wanted) => {
    const name = scenarioNames.find((each) => each === wanted);
    if (name === undefined) {
      throw new Error(`--scenario must be one of ${scenarioNames.join(', ')}.`);
    }
    return name;
  });
  return { names, profileFolder: values.profile };
}

async function main(): Promise<void> {
  const { names, profileFolder } = readOptions();
  const origin = originOfRun();
  const measurements: Measurement[] = [];
  for (const name of names) {
    const workspace = await createWorkspace(profileFolder);
    const progress = (text: string) => print(`${name}: ${text} ...`);
    measurements.push(
      await runScenario(scenarios[name], workspace, origin, progress),
    );
    // Kept when something fails: the logs are there.
    await workspace.remove();
  }
  const bounds = judge(measurements);
  print(`\n${renderTable(measurements)}\n\n${renderVerdict(bounds)}`);
  if (profileFolder === undefined) {
    await writeResults(measurements);
  }
  process.exitCode = bounds.every(isMet) ? 0 : 1;
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
