/** How values are sorted, on the page as in its lists. */
import type { Column, Value } from '../model/table';

const collator = new Intl.Collator('en', { numeric: true });

export function compareTexts(a: string, b: string): number {
  return collator.compare(a, b);
}

/**
 * What is not known comes last in both directions.
 *
 * @param values of the whole column; what is compared is among them
 */
export function comparer(
  { kind }: Pick<Column, 'kind'>,
  values: readonly Value[],
  isDescending: boolean,
): (a: Value, b: Value) => number {
  const sign = isDescending ? -1 : 1;
  if (kind === 'number' || kind === 'time') {
    return unknownLast((a, b) => sign * (Number(a) - Number(b)));
  }
  const ranks = ranksOf(values);
  const rank = (value: Value) => ranks.get(value) ?? 0;
  return unknownLast((a, b) => sign * (rank(a) - rank(b)));
}

function unknownLast(
  compare: (a: Value, b: Value) => number,
): (a: Value, b: Value) => number {
  return (a, b) =>
    a === undefined || b === undefined
      ? (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0)
      : compare(a, b);
}

const knownRanks = new WeakMap<readonly Value[], ReadonlyMap<Value, number>>();

/** The place of each text of a column among all: to compare texts takes long, and sorting does it often. */
export function ranksOf(values: readonly Value[]): ReadonlyMap<Value, number> {
  const known = knownRanks.get(values);
  if (known) {
    return known;
  }
  const texts = [...new Set(values)].sort(
    unknownLast((a, b) => compareTexts(String(a), String(b))),
  );
  const ranks = new Map(texts.map((text, place) => [text, place]));
  knownRanks.set(values, ranks);
  return ranks;
}
