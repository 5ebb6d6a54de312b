/** Text is split as csv-parse does it, wherever it is cut. */
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import {
  readQuotedRecord,
  readRecords,
  readRecordsAfter,
  type RecordReader,
} from './records';

/** Keeps all records as RFC 4180 reads them; a line with odd quotes as one cell. */
class Records implements RecordReader {
  readonly records: string[][] = [];

  readPlain(text: string, start: number, end: number): void {
    this.records.push(text.slice(start, end).split(','));
  }

  readQuoted(text: string, start: number): number | undefined {
    const record = readQuotedRecord(text, start);
    if (record === 'open') {
      return undefined;
    }
    const lineEnd = text.indexOf('\n', start);
    this.records.push(
      record === 'odd' ? [text.slice(start, lineEnd)] : record.cells,
    );
    return record === 'odd' ? lineEnd + 1 : record.end;
  }
}

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

function split(whole: string) {
  const reader = new Records();
  const rest = readRecords(whole, reader);
  return { records: reader.records, rest };
}

/** In pieces, as they come from a stream. */
function splitInPieces(whole: string, cuts: readonly number[]) {
  const reader = new Records();
  let rest = '';
  const at = [0, ...cuts.filter((cut) => cut < whole.length), whole.length];
  at.sort((a, b) => a - b);
  at.slice(1).forEach((end, index) => {
    rest = readRecordsAfter(rest, whole.slice(at[index], end), reader);
  });
  return { records: reader.records, rest };
}

test('records are those of a general parser', () => {
  fc.assert(
    fc.property(table, (whole) => {
      const records: unknown = parse(whole, {
        relax_quotes: true,
        relax_column_count: true,
        record_delimiter: ['\r\n', '\n'],
      });
      return isDeepStrictEqual(split(whole), { records, rest: '' });
    }),
    { numRuns: 1_000 },
  );
});

test('it makes no difference where the text is cut', () => {
  fc.assert(
    fc.property(table, fc.array(fc.nat(200)), (whole, cuts) => {
      const inPieces = splitInPieces(whole, cuts);
      return inPieces.rest === '' && isDeepStrictEqual(split(whole), inPieces);
    }),
    { numRuns: 5_000 },
  );
});

test('any text is split to its end, into the same records and rest wherever it is cut', () => {
  fc.assert(
    fc.property(anyText, fc.array(fc.nat(30)), (whole, cuts) => {
      return isDeepStrictEqual(split(whole), splitInPieces(whole, cuts));
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
  ['an odd quote', '"a"b,c\nd,e\n', [['"a"b,c'], ['d', 'e']], ''],
])('%s', (_, whole, records, rest) => {
  expect(split(whole)).toEqual({ records, rest });
});
