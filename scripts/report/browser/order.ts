/** How values are sorted, on the page as in its lists. */
import type { Column, Value } from '../model/table';
import type { CodedColumn } from './coded';

const collator = new Intl.Collator('en', { numeric: true });

export function compareTexts(a: string, b: string): number {
  return collator.compare(a, b);
}

/** Browsers compare texts much faster by it, but it sorts 10 before 9. */
const plainCollator = new Intl.Collator('en');
/** Longer numbers are rare. */
const DIGITS = 15;
/** Numbers that cannot be filled up: too long, or in digits of another script. */
const unusualNumber = new RegExp(`\\d{${DIGITS + 1}}|(?!\\d)\\p{Nd}`, 'u');

/** In the order of `compareTexts`: where all numbers have one length, the faster collator has the same. */
export function sortTexts(texts: readonly string[]): string[] {
  if (texts.some((text) => unusualNumber.test(text))) {
    return [...texts].sort(compareTexts);
  }
  return texts
    .map((text) => ({
      text,
      key: text.replace(/\d+/g, (digits) => digits.padStart(DIGITS, '0')),
    }))
    .sort((a, b) => plainCollator.compare(a.key, b.key))
    .map(({ text }) => text);
}

/**
 * What is not known comes last in both directions, and rows of one value stay in
 * the order of the table.
 *
 * @returns a new array
 */
export function sortRows(
  rows: readonly number[],
  column: Pick<Column, 'kind'>,
  coded: CodedColumn,
  isDescending: boolean,
): number[] {
  const places = placesOf(column, coded.values);
  const keys = isDescending
    ? places.map((place) => (place === UNKNOWN ? place : -place))
    : places;
  const { at } = coded;
  const keyOf = at ? Float64Array.from(at, (place) => keys[place]) : keys;
  return [...rows].sort((a, b) => keyOf[a] - keyOf[b] || a - b);
}

const UNKNOWN = Infinity;
const knownPlaces = new WeakMap<readonly Value[], Float64Array>();

/** Numbers in the order of the values: to compare texts takes long, and sorting does it often. */
export function placesOf(
  { kind }: Pick<Column, 'kind'>,
  values: readonly Value[],
): Float64Array {
  const known = knownPlaces.get(values);
  if (known) {
    return known;
  }
  const placeOf =
    kind === 'number' || kind === 'time' ? Number : placesOfTexts(values);
  const places = Float64Array.from(values, (value) =>
    value === undefined ? UNKNOWN : placeOf(value),
  );
  knownPlaces.set(values, places);
  return places;
}

function placesOfTexts(values: readonly Value[]): (value: Value) => number {
  const texts = new Set<string>();
  for (const value of values) {
    if (value !== undefined) {
      texts.add(String(value));
    }
  }
  const places = new Map(
    sortTexts([...texts]).map((text, place) => [text, place]),
  );
  return (value) => places.get(String(value)) ?? UNKNOWN;
}
