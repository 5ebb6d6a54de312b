/** Every table is split as csv-parse does it, wherever the text is cut. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { splitAfter, splitRecords } from './records';

/** With all that means something to CSV. */
const text = fc.string({
  unit: fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r\n', '""'),
  maxLength: 12,
});

const quotedCell = text.map((cell) => `"${cell.replaceAll('"', '""')}"`);

/** As Intune writes it: quotes inside, but not at the beginning. */
const bareCell = text
  .map((cell) => cell.replace(/[,\r\n]/g, '').replace(/^"+/, ''))
  .filter((cell) => cell !== '');

const row = fc.array(fc.oneof(quotedCell, bareCell), {
  minLength: 2,
  maxLength: 4,
});

const table = fc
  .tuple(fc.array(row), fc.constantFrom('\n', '\r\n'))
  .map(([rows, end]) => rows.map((cells) => cells.join(',') + end).join(''));

/** Whatever storage sends: empty lines, quotes that never end, half of a line. */
const anyText = fc.string({
  unit: fc.constantFrom('a', ',', '"', '\n', '\r\n'),
  maxLength: 30,
});

/** In pieces, as they come from a stream. */
function splitInPieces(whole: string, cuts: readonly number[]) {
  const records: string[][] = [];
  let rest = '';
  const at = [0, ...cuts.filter((cut) => cut < whole.length), whole.length];
  at.sort((a, b) => a - b);
  at.slice(1).forEach((end, index) => {
    const split = splitAfter(rest, whole.slice(at[index], end));
    records.push(...split.records);
    rest = split.rest;
  });
  return { records, rest };
}

test('records are those of a general parser', () => {
  fc.assert(
    fc.property(table, (whole) => {
      const expected = parse(whole, {
        relax_quotes: true,
        relax_column_count: true,
        record_delimiter: ['\r\n', '\n'],
      });
      expect(splitRecords(whole)).toMatchObject({
        records: expected,
        rest: '',
      });
    }),
    { numRuns: 1_000 },
  );
});

test('it makes no difference where the text is cut', () => {
  fc.assert(
    fc.property(table, fc.array(fc.nat(200)), (whole, cuts) => {
      const inPieces = splitInPieces(whole, cuts);
      expect(inPieces.rest).toBe('');
      expect(splitRecords(whole)).toMatchObject(inPieces);
    }),
    { numRuns: 1_000 },
  );
});

test('any text is split to its end, into the same records and rest wherever it is cut', () => {
  fc.assert(
    fc.property(anyText, fc.array(fc.nat(30)), (whole, cuts) => {
      expect(splitRecords(whole)).toMatchObject(splitInPieces(whole, cuts));
    }),
    { numRuns: 10_000 },
  );
});

test.each([
  ['no text', '', [], ''],
  ['no line end', 'a,b', [], 'a,b'],
  ['a quote that is still open', 'a,b\n"c,d\ne,f', [['a', 'b']], '"c,d\ne,f'],
  ['an empty line, and a quote that is still open', '\n"a\n', [], '"a\n'],
  ['a quote at the end', 'a,"b"', [], 'a,"b"'],
  ['a return that may be half a line end', 'a,"b"\r', [], 'a,"b"\r'],
])('%s', (_, whole, records, rest) => {
  expect(splitRecords(whole)).toMatchObject({ records, rest });
});

test('records with a quote are told apart', () => {
  const { records, quoted } = splitRecords('a,b\nc,"d\nd"\ne,f"f\n');
  expect(records).toEqual([
    ['a', 'b'],
    ['c', 'd\nd'],
    ['e', 'f"f'],
  ]);
  expect(quoted).toEqual(records.slice(1));
});

test('a rest and what follows are split as one text', () => {
  fc.assert(
    fc.property(table, fc.nat({ max: 40 }), (whole, cut) => {
      const [rest, text] = [whole.slice(0, cut), whole.slice(cut)];
      expect(splitAfter(rest, text)).toEqual(splitRecords(whole));
    }),
    { numRuns: 1_000 },
  );
});
