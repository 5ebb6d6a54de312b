/** Files as Intune makes them, and as they must not be. */
import { createWriteStream, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import fc from 'fast-check';
import { ZipFile } from 'yazl';
import {
  temporaryPlace,
  type TemporaryPlace,
} from '#test/graph/temporaryFiles';
import { zipOf, zipped } from '#test/graph/zipFile';
import { readTable } from './table/csv';
import { readExportFile } from './exportFile';
import { ExportFileError } from './exportErrors';
import type { ExportColumns } from './table/layout';
import { defaultLimits, type ExportLimits } from '../basics/limits';

type Row = Readonly<Record<'DeviceId' | 'Name', string>>;

const columns = ['DeviceId', 'Name'] as const;
type Forms = ExportColumns<(typeof columns)[number]>['forms'];

let place: TemporaryPlace;
let path: string;
beforeEach(() => {
  place = temporaryPlace();
  path = join(place.path, 'export.zip');
});
afterEach(() => place.end());

async function read(
  file: Buffer,
  limits: Partial<ExportLimits> = {},
  forms: Forms = { DeviceId: 'value' },
): Promise<Row[]> {
  await writeFile(path, file);
  const rows: Row[] = [];
  const all = { ...defaultLimits, ...limits };
  const wanted = { columns, forms };
  for await (const chunk of readExportFile(path, wanted, all)) {
    rows.push(...chunk);
  }
  return rows;
}

async function readCsv(csv: string, forms?: Forms): Promise<Row[]> {
  return read(await zipped(csv), {}, forms);
}

async function faultOf(reading: Promise<unknown>): Promise<ExportFileError> {
  const error: unknown = await reading.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof ExportFileError)) {
    throw new Error(`The file was read, or failed otherwise: ${String(error)}`);
  }
  expect(error.message).not.toContain(place.path);
  return error;
}

/** How many files this process has open. */
function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

