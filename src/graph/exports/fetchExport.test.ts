/** Files of finished jobs: fetched, checked, removed. */
import { statSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { openPromise } from 'yauzl';
import { readScripted, ROWS, useExports } from '#test/graph/exportFixture';
import {
  exportClient,
  readExport,
  RowList,
  serveFile,
  serveFiles,
  SIGNATURE,
} from '#test/graph/exportReading';
import { appsExport, job } from '#test/graph/sampleReports';
import { scriptedClient } from '#test/graph/scriptedClient';
import { zipped } from '#test/graph/zipFile';
import { GraphProtocolError } from '../errors/errors';
import { ExportUnavailableError } from './exportRequest';
import { LocalFileError } from './exportErrors';

jest.mock('yauzl', () => {
  const yauzl = jest.requireActual<typeof import('yauzl')>('yauzl');
  return { ...yauzl, openPromise: jest.fn(yauzl.openPromise) };
});

const intune = useExports();

/** A row without an id is damaged. */
const withIds = { ...appsExport, forms: { DeviceId: 'guid' } } as const;

describe('a file', () => {
  test('is private', async () => {
    serveFile(intune.server, intune.file);
    const { client } = exportClient([intune.completed], intune.server);
    const modes: number[] = [];
    await client.readExport(appsExport, () => ({
      add: (rows) => {
        expect(rows).toHaveLength(2);
        const [directory, ...others] = intune.place.entries();
        expect(others).toEqual([]);
        const { mode } = statSync(join(intune.place.path, directory));
        modes.push(mode & 0o777);
      },
      leaveOut: jest.fn(),
    }));
    expect(modes).toEqual([0o700]);
  });

  test('is removed when its reader fails', async () => {
    const served = serveFile(intune.server, intune.file);
    const { client } = exportClient([intune.completed], intune.server);
    const failure = new TypeError('no such table');
    const reading = client.readExport(appsExport, () => ({
      add: () => {
        throw failure;
      },
      leaveOut: jest.fn(),
    }));
    await expect(reading).rejects.toBe(failure);
    expect(served.downloads).toBe(1);
  });

  test('is fetched again when it is broken', async () => {
    const served = serveFiles(intune.server, [
      { file: intune.file.subarray(0, 50) },
      { file: intune.file, status: 503 },
      { file: Buffer.alloc(0) },
      { file: intune.file },
    ]);
    const { rows } = await readScripted(intune, [intune.completed]);
    expect(rows).toEqual(ROWS);
    expect(served.downloads).toBe(4);
  });

  test.each([
    ['damaged', 3, 'nothing like an archive'],
    ['damaged', 3, zipped('')],
    ['damaged', 1, zipped('DeviceId,Name\nd1,"Edge\n')],
    ['missingColumn', 1, zipped('DeviceId\nd1\n')],
  ])('is %s after %i downloads', async (reason, downloads, content) => {
    const served = serveFile(intune.server, Buffer.from(await content));
    const { rows, failure } = await readScripted(intune, [intune.completed]);
    expect(failure).toBeInstanceOf(ExportUnavailableError);
    expect(failure).toMatchObject({ reason });
    expect(rows).toEqual([]);
    expect(served.downloads).toBe(downloads);
  });

  test('gives no rows away when its last one is bad', async () => {
    const good = 'd1,Edge\n'.repeat(2_000);
    serveFile(intune.server, await zipped(`DeviceId,Name\n${good}d1,"Edge`));
    const { rows, failure } = await readScripted(intune, [intune.completed]);
    expect(rows).toEqual([]);
    expect(failure).toMatchObject({ reason: 'damaged' });
  });

  test('has damaged rows, of which its reader is told the number', async () => {
    const table = 'DeviceId,Name\nd1,Edge\n,No id\nd2,Teams\n ,No id\n';
    serveFile(intune.server, await zipped(table));
    const { client } = exportClient([intune.completed], intune.server);
    const reader = await client.readExport(
      withIds,
      () => new RowList<'DeviceId' | 'Name'>(),
    );
    expect(reader.rows).toHaveLength(2);
    expect(reader.damagedRows).toBe(2);
  });

  test('that is damaged at its end leaves nothing behind', async () => {
    const damaged = await zipped('DeviceId,Name\nd0,Wrong\n,No id\n');
    // Another checksum in the central directory, at byte 16 of its entry.
    damaged[damaged.indexOf('PK\u0001\u0002') + 16] ^= 0xff;
    serveFiles(intune.server, [{ file: damaged }, { file: intune.file }]);
    const { client } = exportClient([intune.completed], intune.server);
    const readers: RowList<'DeviceId' | 'Name'>[] = [];
    const { rows } = await client.readExport(withIds, () => {
      const reader = new RowList<'DeviceId' | 'Name'>();
      readers.push(reader);
      return reader;
    });
    expect(rows).toEqual(ROWS);
    expect(readers.map((reader) => reader.rows.length)).toEqual([1, 2]);
    expect(readers.map((reader) => reader.damagedRows)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('is looked for anew when it is gone, once', async () => {
    const served = serveFiles(intune.server, [
      { file: intune.file, status: 403 },
      { file: intune.file },
    ]);
    const { rows, transport } = await readScripted(intune, [
      intune.completed,
      intune.completed,
    ]);
    expect(rows).toEqual(ROWS);
    expect(served.downloads).toBe(2);
    expect(transport.requests[1].method).toBe('GET');

    serveFile(intune.server, intune.file, 404);
    const { failure } = await readScripted(intune, [
      intune.completed,
      intune.completed,
    ]);
    expect(failure).toMatchObject({ reason: 'damaged' });
  });

  test('is not fetched when there is no place for it', async () => {
    const served = serveFile(intune.server, intune.file);
    const missing = join(intune.place.path, 'missing');
    jest.spyOn(os, 'tmpdir').mockReturnValue(missing);
    const { failure, clock } = await readScripted(intune, [intune.completed]);
    expect(failure).toBeInstanceOf(LocalFileError);
    expect(failure).toMatchObject({
      code: 'ENOENT',
      message: expect.stringContaining('directory for temporary files'),
    });
    expect(served.downloads).toBe(0);
    expect(clock.sleeps).toEqual([]);
  });

  test.each(['EACCES', 'EIO', 'EMFILE', 'ENOENT', 'ENOSPC'])(
    'that this machine cannot read (%s) is no broken file',
    async (code) => {
      const served = serveFile(intune.server, intune.file);
      const error = Object.assign(new Error(`open ${intune.place.path}`), {
        code,
      });
      jest.mocked(openPromise).mockRejectedValueOnce(error);
      const { failure } = await readScripted(intune, [intune.completed]);
      expect(failure).toBeInstanceOf(LocalFileError);
      expect(failure).toMatchObject({ code });
      expect(String(failure)).toContain(`(${code})`);
      expect(String(failure)).not.toContain('graph-microsoft-365-');
      expect(served.downloads).toBe(1);
    },
  );

  test('is not fetched from elsewhere', async () => {
    const served = serveFile(intune.server, intune.file);
    const elsewhere = job(
      'completed',
      `https://example.org/a.zip?${SIGNATURE}`,
    );
    expect((await readScripted(intune, [elsewhere])).failure).toBeInstanceOf(
      GraphProtocolError,
    );
    // The real Graph's files are not on this machine.
    const fixture = scriptedClient([intune.completed], {
      ca: intune.server.ca,
    });
    const { failure } = await readExport(fixture, appsExport);
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(String(failure)).not.toContain(SIGNATURE);
    expect(served.downloads).toBe(0);
  });

  test('is not fetched through a redirect', async () => {
    intune.server.answer = (_, response) => {
      response.writeHead(302, { location: intune.server.origin });
      response.end();
    };
    const { failure } = await readScripted(intune, [intune.completed]);
    expect(failure).toBeInstanceOf(GraphProtocolError);
  });
});
