/** The regimes in one table, as Markdown. */
import { spreadOf, type Spread } from '../comparison';
import { count, ratio, seconds, table } from '../markdown';
import { floorMs } from '../measurement';
import { valuesOf, type RegimeResult, type RegimeRun } from './regimeResult';
import { regimes } from './regimes';

type Render = (value: number) => string;

const MEBIBYTE = 1_024 * 1_024;
const mebibytes: Render = (bytes) => `${Math.round(bytes / MEBIBYTE)} MiB`;
const percent: Render = (share) => `${(share * 100).toFixed(1)} %`;

/** Shown in each run, and then as its spread. */
const columns: readonly (readonly [
  title: string,
  valueOf: (run: RegimeRun) => number | undefined,
  render: Render,
])[] = [
  ['Wall', (run) => run.process.wallMs, seconds],
  ['Floor', (run) => floorMs(run.floors), seconds],
  ['Wall / floor', wallToFloor, ratio],
  ['First request', (run) => run.firstRequestMs, seconds],
  ['HTTP requests', (run) => run.requests.http, count],
  ['Requests', (run) => run.requests.inner, count],
  ['Refused', (run) => run.requests.refused, count],
  ['Refused / requests', refusedShare, percent],
  ['CPU', (run) => run.process.cpuMs, seconds],
  ['Peak', (run) => run.process.peakRssBytes, mebibytes],
  ['Floor of what was charged', (run) => run.chargedFloorMs, seconds],
];

export function wallToFloor({ process, floors }: RegimeRun): number {
  return process.wallMs / floorMs(floors);
}

/** Of all requests, those inside batches one by one. */
export function refusedShare({ requests }: RegimeRun): number {
  return requests.refused / requests.inner;
}

/** A row for each regime, in the order given. */
export function renderRegimes(results: readonly RegimeResult[]): string {
  return table(
    ['Regime', 'Tenant', 'Runs', ...columns.map(([title]) => title)],
    results.map((result) => [
      regimes[result.regime].title,
      result.size,
      count(result.runs.length),
      ...columns.map(([, valueOf, render]) =>
        renderSpread(
          valuesOf(result, (run) => valueOf(run) ?? NaN),
          render,
        ),
      ),
    ]),
  );
}

/** Nothing where it is not known. */
function renderSpread(values: readonly number[], render: Render): string {
  if (values.some(Number.isNaN)) {
    return '';
  }
  const { min, median, max }: Spread = spreadOf(values);
  const [least, middle, most] = [min, median, max].map(render);
  return least === most ? middle : `${least} - **${middle}** - ${most}`;
}

/** A line for each step that failed: a run without it is no measure. */
export function renderFailures(results: readonly RegimeResult[]): string {
  const lines = results.flatMap(({ regime, runs }) =>
    runs
      .flatMap(({ failedSteps }) => failedSteps)
      .map((step) => `- ${regimes[regime].title}: ${step} failed.`),
  );
  return [...new Set(lines)].join('\n');
}

/** What the numbers were made with, one line for each difference. */
export function renderOrigins(results: readonly RegimeResult[]): string {
  const origins = results.map(
    ({ commit, cpus, machine = 'unknown machine', node }) =>
      `Commit ${commit}, Node.js ${node}, ${cpus} CPUs (${machine}).`,
  );
  return [...new Set(origins)].join('\n');
}
