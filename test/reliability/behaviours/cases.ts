/** All cases of the matrix of behaviours, as data. */
import { coveringArray } from './covering';
import { answersTo, doubtNames, type Oddities, type World } from './doubts';
import { namedOddities } from './named';
import { settingNames, type SettingName } from './settings';
import { nameOf, odditiesOf } from './world';

export type CaseGroup =
  /** One answer that is not the probable one; none at first. */
  | 'alone'
  /** The same, with all exports refused. */
  | 'withoutExports'
  /** Combinations that somebody thought of. */
  | 'named'
  /** Together, every pair of answers. */
  | 'pairs';

export interface Case {
  readonly name: string;
  readonly group: CaseGroup;
  readonly setting: SettingName;
  readonly oddities: Oddities;
}

export const refusedExports: Oddities = { 'export permission': 'nobody' };

/** Each answer that is not the probable one. */
export const singleOddities: readonly Oddities[] = doubtNames.flatMap((doubt) =>
  answersTo(doubt)
    .slice(1)
    .map((answer): Oddities => ({ [doubt]: answer })),
);

export function allCases(seed: number): Case[] {
  return settingNames.flatMap((setting) => casesOf(setting, seed));
}

export function casesOf(setting: SettingName, seed: number): Case[] {
  const toCases = (group: CaseGroup, list: readonly Oddities[]): Case[] =>
    list.map((oddities) => ({
      name: nameOf(oddities),
      group,
      setting,
      oddities,
    }));
  return [
    ...toCases('alone', [{}, ...singleOddities]),
    ...toCases('withoutExports', withoutExports(setting)),
    ...toCases('named', namedOddities),
    ...toCases('pairs', pairs(seed + settingNames.indexOf(setting))),
  ];
}

/** Without exports it makes no difference whether they would come first. */
function withoutExports(setting: SettingName): Oddities[] {
  return setting === 'exportsFirst' || setting === 'listsFirst'
    ? []
    : singleOddities
        .filter((oddities) => !('export permission' in oddities))
        .map((oddities) => ({ ...refusedExports, ...oddities }));
}

function pairs(seed: number): Oddities[] {
  const counts = doubtNames.map((doubt) => answersTo(doubt).length);
  return coveringArray(counts, seed).map((row) => {
    const world = Object.fromEntries(
      row.map((answer, index) => {
        const doubt = doubtNames[index];
        return [doubt, answersTo(doubt)[answer]];
      }),
    );
    return odditiesOf(world as World);
  });
}
