/** Runs in a row in one folder, which are killed: whatever the moment, the latest result is whole. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { generateTenant, startEmulator } from '../../test/emulator';
import { createRandom, type Random } from '../../test/emulator/tenant/random';
import { startCollecting, type Started } from '../../test/endToEnd/commandLine';
import { expectedGraph } from '../../test/endToEnd/expectedGraph';
import { graphOf } from '../../test/endToEnd/graphOf';
import { createWorkspace, type Workspace } from '../../test/endToEnd/workspace';
import { missingAs } from '../runs/fileErrors';
import { RESULT_NAME, RUNS_NAME } from '../runs/layout';

export interface SoakOfRuns {
  /** After a first one, which nobody kills. */
  readonly rounds: number;
  readonly seed: number;
  readonly print: (text: string) => void;
}

const signals = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
const KEEP = 3;
/** How long putting a result in place may take. */
const LAST_MOMENTS_MS = 60;
const LOOK_EVERY_MS = 2;

/** @returns how many rounds left something else than a whole result */
export async function soakRuns({
  rounds,
  seed,
  print,
}: SoakOfRuns): Promise<number> {
  const tenant = generateTenant({ size: 'small' });
  const expected = expectedGraph(tenant);
  const random = createRandom(seed, Date.now());
  const emulator = await startEmulator({ tenant, exportPolls: 0 });
  const workspace = await createWorkspace(emulator);
  const start = () => startCollecting(workspace, ['--keep', String(KEEP)]);
  let wrong = 0;
  const judge = async (round: string, ended: string) => {
    const { summary, ...graph } = await workspace.results();
    const isWhole =
      summary?.run?.verdict === 'complete' &&
      isDeepStrictEqual(graphOf(graph), expected);
    wrong += isWhole ? 0 : 1;
    print(
      `${round}: ${ended}; the latest is ${isWhole ? `whole, ${summary.run?.id}` : 'NOT WHOLE'}`,
    );
  };
  try {
    const before = performance.now();
    await judge('unharmed', await endingOf(await start()));
    const usualMs = performance.now() - before;
    for (let round = 1; round <= rounds; round += 1) {
      const started = await start();
      const moment = await killSomeTime(started, workspace, random, usualMs);
      await judge(`round ${round}`, `${moment}, ${await endingOf(started)}`);
    }
    await judge('unharmed', await endingOf(await start()));
    const kept = await readdir(path.join(workspace.folder, RUNS_NAME));
    // As many results, as many that did not reach their end, and the latest good one.
    wrong += kept.length > 2 * KEEP + 1 ? 1 : 0;
    print(`${kept.length} runs are kept.`);
  } finally {
    await workspace.remove();
    await emulator.close();
  }
  return wrong;
}

/** Half of them while the result is put in place, which takes a moment only. */
async function killSomeTime(
  { child, ended }: Started,
  workspace: Workspace,
  random: Random,
  usualMs: number,
): Promise<string> {
  const signal = random.pick(signals);
  if (random.chance(0.5)) {
    const ms = Math.round(random.next() * usualMs);
    await Promise.race([setTimeout(ms), ended]);
    child.kill(signal);
    return `${signal} after ${ms} ms`;
  }
  const ms = Math.round(random.next() * LAST_MOMENTS_MS);
  while (child.exitCode === null && !(await isAtItsEnd(workspace))) {
    await setTimeout(LOOK_EVERY_MS);
  }
  await setTimeout(ms);
  child.kill(signal);
  return `${signal} ${ms} ms after the summary`;
}

/** Whether the SDK has written its summary, and the result is not in its place yet. */
async function isAtItsEnd({ folder }: Workspace): Promise<boolean> {
  const runs = path.join(folder, RUNS_NAME);
  const unfinished = (await readdir(runs).catch(missingAs<string[]>([])))
    .filter((name) => name.endsWith('.unfinished'))
    .sort()
    .at(-1);
  const result = path.join(runs, unfinished ?? '', RESULT_NAME);
  const files = await readdir(result).catch(missingAs<string[]>([]));
  return files.includes('summary.json');
}

async function endingOf({ ended }: Started): Promise<string> {
  const { exitCode, signal } = await ended;
  return signal ?? `exit ${exitCode}`;
}
