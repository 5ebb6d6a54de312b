/** Runs the integrations of two checkouts alternately, against the emulator of this one. */
import { collectScenario } from './collectScenario';
import type { ComparedRun, Pair } from './comparison';
import { seconds } from './markdown';
import { countObjects } from './measurement';
import { countRequests } from './requestsOneAtATime';
import type { Progress } from './runScenario';
import type { Scenario } from './scenarios';
import { objectsOf } from './summary';
import type { Workspace } from './workspace';

/** An older integration knows the report of installations by its old name only. */
const SERVICE = { installReport: 'both' } as const;

export async function runPairs(
  scenario: Scenario,
  workspaces: Readonly<Record<keyof Pair, Workspace>>,
  count: number,
  progress: Progress,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const run = (side: keyof Pair) =>
    runOnce(scenario, workspaces[side], (text) =>
      progress(`pair ${pairs.length + 1}, ${side}: ${text}`),
    );
  while (pairs.length < count) {
    // What the machine does meanwhile must not always meet the same one first.
    if (pairs.length % 2 === 0) {
      const ours = await run('ours');
      pairs.push({ ours, theirs: await run('theirs') });
    } else {
      const theirs = await run('theirs');
      pairs.push({ ours: await run('ours'), theirs });
    }
  }
  return pairs;
}

async function runOnce(
  scenario: Scenario,
  workspace: Workspace,
  progress: Progress,
): Promise<ComparedRun> {
  progress('the integration');
  const { collected, report } = await collectScenario(
    { scenario, service: SERVICE },
    workspace,
  );
  const { http, inner } = countRequests(
    report.requests,
    new Set(report.exported),
    report.replaced,
  );
  const { usage, summary, failedSteps } = collected;
  progress(`wall ${seconds(usage.wallMs)}, CPU ${seconds(usage.cpuMs)}`);
  return {
    wallMs: usage.wallMs,
    cpuMs: usage.cpuMs,
    http,
    inner,
    objects: countObjects(objectsOf(summary)),
    failedSteps,
  };
}
