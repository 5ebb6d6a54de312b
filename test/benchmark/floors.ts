/** What a run must wait for at least, whatever the integration does. */
import type { Floors } from './measurement';
import { longestPageChain } from './pageChain';
import type { EmulatorReport } from './processes/messages';
import { regimes } from './regimes/regimes';
import type { Scenario } from './scenarios';
import type { SourceChoice } from './sources/cheapestChoice';

/** The login, the post of the job, the poll that tells where its file is, and the download. */
const REQUESTS_OF_AN_EXPORT = 4;

/** There is no choice of source for the directory: what the run was charged. */
const WITHOUT_CHOICE = ['directory', 'signInActivity'];

/** @param storeMs how long the SDK alone took */
export function floorsOf(
  { exportDurationMs, regime }: Pick<Scenario, 'exportDurationMs' | 'regime'>,
  choice: SourceChoice,
  { requests, throttling }: Pick<EmulatorReport, 'requests' | 'throttling'>,
  storeMs: number,
): Floors {
  const { latencyMs } = regimes[regime];
  const exports = choice.quotas.some(({ name }) => name === 'exportJobs');
  const exportChain = exports ? REQUESTS_OF_AN_EXPORT : 0;
  return {
    quotaMs: Math.max(
      choice.waitingMs,
      ...WITHOUT_CHOICE.map((name) => throttling.quotaFloorsMs[name] ?? 0),
    ),
    pageChainMs: Math.max(longestPageChain(requests), exportChain) * latencyMs,
    exportMs: exports ? exportChain * latencyMs + exportDurationMs : 0,
    storeMs,
  };
}
