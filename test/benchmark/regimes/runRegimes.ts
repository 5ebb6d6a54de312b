/** Runs one tenant in several regimes, in turn, each time as a user does. */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { runAgainst, type ScenarioRun } from '../collectScenario';
import { floorsOf } from '../floors';
import type { Origin } from '../measurement';
import { unexpectedFailures } from '../processes/collectProcess';
import { runWholeProcess, type WholeRun } from '../processes/wholeProcess';
import { countRequests } from '../requestsOneAtATime';
import { storeAlone, type Progress } from '../runScenario';
import { scenarioIn, SEED, type Scenario } from '../scenarios';
import { cheapestChoice } from '../sources/cheapestChoice';
import { objectsOf } from '../summary';
import type { Workspace } from '../workspace';
import type { RegimeResult, RegimeRun } from './regimeResult';
import { regimes, type RegimeName } from './regimes';

export interface RegimesOptions {
  /** Whose tenant it is, but for regimes that have one of their own. */
  readonly scenario: Scenario;
  readonly names: readonly RegimeName[];
  /** One at least. */
  readonly rounds: number;
  /** The folder of the project that is run. */
  readonly checkout: string;
  readonly workspace: Workspace;
  readonly origin: Origin;
  readonly progress: Progress;
}

/**
 * Each round has a run of each regime, so that what the machine does meanwhile
 * meets all of them.
 *
 * @throws Error when a run failed as a whole
 */
export async function runRegimes(
  options: RegimesOptions,
): Promise<RegimeResult[]> {
  const { names, rounds } = options;
  const series = names.map((name) => new RegimeSeries(options, name));
  for (let round = 1; round <= rounds; round += 1) {
    for (const one of series) {
      await one.run(round);
    }
  }
  return series.map((one) => one.result());
}

class RegimeSeries {
  readonly #options: RegimesOptions;
  readonly #scenario: Scenario;
  readonly #runs: RegimeRun[] = [];
  #choice?: RegimeResult['choice'];
  #signInPages = 0;
  /** How long the SDK alone takes for this data, in milliseconds. */
  #storeMs?: number;

  constructor(options: RegimesOptions, name: RegimeName) {
    this.#options = options;
    this.#scenario = scenarioIn(options.scenario, name);
  }

  async run(round: number): Promise<void> {
    const { checkout, progress, rounds, workspace } = this.#options;
    const { regime } = this.#scenario;
    const folder = path.join(workspace.folder, 'answers');
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    progress(`${regime}, run ${round} of ${rounds}`);
    const run = await runAgainst(
      { scenario: this.#scenario, folder },
      workspace,
      (environment) => runWholeProcess(checkout, workspace.folder, environment),
    );
    if (this.#storeMs === undefined) {
      progress(`${regime}, the SDK alone`);
      const stored = await storeAlone(workspace, folder, run.collected);
      this.#storeMs = stored.usage.wallMs;
    }
    this.#signInPages = run.report.counts.signInPages;
    this.#choice = cheapestChoice(run.report.counts, regime);
    this.#runs.push(measure(this.#scenario, this.#choice, run, this.#storeMs));
  }

  result(): RegimeResult {
    const { regime, size } = this.#scenario;
    if (this.#choice === undefined) {
      throw new TypeError('A regime needs one run at least.');
    }
    return {
      ...this.#options.origin,
      regime,
      size,
      seed: SEED,
      signInPages: this.#signInPages,
      choice: this.#choice,
      runs: this.#runs,
    };
  }
}

function measure(
  scenario: Scenario,
  choice: RegimeResult['choice'],
  { collected, report }: ScenarioRun<WholeRun>,
  storeMs: number,
): RegimeRun {
  const { http, inner } = countRequests(
    report.requests,
    new Set(report.exported),
    report.replaced,
  );
  const { throttling, firstRequestAt = Infinity } = report;
  return {
    process: collected.process,
    firstRequestMs: firstRequestAt - collected.process.startedAt,
    floors: floorsOf(scenario, choice, report, storeMs),
    chargedFloorMs: throttling.quotaFloorMs,
    objects: objectsOf(collected.summary),
    requests: {
      http,
      inner,
      refused: throttling.buckets.reduce(
        (sum, { refused }) => sum + refused,
        0,
      ),
    },
    failedSteps: unexpectedFailures(
      collected,
      regimes[scenario.regime].partialSteps,
    ),
    earlyRetries: throttling.earlyRetries,
  };
}
