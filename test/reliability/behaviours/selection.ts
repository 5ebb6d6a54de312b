/** Which cases run: all of them by `npm run matrix`, or a part that still has every answer. */
import { casesOf, type Case, type CaseGroup } from './cases';
import type { SettingName } from './settings';

/** `WHOLE`: all cases. */
export const CASES_VARIABLE = 'MATRIX_CASES';
export const WHOLE = 'whole';
/** A file that gets each result as a line of JSON. */
export const RESULTS_VARIABLE = 'MATRIX_RESULTS';
/** A number; another one makes other pairs. */
export const SEED_VARIABLE = 'MATRIX_SEED';

const DEFAULT_SEED = 1;

export interface Selection {
  readonly isWhole: boolean;
  readonly seed: number;
}

/** @throws RangeError */
export function readSelection(environment: NodeJS.ProcessEnv): Selection {
  const seed = Number(environment[SEED_VARIABLE] ?? DEFAULT_SEED);
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`${SEED_VARIABLE} must be a whole number`);
  }
  return { seed, isWhole: environment[CASES_VARIABLE] === WHOLE };
}

/**
 * How many cases of each group are in the part, the first ones. The first rows
 * of pairs have the most that is new, and together every answer.
 */
const part: Readonly<Record<SettingName, Record<CaseGroup, number>>> = {
  small: { alone: 1, withoutExports: 0, named: 1, pairs: 14 },
  matrix: { alone: 1, withoutExports: 0, named: Infinity, pairs: 5 },
  exportsFirst: { alone: 1, withoutExports: 0, named: 0, pairs: 6 },
  listsFirst: { alone: 1, withoutExports: 0, named: 0, pairs: 2 },
};

export function selectCases(
  setting: SettingName,
  { isWhole, seed }: Selection,
): Case[] {
  const cases = casesOf(setting, seed);
  if (isWhole) {
    return cases;
  }
  return (Object.keys(part[setting]) as CaseGroup[]).flatMap((group) =>
    cases.filter((each) => each.group === group).slice(0, part[setting][group]),
  );
}