describe('a table', () => {
  const d1 = { DeviceId: 'd1', Name: 'Edge' };
  test.each<[string, string, Row[]]>([
    ['a byte order mark', '\ufeffDeviceId,Name\r\nd1,Edge\r\n', [d1]],
    ['columns in any order', 'X,Name,Y,DeviceId\n1,Edge,2,d1\n', [d1]],
    ['mixed line ends', 'DeviceId,Name\r\nd1,Edge\nd1,Edge\r\n', [d1, d1]],
    ['empty lines', 'DeviceId,Name\n\nd1,Edge\n\n', [d1]],
    ['a quoted cell', 'DeviceId,Name\nd1,"Edge"\n', [d1]],
    ['empty cells too many', 'DeviceId,Name\nd1,Edge,,\n', [d1]],
    [
      'commas in its only text',
      'DeviceId,Name\nd1,Edge,x,y\n',
      [{ DeviceId: 'd1', Name: 'Edge,x,y' }],
    ],
    ['fewer cells than columns', 'DeviceId,Name,X\nd1,Edge\n', [d1]],
    [
      'nothing at its end',
      'X,DeviceId,Name\n1,d1\n2,d1,Edge\n',
      [{ DeviceId: 'd1', Name: '' }, d1],
    ],
    ['a header in another case', 'DEVICEID,name\nd1,Edge\n', [d1]],
    ['a header with blanks', '\ufeff DeviceId , Name \nd1,Edge\n', [d1]],
    ['no rows', '\ufeffDeviceId,Name\r\n', []],
    ['no rows and no line end', 'DeviceId,Name', []],
  ])('with %s', async (_, csv, expected) => {
    expect(await readCsv(csv)).toEqual(expected);
  });

  test.each([
    ['a comma', '"a,b"', 'a,b'],
    ['doubled quotes', '"15"" screen"', '15" screen'],
    ['a bare quote', '15" screen', '15" screen'],
    ['a bare quote at its end', 'screen 15"', 'screen 15"'],
    ['bare quotes around a word', '"Best" App', '"Best" App'],
    ['a line break', '"a\nb"', 'a\nb'],
    ['no text', '', ''],
    ['spaces', ' a ', ' a '],
    ['other scripts', 'Überprüfung 検査 👍', 'Überprüfung 検査 👍'],
  ])('keeps a cell with %s', async (_, cell, expected) => {
    const csv = `DeviceId,X,Name\nd1,,${cell}\nd2,,b\n`;
    expect(await readCsv(csv)).toEqual([
      { DeviceId: 'd1', Name: expected },
      { DeviceId: 'd2', Name: 'b' },
    ]);
  });

  test.each([
    ['a quote that swallows rows', 'Name,DeviceId\n"a,d1\n"b,d2\nc,d3\n'],
    ['one that ends well', 'Name,DeviceId\n"a,d1\nb",d2\nc,d3\n'],
    ['a quote that never ends', 'Name,DeviceId\n"a,d1\nb,d2\nc,d3\n'],
  ])('loses no row to %s', async (_, csv) => {
    const { fault } = await faultOf(readCsv(csv));
    expect(fault).toBe('content');
  });

  test.each([
    ['transfer', ''],
    ['transfer', '\ufeff'],
    ['missingColumn', 'DeviceId,Names\nd1,a\n'],
    ['missingColumn', 'DeviceId;Name\nd1;a\n'],
  ])('is a %s fault as %j', async (fault, csv) => {
    expect((await faultOf(readCsv(csv))).fault).toBe(fault);
  });

  test('names every column that is missing', async () => {
    const { message } = await faultOf(readCsv('DeviceID,X\nd1,a\n'));
    expect(message).toBe('no column Name');
    const both = await faultOf(readCsv('X\na\n'));
    expect(both.message).toBe('no column DeviceId, Name');
  });

  test.each([
    ['DeviceId,name\nd1,Edge\n', 'Edge'],
    ['DeviceId\nd1\n', ''],
  ])('may lack an optional column: %j', async (csv, Name) => {
    await writeFile(path, await zipped(csv));
    const columns = {
      columns: ['DeviceId'],
      optionalColumns: ['Name'],
    } as const;
    const rows: Row[] = [];
    for await (const chunk of readExportFile<'DeviceId' | 'Name'>(
      path,
      columns,
      defaultLimits,
    )) {
      rows.push(...chunk);
    }
    expect(rows).toEqual([{ DeviceId: 'd1', Name }]);
  });

  test('holds any text that is quoted as it should be', async () => {
    const name = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.replace('\r', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.uuid(), name)), async (cells) => {
        const quoted = cells.map((row) =>
          row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','),
        );
        const csv = ['DeviceId,Name', ...quoted, ''].join('\r\n');
        expect(await readCsv(csv, { DeviceId: 'guid' })).toEqual(
          cells.map(([DeviceId, Name]) => ({ DeviceId, Name })),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe('an archive', () => {
  const csv = `DeviceId,Name\n${'d1,Edge\n'.repeat(5_000)}`;

  test.each<[string, (zip: Buffer) => Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['HTML', () => Buffer.from('<html>gone</html>'.repeat(100))],
    ['half of it', (zip) => zip.subarray(0, zip.length / 2)],
    ['all but its end', (zip) => zip.subarray(0, -1)],
    ['its end', (zip) => zip.subarray(zip.length / 2)],
    ['other bytes within', (zip) => zip.fill(0xff, 60, 70)],
  ])('of which there is %s is corrupt', async (_, spoil) => {
    const { fault } = await faultOf(read(spoil(await zipped(csv))));
    expect(fault).toBe('transfer');
  });

  test('with a wrong checksum is corrupt', async () => {
    const zip = await zipped(csv);
    const directory = zip.indexOf(Buffer.from('PK\x01\x02', 'latin1'));
    zip.writeUInt32LE(zip.readUInt32LE(directory + 16) ^ 1, directory + 16);
    const { message } = await faultOf(read(zip));
    expect(message).toBe('the checksum is wrong');
  });

  test.each([
    ['none', {}],
    ['two', { 'a.csv': csv, 'b.csv': csv }],
  ])('has one member, not %s', async (_, members) => {
    const { message } = await faultOf(read(await zipOf(members)));
    expect(message).toContain('members instead of one');
  });

  test('is no bomb', async () => {
    const bomb = await zipped(`DeviceId,Name\n${'\n'.repeat(20_000_000)}`);
    const { fault, message } = await faultOf(read(bomb));
    expect({ fault, message }).toEqual({
      fault: 'content',
      message:
        'the archive is packed more than 500 to 1 (limit maxCompressionRatio)',
    });
  });

  test('is not larger than the limits say', async () => {
    const zip = await zipped(csv);
    const unpacked = await faultOf(read(zip, { maxUnpackedBytes: 1_000 }));
    expect(unpacked.message).toContain('larger than 1000 bytes');
    const long = await zipped(`DeviceId,Name\nd1,"${'x'.repeat(600_000)}"\n`);
    const row = await faultOf(
      read(long, { maxRowBytes: 1_000, maxCompressionRatio: 1_100 }),
    );
    expect(row.message).toContain('longer than 1000 bytes');
  });

  test('of 100,000 rows is never in memory as a whole', async () => {
    await writeLargeFile(100_000);
    let count = 0;
    let most = 0;
    const before = process.memoryUsage().heapUsed;
    const limits = defaultLimits;
    for await (const rows of readExportFile(
      path,
      { columns: ['DeviceId'] },
      limits,
    )) {
      expect(rows.length).toBeLessThan(5_000);
      count += rows.length;
      most = Math.max(most, process.memoryUsage().heapUsed);
    }
    expect(count).toBe(100_000);
    expect((most - before) / 1024 ** 2).toBeLessThan(80);
  }, 60_000);

  test('is not read faster than its rows are used', async () => {
    let unpacked = 0;
    async function* chunks() {
      yield Buffer.from('DeviceId\n');
      for (; unpacked < 50_000_000; unpacked += 10_000) {
        yield Buffer.from('device-01\n'.repeat(1_000));
      }
    }
    const source = Readable.from(chunks());
    const rows = readTable(source, { columns: ['DeviceId'] }, defaultLimits);
    await rows.next();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(unpacked).toBeLessThan(1_000_000);
    await rows.return();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(source.destroyed).toBe(true);
  });

  test('is closed when its reader has enough, and when it is broken', async () => {
    const rowCount = 50_000;
    const names = Array.from({ length: rowCount }, (_, n) => `d1,Edge ${n}\n`);
    const large = `DeviceId,Name\n${names.join('')}`;
    await writeFile(path, await zipped(large));
    const before = openFiles();
    for (let times = 0; times < 5; times += 1) {
      const limits = defaultLimits;
      for await (const rows of readExportFile(
        path,
        { columns: ['Name'] },
        limits,
      )) {
        expect(rows.length).toBeGreaterThan(0);
        expect(rows.length).toBeLessThan(rowCount);
        break;
      }
      await faultOf(readCsv('X\n'));
      await writeFile(path, await zipped(large));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(openFiles()).toBe(before);
  });
});

async function writeLargeFile(rows: number): Promise<void> {
  const zip = new ZipFile();
  function* lines() {
    yield 'DeviceId,Name,Number\n';
    for (let row = 0; row < rows; row += 1_000) {
      const some = Array.from({ length: 1_000 }, (_, index) => row + index);
      yield some
        .map(
          (n) => `683dbff1-c8ff-4996-91ae-${n},Application ${n},${n * 7919}\n`,
        )
        .join('');
    }
  }
  zip.addReadStream(Readable.from(lines()), 'a.csv', { compressionLevel: 1 });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}
