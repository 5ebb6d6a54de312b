import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import type { Column } from '../model/table';
import { csvCell, csvText, harmless } from './csv';

const text: Column = { id: 't', title: 'T', kind: 'text', isShown: true };

/** Any text, and those that spreadsheets, shells and parsers stumble over. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        ...['=', '+', '-', '@', '\t', '\r', '\n', '\0', ' ', '"', "'", ','],
        ...[';', '|', '%', '\u00a0', '\u202e', '\ufeff', '＝', 'cmd', '1'],
      ),
    )
    .map((parts) => parts.join('')),
);

describe('csvText', () => {
  it('is read back as it was, but for what makes it harmless', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const cells = rows.map((row) =>
            row.map((value) => csvCell(text, value)),
          );
          const csv = csvText(['one', 'two'], cells);
          expect(csv.startsWith('\ufeff')).toBe(true);
          expect(parse(csv, { bom: true })).toEqual([['one', 'two'], ...cells]);
        },
      ),
    );
  });

  it('has no cell that a spreadsheet calculates, nor a control character', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const cell = harmless(value);
        expect(cell.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
        // eslint-disable-next-line no-control-regex -- they are what is looked for
        expect(cell).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
      }),
    );
  });

  it('leaves harmless texts alone', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9äöü][ -~äöü]*$/), (value) => {
        expect(harmless(value)).toBe(value);
      }),
    );
  });
});

describe('csvCell', () => {
  it.each([
    ['text', '=1+1', "'=1+1"],
    ['text', '\t=1+1', "' =1+1"],
    ['text', '\u0007bell', "' bell"],
    ['text', ' @x', "' @x"],
    ['text', 'a=b', 'a=b'],
    ['text', undefined, ''],
    ['number', -3, '-3'],
    ['time', Date.UTC(2025, 5, 30, 12), '2025-06-30T12:00:00.000Z'],
    ['time', 9e15, ''],
  ] as const)('writes a %s %j as %j', (kind, value, cell) => {
    expect(csvCell({ ...text, kind }, value)).toBe(cell);
  });
});
