/** Tables as Intune may write them: what is read is the truth, or the table is refused. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { defaultLimits } from '../../basics/limits';
import { readTable } from './csv';
import { ExportFileError } from '../exportErrors';
import type { ExportRow } from '../exportRequest';
import type { ExportColumns } from './layout';

/** `EXPORT_SEED=123 npx jest src/graph/exports/table/reader.test.ts` repeats a run. */
const SEED = Number(process.env.EXPORT_SEED ?? Date.now() % 1_000_000_000);
const ROWS_A_TABLE = 100;
const TABLES = 1_000;

type Column = 'Key' | 'Name' | 'Version' | 'DeviceId' | 'Date';
type Row = ExportRow<Column>;

const inventory: ExportColumns<Column> = {
  columns: ['Key', 'Name', 'Version', 'DeviceId'],
  optionalColumns: ['Date'],
  forms: { Key: 'value', Version: 'version', DeviceId: 'guid', Date: 'value' },
};

interface Cells {
  readonly rows: Row[];
  readonly damaged: number;
}

/** @param cuts lengths of the pieces, again and again */
async function read(
  table: string,
  cuts: readonly number[] = [65_536],
  columns: ExportColumns<Column> = inventory,
): Promise<Cells> {
  const bytes = Buffer.from(table);
  function* pieces() {
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const end = at + cuts[turn % cuts.length];
      yield bytes.subarray(at, end);
      at = end;
    }
  }
  const rows: Row[] = [];
  let damaged = 0;
  const tell = (count: number) => {
    damaged = count;
  };
  const source = Readable.from(pieces());
  for await (const some of readTable(source, columns, defaultLimits, tell)) {
    rows.push(...some);
  }
  return { rows, damaged };
}

async function readOrRefuse(
  ...parameters: Parameters<typeof read>
): Promise<Cells | 'refused'> {
  try {
    return await read(...parameters);
  } catch (error) {
    if (error instanceof ExportFileError && error.fault === 'content') {
      return 'refused';
    }
    throw error;
  }
}

const guid = (n: number) =>
  `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const D1 = guid(1);
const D2 = guid(2);
const HEADER = 'Key,Name,Version,DeviceId,Date';
const row = (Key: string, Name: string, Version: string, DeviceId: string) => ({
  Key,
  Name,
  Version,
  DeviceId,
  Date: '',
});

describe('a row that is not what RFC 4180 says', () => {
  const good = `k0,Edge,1.0,${D2},`;
  test.each<[string, string]>([
    ['Foo, Inc', `k1,Foo, Inc,1.0,${D1},`],
    ['Foo,Inc', `k1,Foo,Inc,1.0,${D1}`],
    ['Foo, "Bar" Baz', `k1,"Foo, "Bar" Baz",1.0,${D1},`],
    ['"Best" App', `k1,"Best" App,1.0,${D1},`],
    ['"Best" and "Worst"', `k1,"Best" and "Worst",1.0,${D1},`],
    ['"Foo', `k1,"Foo,1.0,${D1},`],
    ['Foo"', `k1,Foo",1.0,${D1},`],
    ['15" App, 2nd', `k1,15" App, 2nd,1.0,${D1},`],
    // These are what RFC 4180 says, and looked as if they were not.
    ['a,b,c,d,e\nf,g,h,i,j', `k1,"a,b,c,d,e\nf,g,h,i,j",1.0,${D1},`],
    ['"x"\r\ny', `k1,"""x""\r\ny",1.0,${D1},`],
    ['', `k1,"",1.0,${D1},`],
    // Empty ends that are lost, or too many.
    ['Foo', `k1,Foo,1.0,${D1}`],
    ['Foo', `k1,Foo,1.0,${D1},,,`],
  ])('is read in the one way that fits: %j', async (name, line) => {
    const end = `${good}\r\n`.repeat(100);
    const { rows, damaged } = await read(
      `${HEADER}\r\n${line}\r\n${good}\r\n${line}\r\n${end}`,
    );
    const edge = row('k0', 'Edge', '1.0', D2);
    const odd = row('k1', name, '1.0', D1);
    expect(rows.slice(0, 4)).toEqual([odd, edge, odd, edge]);
    expect({ count: rows.length, damaged }).toEqual({ count: 103, damaged: 0 });
  });

  test.each([
    ['a version with commas', `k1,Foo,6,3,9600,${D1},`],
    ['quotes that may be of two texts', `k1,"Foo", "Bar",1.0,${D1},`],
    [
      'a quote that may swallow the next row',
      `k1,"Foo,1.0,${D1},\r\nk2,Bar",1.0,${D2},`,
    ],
    ['a quote that is open at the end', `k1,"Foo,1.0,${D1},`],
  ])('is refused where two ways fit: %s', async (_, line) => {
    const table = `${HEADER}\r\n${good}\r\n${line}\r\n`;
    expect(await readOrRefuse(table)).toBe('refused');
  });

  test('is refused where a later text may be a part of it', async () => {
    const columns = {
      columns: ['DeviceId', 'Name', 'Version'],
      forms: { DeviceId: 'guid' },
    } as const;
    const table = `DeviceId,Name,Version\n${D1},"Foo, "Bar" Baz"\n`;
    expect(await readOrRefuse(table, [9], columns)).toBe('refused');
  });

  // Intune's two rows without their empty ends, the first of which opens with a bare quote.
  test('is refused when only its width tells of a swallowed row', async () => {
    const columns = {
      columns: ['Key', 'Name', 'Version', 'DeviceId'],
      optionalColumns: ['Date'],
      forms: { Key: 'value', DeviceId: 'value' },
    } as const;
    const table =
      'Key,Name,Version,DeviceId,Date\nk1,"Foo,1,d1\nk2,Bar",1,d2,e\n';
    expect(await readOrRefuse(table, [9], columns)).toBe('refused');
  });

  test('is refused when a quoted cell makes it wider than the header', async () => {
    const table = `${HEADER}\nk1,"Foo\nBar",x,y,1.0,${D1},\n`;
    expect(await readOrRefuse(table)).toBe('refused');
  });
});

