/** Jobs from the post to the last row; the script answers for Graph, a server on this machine for storage. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import {
  exportClient,
  fileUrl,
  readExport,
  serveFile,
  serveFiles,
  SIGNATURE,
} from '../../../test/graph/exportReading';
import { HttpsServer } from '../../../test/graph/httpsServer';
import { brokenConnection, failed, ok } from '../../../test/graph/replies';
import { appsExport, job } from '../../../test/graph/sampleReports';
import { scriptedClient } from '../../../test/graph/scriptedClient';
import type { Script } from '../../../test/graph/scriptedTransport';
import {
  temporaryPlace,
  type TemporaryPlace,
} from '../../../test/graph/temporaryFiles';
import { zipped } from '../../../test/graph/zipFile';
import { GraphProtocolError, GraphTransportError } from '../errors';
import { ExportUnavailableError } from './exportRequest';

const JOBS = 'https://localhost:1/v1.0/deviceManagement/reports/exportJobs';
const CSV = '\ufeffDeviceId,Name\r\nd1,Edge\r\nd2,15" App\r\n';
const ROWS = [
  { DeviceId: 'd1', Name: 'Edge' },
  { DeviceId: 'd2', Name: '15" App' },
];

let server: HttpsServer;
let place: TemporaryPlace;
let file: Buffer;
let completed: ReturnType<typeof job>;
beforeAll(async () => {
  server = await HttpsServer.start();
  file = await zipped(CSV);
  completed = job('completed', fileUrl(server));
});
afterAll(() => server.stop());
beforeEach(() => {
  place = temporaryPlace();
});
afterEach(() => {
  expect(place.entries()).toEqual([]);
  place.end();
});

async function read(script: Script, request = appsExport) {
  const fixture = exportClient(script, server);
  const reading = await readExport(fixture, request);
  const told = [fixture.logger.lines, String(reading.failure)];
  expect(JSON.stringify(told)).not.toContain(SIGNATURE);
  return { ...fixture, ...reading };
}

describe('an export', () => {
  test('is posted, polled and read', async () => {
    const served = serveFile(server, file);
    const { rows, failure, transport } = await read([
      job('notStarted'),
      job('inProgress'),
      job('inProgress'),
      job('completed', ''),
      completed,
    ]);
    expect(failure).toBeUndefined();
    expect(rows).toEqual(ROWS);
    expect(served.downloads).toBe(1);
    expect(transport.times).toEqual([0, 3_000, 9_000, 21_000, 45_000]);
    expect(transport.urls.slice(0, 2)).toEqual([
      JOBS,
      `${JOBS}('AppInvRawData_1')`,
    ]);
    expect(transport.requests[0]).toMatchObject({
      method: 'POST',
      endpoint: 'POST /v1.0/deviceManagement/reports/exportJobs',
      authorization: 'Bearer token-1',
      body: {
        reportName: 'AppInvRawData',
        format: 'csv',
        localizationType: 'LocalizedValuesAsAdditionalColumn',
        select: ['DeviceId', 'Name'],
      },
    });
    expect(transport.requests[1].endpoint).toBe(
      "GET /v1.0/deviceManagement/reports/exportJobs('{id}')",
    );
  });

  test('waits for what takes long, 45 seconds at most', async () => {
    serveFile(server, file);
    const { rows, clock } = await read((_, index) =>
      index < 9 ? job('inProgress') : completed,
    );
    expect(rows).toEqual(ROWS);
    expect(Math.max(...clock.sleeps)).toBe(45_000);
  });

  test('has no rows when its table has none', async () => {
    serveFile(server, await zipped('DeviceId,Name\r\n'));
    const { rows, failure } = await read([completed]);
    expect({ rows, failure }).toEqual({ rows: [], failure: undefined });
  });

  test('sends a filter, and no columns where they are not wanted', async () => {
    serveFile(server, file);
    const filter = "(PolicyId eq 'p')";
    const request = { ...appsExport, filter, sendsSelect: false };
    const { transport } = await read([completed], request);
    expect(transport.requests[0].body).toHaveProperty('filter', filter);
    expect(transport.requests[0].body).not.toHaveProperty('select');
  });

  test('puts any id into the address', async () => {
    serveFile(server, file);
    const { transport } = await read([
      job('notStarted', null, "a'/b"),
      completed,
    ]);
    expect(transport.urls[1]).toBe(`${JOBS}('a''%2Fb')`);
  });

  test('is asked for without columns when they are refused', async () => {
    serveFile(server, file);
    const { rows, transport } = await read([failed(400), completed]);
    expect(rows).toEqual(ROWS);
    expect(transport.requests[1].body).not.toHaveProperty('select');
  });
});

describe('a job', () => {
  test('is posted again when it failed, twice', async () => {
    serveFile(server, file);
    const script = [
      ...[job('notStarted'), job('failed')],
      ...[job('notStarted'), job('failed')],
      ...[job('notStarted', null, 'third'), completed],
    ];
    const { rows, transport } = await read(script);
    expect(rows).toEqual(ROWS);
    expect(transport.requests.map(({ method }) => method).join(' ')).toBe(
      'POST GET POST GET POST GET',
    );
    expect(transport.urls.at(-1)).toBe(`${JOBS}('third')`);
  });

  test('that is gone counts as failed', async () => {
    serveFile(server, file);
    const { rows } = await read([job('notStarted'), failed(404), completed]);
    expect(rows).toEqual(ROWS);
  });

  test('that never ends is posted again, once', async () => {
    const { failure, transport } = await read(() => job('inProgress'));
    expect(failure).toMatchObject({ reason: 'stuck' });
    const posts = transport.requests.filter(({ method }) => method === 'POST');
    expect(posts).toHaveLength(2);
    expect(transport.times.at(-1)).toBeLessThan(22 * 60_000);
  });

  test('survives what heals', async () => {
    serveFile(server, file);
    const { rows } = await read([
      brokenConnection(),
      job('notStarted'),
      failed(429, '', { 'Retry-After': '7' }),
      failed(500),
      completed,
    ]);
    expect(rows).toEqual(ROWS);
  });

  test.each<[string, Script]>([
    ['forbidden', [failed(403)]],
    ['forbidden', [job('notStarted'), failed(403)]],
    ['refused', [failed(400), failed(400)]],
    ['refused', [failed(404)]],
    ['failed', () => job('failed')],
  ])('is unavailable: %s', async (reason, script) => {
    const { failure, rows } = await read(script);
    expect(failure).toBeInstanceOf(ExportUnavailableError);
    expect(failure).toMatchObject({
      reason,
      reportName: 'AppInvRawData',
      endpoint: 'POST /v1.0/deviceManagement/reports/exportJobs',
    });
    expect(rows).toEqual([]);
  });

  test('fails with every other failure', async () => {
    const broken = await read(() => brokenConnection());
    expect(broken.failure).toBeInstanceOf(GraphTransportError);
    const odd = await read([ok({ value: [] })]);
    expect(odd.failure).toBeInstanceOf(GraphProtocolError);
  });
});

describe('a prepared export', () => {
  test('is posted at once, and once', async () => {
    serveFile(server, file);
    const fixture = exportClient(
      [job('notStarted'), completed, completed],
      server,
    );
    const { client, transport, clock } = fixture;
    client.prepareExport(appsExport);
    client.withLogger(fixture.logger).prepareExport({ ...appsExport });
    await clock.sleep(60_000);
    expect(transport.requests).toHaveLength(1);

    expect((await readExport(fixture, appsExport)).rows).toEqual(ROWS);
    // It had time enough: it is asked after without more waiting.
    expect(transport.times).toEqual([0, 60_000]);

    expect((await readExport(fixture, appsExport)).rows).toEqual(ROWS);
    expect(transport.requests[2].method).toBe('POST');
  });

  test('is another one with another filter', async () => {
    const fixture = exportClient(() => job('notStarted'), server);
    fixture.client.prepareExport(appsExport);
    fixture.client.prepareExport({ ...appsExport, filter: 'x' });
    await fixture.clock.sleep(1);
    expect(fixture.transport.requests).toHaveLength(2);
  });

  test('keeps its failure for whoever wants the rows', async () => {
    const fixture = exportClient([failed(403)], server);
    fixture.client.prepareExport(appsExport);
    await fixture.clock.sleep(1);
    const { failure } = await readExport(fixture, appsExport);
    expect(failure).toMatchObject({ reason: 'forbidden' });
  });
});

describe('a file', () => {
  test('is private, and removed when its reader has enough', async () => {
    serveFile(server, file);
    const { client } = exportClient([completed], server);
    for await (const rows of client.exportRows(appsExport)) {
      expect(rows).toHaveLength(2);
      const [directory, ...others] = place.entries();
      expect(others).toEqual([]);
      const { mode } = statSync(join(place.path, directory));
      expect(mode & 0o777).toBe(0o700);
      break;
    }
  });

  test('is fetched again when it is broken', async () => {
    const served = serveFiles(server, [
      { file: file.subarray(0, 50) },
      { file, status: 503 },
      { file: Buffer.alloc(0) },
      { file },
    ]);
    const { rows } = await read([completed]);
    expect(rows).toEqual(ROWS);
    expect(served.downloads).toBe(4);
  });

  test.each([
    ['damaged', 3, 'nothing like an archive'],
    ['damaged', 3, zipped('')],
    ['damaged', 1, zipped('DeviceId,Name\nd1,"Edge\n')],
    ['missingColumn', 1, zipped('DeviceId\nd1\n')],
  ])('is %s after %i downloads', async (reason, downloads, content) => {
    const served = serveFile(server, Buffer.from(await content));
    const { rows, failure } = await read([completed]);
    expect(failure).toBeInstanceOf(ExportUnavailableError);
    expect(failure).toMatchObject({ reason });
    expect(rows).toEqual([]);
    expect(served.downloads).toBe(downloads);
  });

  test('gives no rows away when its last one is bad', async () => {
    const good = 'd1,Edge\n'.repeat(2_000);
    serveFile(server, await zipped(`DeviceId,Name\n${good}d1,"Edge`));
    const { rows, failure } = await read([completed]);
    expect(rows).toEqual([]);
    expect(failure).toMatchObject({ reason: 'damaged' });
  });

  test('is looked for anew when it is gone, once', async () => {
    const served = serveFiles(server, [{ file, status: 403 }, { file }]);
    const { rows, transport } = await read([completed, completed]);
    expect(rows).toEqual(ROWS);
    expect(served.downloads).toBe(2);
    expect(transport.requests[1].method).toBe('GET');

    serveFile(server, file, 404);
    const { failure } = await read([completed, completed]);
    expect(failure).toMatchObject({ reason: 'damaged' });
  });

  test('is not fetched from elsewhere', async () => {
    const served = serveFile(server, file);
    const elsewhere = job(
      'completed',
      `https://example.org/a.zip?${SIGNATURE}`,
    );
    expect((await read([elsewhere])).failure).toBeInstanceOf(
      GraphProtocolError,
    );
    // The real Graph's files are not on this machine.
    const fixture = scriptedClient([completed], { ca: server.ca });
    const { failure } = await readExport(fixture, appsExport);
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(String(failure)).not.toContain(SIGNATURE);
    expect(served.downloads).toBe(0);
  });

  test('is not fetched through a redirect', async () => {
    server.answer = (_, response) => {
      response.writeHead(302, { location: server.origin });
      response.end();
    };
    const { failure } = await read([completed]);
    expect(failure).toBeInstanceOf(GraphProtocolError);
  });
});
