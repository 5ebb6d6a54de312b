/** How values are sorted, on the page as in its lists. */
import type { Column, Value } from '../model/table';

const collator = new Intl.Collator('en', { numeric: true });

export function compareTexts(a: string, b: string): number {
  return collator.compare(a, b);
}

/** What is not known comes last in both directions. */
export function comparer(
  { kind }: Pick<Column, 'kind'>,
  isDescending: boolean,
): (a: Value, b: Value) => number {
  const sign = isDescending ? -1 : 1;
  const compare =
    kind === 'number' || kind === 'time'
      ? (a: Value, b: Value) => Number(a) - Number(b)
      : (a: Value, b: Value) => compareTexts(String(a), String(b));
  return (a, b) => {
    if (a === undefined || b === undefined) {
      return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0);
    }
    return sign * compare(a, b);
  };
}