describe('a damaged row', () => {
  const good = `k0,Edge,1.0,${D2},\n`;
  test.each([
    ['an empty id', `k1,Foo,1.0,,\n`],
    ['no id', `k1,Foo,1.0\n`],
    ['half of an id', `k1,Foo,1.0,${D1.slice(0, 20)}\n`],
    ['an id of another form', `k1,Foo,1.0,d1,\n`],
    ['an empty value', `,Foo,1.0,${D1},\n`],
    ['a blank value', ` ,Foo,1.0,${D1},\n`],
    ['bytes of zero', `${'\0'.repeat(60)}\n`],
    ['quotes, and no id', `k1,"Foo, Inc",1.0,,\n`],
    ['no line end at the end of the table', `k1,Foo,1.0,${D1},2024-01`],
  ])('with %s is left out and counted', async (_, line) => {
    const { rows, damaged } = await read(
      `${HEADER}\n${good.repeat(3)}${line}`,
      [7],
    );
    expect(rows).toEqual(
      Array.from({ length: 3 }, () => row('k0', 'Edge', '1.0', D2)),
    );
    expect(damaged).toBe(1);
  });

  test.each([
    [10, 20, 10],
    [11, 600, 11],
    [11, 500, 'refused'],
  ])('%i of %i: %s', async (bad, count, expected) => {
    const table = `${HEADER}\n${good.repeat(count - bad)}${'k1,Foo\n'.repeat(bad)}`;
    const reading = await readOrRefuse(table);
    expect(reading === 'refused' ? reading : reading.damaged).toBe(expected);
  });

  test('is none where the last cell of the table shows that it is whole', async () => {
    const table = `Key,Name,Version,DeviceId\nk1,Foo,1.0,${D1}`;
    expect(await read(table)).toEqual({
      rows: [row('k1', 'Foo', '1.0', D1)],
      damaged: 0,
    });
    const texts = `Key,DeviceId,Version,Name\nk1,${D1},1.0,${D1}`;
    expect(await read(texts)).toEqual({ rows: [], damaged: 1 });
    const cut = await read(table.slice(0, -1));
    expect(cut).toEqual({ rows: [], damaged: 1 });
  });

  test('in a table of two sorts of ids: it is refused', async () => {
    const table = `${HEADER}\nk1,Foo,1.0,d1,\n${good}`;
    expect(await readOrRefuse(table)).toBe('refused');
  });
});

