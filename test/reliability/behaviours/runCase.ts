/** Runs a case, and says what came of it. */
import { startEmulator } from '../../emulator';
import type { CollectedGraph } from '../memoryStore';
import { failedSteps } from '../outcome';
import { createLogin, runIntegration, type Run } from '../runIntegration';
import type { Case } from './cases';
import type { Oddities } from './doubts';
import { lackingIn } from './lacking';
import { lossesOf } from './losses';
import { settings, type Setting } from './settings';
import { complaintsOf, isOfLoss } from './verdict';
import { conditionsOf } from './world';

/** A row of what `npm run matrix` prints. */
export interface CaseResult {
  readonly case: Case;
  /** `same`, `event` when nothing but an event came of it, or the steps that are partial. */
  readonly outcome: string;
  readonly events: readonly string[];
  /** Everything that is not as it should be. */
  readonly complaints: readonly string[];
}

export async function runWith(
  { tenant }: Setting,
  oddities: Oddities,
): Promise<Run> {
  const { options, run } = conditionsOf(oddities);
  const emulator = await startEmulator({ exportPolls: 1, ...options, tenant });
  try {
    return await runIntegration(emulator, {
      credential: createLogin(emulator),
      ...run,
    });
  } finally {
    await emulator.close();
  }
}

/** @param whole the graph that the probable answers give */
export async function runCase(
  each: Case,
  whole: CollectedGraph,
): Promise<CaseResult> {
  const setting = settings[each.setting];
  const prediction = {
    losses: lossesOf(setting, each.oddities),
    lacking: lackingIn(setting, each.oddities),
  };
  const run = await runWith(setting, each.oddities);
  const events = run.published.filter(isOfLoss);
  return {
    case: each,
    outcome: outcomeOf(run, events.length),
    events: events.map(({ description }) => description),
    complaints: complaintsOf(run, whole, prediction),
  };
}

function outcomeOf(run: Run, eventCount: number): string {
  const failed = failedSteps(run);
  if (failed.length > 0) {
    return `partial: ${failed.join(', ')}`;
  }
  return eventCount > 0 ? 'event' : 'same';
}
