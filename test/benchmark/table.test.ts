import { sampleMeasurement } from './sampleMeasurement';
import { renderTable, renderVerdict } from './table';

const lineOf = (text: string, title: string) =>
  text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .find((cells) => cells[1] === title)
    ?.slice(2, -1);

test.each([
  ['Objects', '100,000', '1,000,000'],
  ['Wall time', '10.0 s', '10.0 s'],
  ['Regime', 'plain', 'plain'],
  ['Wall / floor', '1.11', '1.11'],
  ['Wall above the floor', '1.0 s', '1.0 s'],
  ['Floor: exports', '0.0 s', '0.0 s'],
  ['CPU / 100,000 objects', '8.0 s', '0.8 s'],
  ['Peak RSS', '300 MiB', '300 MiB'],
  ['429 / requests', '0.00 %', '0.00 %'],
  ['Tenant, seed', 'medium, 1', 'medium, 1'],
])('%s has a column for each scenario', (title, ...expected) => {
  const text = renderTable([
    sampleMeasurement(),
    sampleMeasurement({
      scenario: 'large',
      objects: { entities: 0, relationships: 1_000_000 },
    }),
  ]);
  expect(lineOf(text, '')).toEqual(['medium', 'large']);
  expect(lineOf(text, title)).toEqual(expected);
});

test('all lines of a table are equally long', () => {
  const lines = renderTable([sampleMeasurement()]).split('\n');
  expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
});

test.each([
  [1.299, ['CPU', '1.3', '1.3', 'met']],
  [1.31, ['CPU', '1.31', '1.3', 'MISSED']],
])('a bound with %d is told in words', (value, expected) => {
  const text = renderVerdict([
    { scenario: 'medium', name: 'CPU', value, most: 1.3 },
  ]);
  expect(lineOf(text, 'medium')).toEqual(expected);
});