describe('a header', () => {
  const line = `k1,Foo,1.0,${D1}`;
  const expected = [row('k1', 'Foo', '1.0', D1)];
  test.each([
    ['in another case', 'KEY,name,Version,DeviceID'],
    ['with blanks', ' Key , Name,Version ,DeviceId '],
    ['in quotes', '"Key","Name","Version"," DeviceId"'],
    ['after a line for Excel', 'sep=,\r\nKey,Name,Version,DeviceId'],
    ['after empty lines', '\r\n\r\nKey,Name,Version,DeviceId'],
  ])('%s is understood', async (_, header) => {
    for (const end of ['\n', '\r\n']) {
      const table = `\ufeff${header}${end}${line}${end}`;
      expect(await read(table, [1])).toEqual({ rows: expected, damaged: 0 });
    }
  });

  test.each([
    ['among the rows', 'Key,Name,Version,DeviceId', [line, 'HEADER', line]],
    ['before them', 'Key,Name,Version,DeviceId', ['HEADER', line, line]],
    ['in quotes', '"Key","Name","Version","DeviceId"', [line, 'HEADER', line]],
  ])('that is repeated %s is no row', async (_, header, lines) => {
    const table = [header, ...lines, ''].join('\n').replace('HEADER', header);
    const { rows, damaged } = await read(table);
    expect(rows).toEqual([...expected, ...expected]);
    expect(damaged).toBe(0);
  });

  test.each([
    ['guid', 'value'],
    ['value', 'value'],
  ] as const)(
    'that is repeated is no row where ids are not GUIDs: %s, %s',
    async (DeviceId, Key) => {
      const columns = { ...inventory, forms: { DeviceId, Key } };
      const header = 'Key,Name,Version,DeviceId';
      const table = `${header}\nk1,Foo,1.0,d1\n${header}\nk1,Foo,1.0,d1\n`;
      const { rows, damaged } = await read(table, [20], columns);
      const d1 = row('k1', 'Foo', '1.0', 'd1');
      expect({ rows, damaged }).toEqual({ rows: [d1, d1], damaged: 0 });
    },
  );

  test.each([
    'sep=;\nKey;Name;Version;DeviceId',
    'Key,Name,Version,DeviceId,deviceid',
  ])('is refused: %j', async (header) => {
    expect(await readOrRefuse(`${header}\n${line}\n`)).toBe('refused');
  });

  test('may have columns twice that nobody wants', async () => {
    const table = `Key,Name,Version,DeviceId,X,X\n${line}\n`;
    expect((await read(table)).rows).toEqual(expected);
  });
});

/** How a writer puts a text between commas. */
const writers = {
  /** By RFC 4180, where it is needed. */
  quoted: (text: string) =>
    /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
  always: (text: string) => `"${text.replaceAll('"', '""')}"`,
  /** As tables of Intune were seen: quotes inside a text stay bare. */
  intune: (text: string) =>
    /^"|[,\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
  /** Quotes around texts with commas, and none doubled. */
  naive: (text: string) => (text.includes(',') ? `"${text}"` : text),
  bare: (text: string) => text,
};

const textOf = (units: readonly string[]) =>
  fc.string({ unit: fc.constantFrom(...units), maxLength: 12 });
const anyText = textOf(['a', 'é', '1', '1.0', ' ', ',', '"', '\n', '\r\n', D1]);
const oneLine = textOf(['a', 'é', '1', '1.0', ' ', ', ', ',', '"']);
/**
 * Nothing tells quotes around a whole text from those of a writer, nor an empty
 * cell at its end from one too many: `"a",""` may be one text, or two.
 */
const isTold = (text: string) => !/^".*"$/.test(text);

const names = {
  quoted: anyText,
  always: anyText,
  intune: anyText.filter(isTold),
  naive: oneLine.filter(
    (text) => isTold(text) && !text.includes('""') && !text.endsWith('","'),
  ),
  bare: oneLine.filter((text) => isTold(text) && !/,(?:"")*$/.test(text)),
};

const version = fc.constantFrom('1.0', '', '16.0.4', 'R2 SP1', '1, 0, 0, 1');

const anyTable = fc
  .constantFrom(...(Object.keys(names) as (keyof typeof names)[]))
  .chain((writer) =>
    fc.record({
      writer: fc.constant(writer),
      cells: fc.array(
        fc.tuple(names[writer], version, fc.nat({ max: 50 }), fc.boolean()),
        { minLength: ROWS_A_TABLE, maxLength: ROWS_A_TABLE },
      ),
      /** Few names of a tenant are odd. */
      oddEvery: fc.constantFrom(1, 10, 100),
      order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
      lineEnd: fc.constantFrom('\n', '\r\n'),
      cuts: fc.array(fc.integer({ min: 1, max: 300 }), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
  );

test(`100,000 rows are read as they were meant, or refused (EXPORT_SEED=${SEED})`, async () => {
  const read = { count: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(anyTable, async (table) => {
      const { writer, cells, oddEvery, order, lineEnd, cuts } = table;
      const write = writers[writer];
      const header = order.map((at) => inventory.columns[at]);
      const truth = cells.map(([name, ver, n], index) => {
        const own = index % oddEvery === 0 ? name : `App ${n}`;
        return row(`k${n}`, own, ver, guid(n));
      });
      const lines = truth.map((each) =>
        header.map((column) => write(each[column])).join(','),
      );
      const text = [header.join(','), ...lines, ''].join(lineEnd);
      const reading = await readOrRefuse(text, cuts);
      if (reading === 'refused') {
        read.refused += 1;
      } else {
        read.count += 1;
        expect(reading).toEqual({ rows: truth, damaged: 0 });
      }
    }),
    { numRuns: TABLES, seed: SEED },
  );
  // Else it would be no reader.
  expect(read.count).toBeGreaterThan(TABLES / 2);
}, 300_000);
