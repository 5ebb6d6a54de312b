/** How far a step is, where the tenant's own counts say how much it has to do. */
import { stepIds } from '../../src/run/stepIds';
import type { RunningProgress, TypeCounts } from '../../src/run/progress/meter';
import type { LogLine } from './logLines';

/** Every device has one, and comes with it. */
export const HOST_AGENT_TYPE = 'intune_host_agent';

export interface StepProgress {
  readonly step: string;
  /** Objects that were collected. */
  readonly done: number;
  /** What the tenant counts of them; undefined where it does not say. */
  readonly expected?: number;
  /** Objects in a second, lately. */
  readonly perSecond: number;
  /** At the speed since the step began. */
  readonly remainingSeconds?: number;
}

type Counts = Pick<LogLine, 'users' | 'groups' | 'devices'>;

/** Of the steps that collect what the tenant counts. */
const countNames: Readonly<Record<string, keyof Counts>> = {
  [stepIds.users]: 'users',
  [stepIds.groups]: 'groups',
  [stepIds.managedDevices]: 'devices',
};

/** @param counts zero or undefined for what the tenant does not say */
export function stepProgress(
  step: string,
  progress: RunningProgress,
  counts: Counts,
): StepProgress {
  const { entities, relationships, perSecond, seconds } = progress;
  const collected = sum(entities) - (entities[HOST_AGENT_TYPE] ?? 0);
  const done = collected || sum(relationships);
  const name = countNames[step] as keyof Counts | undefined;
  const expected = (name && counts[name]) || undefined;
  return {
    step,
    done,
    ...(expected !== undefined && { expected }),
    perSecond: collected > 0 ? perSecond.entities : perSecond.relationships,
    ...(expected !== undefined &&
      done > 0 && {
        remainingSeconds: Math.round(
          (Math.max(0, expected - done) * seconds) / done,
        ),
      }),
  };
}

function sum(counts: TypeCounts): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
