/** A comparison in a few lines: counts first, then properties and examples. */
import { formatCount, formatQuantity } from '../collect/numbers';
import type {
  Comparison,
  PropertyDifference,
  TypeDifference,
} from './comparison';

/** Lines that a section has at most; the rest is counted. */
const MOST_TYPES = 100;
const MOST_PROPERTIES = 25;
const MOST_PAIRS = 25;
/** Keys may be long, and have anything in them. */
const MOST_CHARACTERS = 120;

/** @param title Entities or relationships */
export function describeComparison(
  title: string,
  { types, retyped, nameless }: Comparison,
): string {
  const byName = [...types].sort(([a], [b]) => (a < b ? -1 : 1));
  const changed = byName.filter(([, type]) => isChanged(type));
  const pairs = [...retyped].sort((a, b) => b.count - a.count);
  const sections = [
    [title, ...countTable(byName)],
    pairs.length > 0
      ? [
          'The same key, another type',
          ...limited(pairs, MOST_PAIRS, ({ from, to, count, key }) => [
            `  ${printable(from)} -> ${printable(to)}: ${formatCount(count)}, such as ${printable(key)}`,
          ]),
        ]
      : [],
    ...limited(changed, MOST_TYPES, ([name, type]) => [
      [printable(name), ...exampleLines(type), ...propertyLines(type)].join(
        '\n',
      ),
    ]).map((text) => [text]),
    nameless > 0
      ? [`Without a key or a type: ${formatQuantity(nameless, 'object')}.`]
      : [],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function isChanged(type: TypeDifference): boolean {
  return type.changed + type.appeared + type.disappeared > 0;
}

const columns = [
  'older',
  'newer',
  'same',
  'changed',
  'appeared',
  'disappeared',
] as const;

function countTable(types: readonly [string, TypeDifference][]): string[] {
  const shown = types.slice(0, MOST_TYPES);
  const width = Math.max(0, ...shown.map(([name]) => printable(name).length));
  const row = (name: string, cells: readonly string[]) =>
    `  ${name.padEnd(width)}${cells.map((cell) => cell.padStart(13)).join('')}`;
  return [
    row('', columns),
    ...limited(types, MOST_TYPES, ([name, type]) => [
      row(
        printable(name),
        columns.map((column) => formatCount(type[column])),
      ),
    ]),
  ];
}

function exampleLines(type: TypeDifference): string[] {
  return (['appeared', 'disappeared'] as const).flatMap((what) => {
    const keys = type[`${what}Keys`];
    return keys.length > 0
      ? [
          `  ${what}: ${formatCount(type[what])}, such as`,
          ...keys.map((key) => `    ${printable(key)}`),
        ]
      : [];
  });
}

function propertyLines({ properties }: TypeDifference): string[] {
  const ranked = [...properties].sort(
    ([a, one], [b, other]) => total(other) - total(one) || (a < b ? -1 : 1),
  );
  return limited(ranked, MOST_PROPERTIES, ([name, difference]) => [
    `  ${printable(name)}: ${describeProperty(difference)}`,
  ]);
}

const total = ({ lost, gained, changed }: PropertyDifference) =>
  lost + gained + changed;

function describeProperty({
  lost,
  gained,
  changed,
}: PropertyDifference): string {
  const parts: [number, string][] = [
    [changed, 'other value'],
    [gained, 'newer only'],
    [lost, 'older only'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${what} ${formatCount(count)}`)
    .join(', ');
}

function limited<Item>(
  items: readonly Item[],
  most: number,
  linesOf: (item: Item) => string[],
): string[] {
  const left = items.length - most;
  return [
    ...items.slice(0, most).flatMap(linesOf),
    ...(left > 0 ? [`  and ${formatCount(left)} more`] : []),
  ];
}

/** Without what would move the cursor of a terminal. */
function printable(text: string): string {
  const plain = text.replace(/\p{C}/gu, '?');
  return plain.length > MOST_CHARACTERS
    ? `${plain.slice(0, MOST_CHARACTERS)}…`
    : plain;
}
