/** One answer to each doubt, as the options of an emulator and of a run. */
import type { EmulatorOptions } from '../../emulator';
import type { RunOptions } from '../runIntegration';
import {
  answersTo,
  doubtNames,
  effectOf,
  type Doubt,
  type Effect,
  type Oddities,
  type World,
} from './doubts';

export interface Conditions {
  readonly options: Partial<EmulatorOptions>;
  readonly run: RunOptions;
}

/** The probable answers, but for these. */
export function worldOf(oddities: Oddities): World {
  const probable = Object.fromEntries(
    doubtNames.map((doubt) => [doubt, answersTo(doubt)[0]]),
  ) as World;
  return { ...probable, ...oddities };
}

/** Only what is not the probable answer. */
export function odditiesOf(world: World): Oddities {
  const odd = doubtNames
    .map((doubt) => [doubt, world[doubt]] as const)
    .filter(([doubt, answer]) => answer !== answersTo(doubt)[0]);
  return Object.fromEntries(odd) as Oddities;
}

/** `export permission: nobody, pages: short` */
export function nameOf(oddities: Oddities): string {
  const parts = Object.entries(oddities).map(
    ([doubt, answer]) => `${doubt}: ${answer}`,
  );
  return parts.join(', ') || 'the probable answers';
}

export function conditionsOf(oddities: Oddities): Conditions {
  const effects = (Object.keys(oddities) as Doubt[])
    .map((doubt) => [doubt, oddities[doubt]] as const)
    .flatMap(([doubt, answer]) => (answer ? [effectOf(doubt, answer)] : []));
  return {
    options: effects.reduce(merge, {
      exportOutcome: outcomeBy(effects),
    }),
    run: Object.assign({}, ...effects.map(({ run }) => run)) as RunOptions,
  };
}

/** Several answers refuse exports, or reports: all of them are refused. */
function merge(
  before: Partial<EmulatorOptions>,
  { options = {} }: Effect,
): Partial<EmulatorOptions> {
  const { refusedExports, refusedReports } = before;
  return {
    ...before,
    ...options,
    refusedExports: { ...refusedExports, ...options.refusedExports },
    refusedReports: { ...refusedReports, ...options.refusedReports },
  };
}

function outcomeBy(
  effects: readonly Effect[],
): EmulatorOptions['exportOutcome'] {
  const outcomes: NonNullable<Effect['outcomes']> = Object.assign(
    {},
    ...effects.map((effect) => effect.outcomes),
  );
  return (reportName, attempt) =>
    outcomes[reportName]?.(attempt) ?? 'completed';
}
