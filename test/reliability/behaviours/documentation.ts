/** The generated parts about the matrix of behaviors, from what is foreseen; the tests assert that it comes so. */
import {
  markdownTable,
  replaceGenerated,
} from '../../../scripts/document/markers';
import {
  allCases,
  refusedExports,
  singleOddities,
  type Case,
  type CaseGroup,
} from './cases';
import { installStates, sizes, times } from './lacking';
import { lossesOf, type Loss } from './losses';
import { namedOddities } from './named';
import { settingNames, settings, type SettingName } from './settings';
import { nameOf } from './world';
import type { Oddities } from './doubts';

/** Pairs are others for another seed, as many as make no difference here. */
const countedSeed = 1;

/**
 * In the summary.
 *
 * @throws when the part is missing from the document
 */
export function withBehavioursCount(markdown: string): string {
  return replaceGenerated(
    markdown,
    'behaviours-count',
    countsOf(allCases(countedSeed)),
  );
}

/**
 * In the page of the tables.
 *
 * @throws when a part is missing from the document
 */
export function withBehaviours(markdown: string): string {
  const cases = allCases(countedSeed);
  const parts: Readonly<Record<string, string>> = {
    'behaviours-alone': aloneTable(cases),
    'behaviours-named': namedTable(cases),
    'behaviours-apart': apartTable(cases),
  };
  return Object.entries(parts).reduce(
    (text, [name, content]) => replaceGenerated(text, name, content),
    markdown,
  );
}

function countsOf(cases: readonly Case[]): string {
  const count = (group: CaseGroup) =>
    cases.filter((each) => each.group === group).length;
  return (
    `${count('alone')} cases have one answer that is not the probable one, or none; ${count('withoutExports')} have the same and no exports; ` +
    `${count('named')} are combinations of several answers; ${count('pairs')} (with seed ${countedSeed}) have every pair of answers to two questions.`
  );
}

function aloneTable(cases: readonly Case[]): string {
  const withoutExports = settingNames.filter((name) =>
    cases.some((it) => it.setting === name && it.group === 'withoutExports'),
  );
  const columns = [
    ...settingNames.map((name) => ['alone', name] as const),
    ...withoutExports.map((name) => ['withoutExports', name] as const),
  ];
  return markdownTable(
    ['Answer', ...columns.map(([group, name]) => heading(group, name))],
    singleOddities.map((oddities) => [
      nameOf(oddities),
      ...columns.map(([group, setting]) =>
        outcomeOf(
          findCase(
            cases,
            setting,
            group === 'alone' ? oddities : { ...refusedExports, ...oddities },
            group,
          ),
        ),
      ),
    ]),
  );
}

function heading(group: CaseGroup, name: SettingName): string {
  const { title } = settings[name];
  return group === 'withoutExports' ? `${title}, no exports` : title;
}

function namedTable(cases: readonly Case[]): string {
  return markdownTable(
    ['Answers', ...settingNames.map((name) => settings[name].title)],
    namedOddities.map((oddities) => [
      nameOf(oddities),
      ...settingNames.map((setting) =>
        outcomeOf(findCase(cases, setting, oddities, 'named')),
      ),
    ]),
  );
}

function findCase(
  cases: readonly Case[],
  setting: SettingName,
  oddities: Oddities,
  group: CaseGroup,
): Case | undefined {
  const name = nameOf(oddities);
  return cases.find(
    (each) =>
      each.group === group && each.setting === setting && each.name === name,
  );
}

/** `partial: states of compliance policies` */
function outcomeOf(each: Case | undefined): string {
  if (!each) {
    return '';
  }
  const losses = lossesOf(settings[each.setting], each.oddities);
  const describe = (kind: string, of: readonly Loss[]) =>
    of.length > 0 ? [`${kind}: ${of.map(({ what }) => what).join(', ')}`] : [];
  const partial = losses.filter(({ isPartial }) => isPartial);
  const parts = [
    ...describe(
      'partial',
      partial.filter(({ isSure }) => isSure),
    ),
    ...describe(
      'partial or same',
      partial.filter(({ isSure }) => !isSure),
    ),
    ...describe(
      'event',
      losses.filter(({ isPartial }) => !isPartial),
    ),
  ];
  return parts.join('; ') || 'same';
}

/** What may be missing at all, in any case. */
function apartTable(cases: readonly Case[]): string {
  const losses = cases.flatMap((each) =>
    lossesOf(settings[each.setting], each.oddities),
  );
  const kinds = new Map(
    losses
      .map(
        (loss) =>
          [`${loss.step} ${loss.what} ${loss.isPartial}`, loss] as const,
      )
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return markdownTable(
    ['What may be missing', 'The result'],
    [
      ...[...kinds.values()].map(({ what, step, isPartial }) => [
        what,
        isPartial
          ? `\`${step}\` fails, its types are partial, and an event counts what is missing`
          : `an event of \`${step}\` counts what is missing`,
      ]),
      ...[sizes, times, installStates].map(({ what, because }) => [
        what,
        `the property is absent: ${because}`,
      ]),
    ],
  );
}
