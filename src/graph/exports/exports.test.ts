/** Jobs from the post to the last row; what becomes of their files is in exportFiles.test.ts. */
import {
  allRows,
  exportClient,
  readExport,
  serveFile,
} from '#test/graph/exportReading';
import { readScripted, ROWS, useExports } from '#test/graph/exportFixture';
import { brokenConnection, failed, ok, type Reply } from '#test/graph/replies';
import { appsExport, job } from '#test/graph/sampleReports';
import type { Script } from '#test/graph/scriptedTransport';
import { zipped } from '#test/graph/zipFile';
import { GraphTransportError } from '../errors/errors';
import { WorkloadPacer } from '../pacing/workloadPacer';
import { ExportUnavailableError } from './exportRequest';

const JOBS = 'https://localhost:1/v1.0/deviceManagement/reports/exportJobs';

const intune = useExports();

describe('an export', () => {
  test('is posted, polled and read', async () => {
    const served = serveFile(intune.server, intune.file);
    const { rows, failure, transport } = await readScripted(intune, [
      job('notStarted'),
      job('inProgress'),
      job('inProgress'),
      job('completed', ''),
      intune.completed,
    ]);
    expect(failure).toBeUndefined();
    expect(rows).toEqual(ROWS);
    expect(served.downloads).toBe(1);
    expect(transport.times).toEqual([0, 1_000, 3_000, 5_000, 6_000]);
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

  test('lets the posts of other exports go before its polls', async () => {
    serveFile(intune.server, intune.file);
    const run = jest.spyOn(WorkloadPacer.prototype, 'run');
    await readScripted(intune, [job('notStarted'), intune.completed]);
    const lanes = run.mock.calls.map(([, , , lane]) => lane);
    expect(lanes).toEqual(['pages', 'batches']);
  });

  test('waits for what takes long, 45 seconds at most', async () => {
    serveFile(intune.server, intune.file);
    const { rows, clock } = await readScripted(intune, (_, index) =>
      index < 15 ? job('inProgress') : intune.completed,
    );
    expect(rows).toEqual(ROWS);
    expect(Math.max(...clock.sleeps)).toBe(45_000);
  });

  test('has no rows when its table has none', async () => {
    serveFile(intune.server, await zipped('DeviceId,Name\r\n'));
    const { rows, failure } = await readScripted(intune, [intune.completed]);
    expect({ rows, failure }).toEqual({ rows: [], failure: undefined });
  });

  test('sends a filter', async () => {
    serveFile(intune.server, intune.file);
    const filter = "(PolicyId eq 'p')";
    const request = { ...appsExport, filter };
    const { transport } = await readScripted(
      intune,
      [intune.completed],
      request,
    );
    expect(transport.requests[0].body).toHaveProperty('filter', filter);
  });

  test('puts any id into the address', async () => {
    serveFile(intune.server, intune.file);
    const { transport } = await readScripted(intune, [
      job('notStarted', null, "a'/b"),
      intune.completed,
    ]);
    expect(transport.urls[1]).toBe(`${JOBS}('a''%2Fb')`);
  });

  test('asks for optional columns, too', async () => {
    serveFile(intune.server, intune.file);
    const request = { ...appsExport, optionalColumns: ['Time'] };
    const { client, transport } = exportClient(
      [intune.completed],
      intune.server,
    );
    const rows = await allRows<string>(client, request);
    expect(rows).toEqual(ROWS.map((row) => ({ ...row, Time: '' })));
    expect(transport.requests[0].body).toHaveProperty('select', [
      'DeviceId',
      'Name',
      'Time',
    ]);
  });

  test('is asked for without columns when they are refused', async () => {
    serveFile(intune.server, intune.file);
    const { rows, transport } = await readScripted(intune, [
      failed(400),
      intune.completed,
    ]);
    expect(rows).toEqual(ROWS);
    expect(transport.requests[1].body).not.toHaveProperty('select');
  });
});

describe('a job', () => {
  const html = new GraphTransportError('POST /some', 'malformed', 'HTML');
  test.each<[string, Reply, unknown]>([
    ['403', failed(403), 'forbidden'],
    ['500', failed(500), 'failed'],
    ['503', failed(503), 'failed'],
    ['what is no job', ok({}), 'failed'],
    ['what is no JSON', html, 'failed'],
    ['a broken connection', brokenConnection(), undefined],
  ])(
    'whose post, or poll, is answered by %s for good is unavailable: %j',
    async (_, reply, reason) => {
      const posted = await readScripted(intune, () => reply);
      const polled = await readScripted(intune, (_, index) =>
        index === 0 ? job('notStarted') : reply,
      );
      for (const { failure } of [posted, polled]) {
        expect((failure as { reason?: unknown }).reason).toBe(reason);
      }
    },
  );

  test('is posted again when it failed, twice', async () => {
    serveFile(intune.server, intune.file);
    const script = [
      ...[job('notStarted'), job('failed')],
      ...[job('notStarted'), job('failed')],
      ...[job('notStarted', null, 'third'), intune.completed],
    ];
    const { rows, transport } = await readScripted(intune, script);
    expect(rows).toEqual(ROWS);
    expect(transport.requests.map(({ method }) => method).join(' ')).toBe(
      'POST GET POST GET POST GET',
    );
    expect(transport.urls.at(-1)).toBe(`${JOBS}('third')`);
  });

  test('that is gone counts as failed', async () => {
    serveFile(intune.server, intune.file);
    const { rows } = await readScripted(intune, [
      job('notStarted'),
      failed(404),
      intune.completed,
    ]);
    expect(rows).toEqual(ROWS);
  });

  test('that never ends gets a second one beside it, and both are given up', async () => {
    const { failure, transport } = await readScripted(intune, () =>
      job('inProgress'),
    );
    expect(failure).toMatchObject({ reason: 'stuck' });
    const at = transport.requests
      .map(({ method }, index) => ({ method, at: transport.times[index] }))
      .filter(({ method }) => method === 'POST');
    expect(at).toHaveLength(2);
    expect(at[1].at).toBeGreaterThanOrEqual(5 * 60_000);
    expect(at[1].at).toBeLessThan(6 * 60_000);
    expect(transport.times.at(-1)).toBeLessThan(12 * 60_000);
  });

  test.each([['second'], ['first']])(
    'that is stuck: the file of the %s one is read',
    async (name) => {
      serveFile(intune.server, intune.file);
      let started = 0;
      const { rows, transport } = await readScripted(intune, (request) => {
        if (request.method === 'POST') {
          started += 1;
          return job('notStarted', null, started === 1 ? 'first' : 'second');
        }
        const asked = request.url.includes('first') ? 'first' : 'second';
        const isDone = started === 2 && asked === name;
        return isDone ? intune.completed : job('inProgress', null, asked);
      });
      expect(rows).toEqual(ROWS);
      expect(started).toBe(2);
      expect(transport.times.at(-1)).toBeLessThan(7 * 60_000);
    },
  );

  test('that is stuck is asked after no more often than the quota allows', async () => {
    const { transport } = await readScripted(intune, () => job('inProgress'));
    const { times } = transport;
    const most = times.map(
      (from) => times.filter((at) => at >= from && at < from + 60_000).length,
    );
    // Four exports at a time have a quota of 48 a minute.
    expect(Math.max(...most)).toBeLessThanOrEqual(12);
  });

  test('survives what heals', async () => {
    serveFile(intune.server, intune.file);
    const { rows } = await readScripted(intune, [
      brokenConnection(),
      job('notStarted'),
      failed(429, '', { 'Retry-After': '7' }),
      failed(500),
      intune.completed,
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
    const { failure, rows } = await readScripted(intune, script);
    expect(failure).toBeInstanceOf(ExportUnavailableError);
    expect(failure).toMatchObject({
      reason,
      reportName: 'AppInvRawData',
      endpoint: 'POST /v1.0/deviceManagement/reports/exportJobs',
    });
    expect(rows).toEqual([]);
  });

  test('fails with a connection that stays broken', async () => {
    const broken = await readScripted(intune, () => brokenConnection());
    expect(broken.failure).toBeInstanceOf(GraphTransportError);
  });
});

describe('a prepared export', () => {
  test('is posted at once, and once', async () => {
    serveFile(intune.server, intune.file);
    const fixture = exportClient(
      [job('notStarted'), intune.completed, intune.completed],
      intune.server,
    );
    const { client, transport, clock } = fixture;
    void client.prepareExport(appsExport);
    void client.withLogger(fixture.logger).prepareExport({ ...appsExport });
    await clock.sleep(60_000);
    expect(transport.requests).toHaveLength(1);

    expect((await readExport(fixture, appsExport)).rows).toEqual(ROWS);
    // It had time enough: it is asked after without more waiting.
    expect(transport.times).toEqual([0, 60_000]);

    expect((await readExport(fixture, appsExport)).rows).toEqual(ROWS);
    expect(transport.requests[2].method).toBe('POST');
  });

  test('is another one with another filter', async () => {
    const fixture = exportClient(() => job('notStarted'), intune.server);
    void fixture.client.prepareExport(appsExport);
    void fixture.client.prepareExport({ ...appsExport, filter: 'x' });
    await fixture.clock.sleep(1);
    expect(fixture.transport.requests).toHaveLength(2);
  });

  test.each([
    ['may not be made', failed(403)],
    ['met an outage', failed(500)],
    ['met a broken connection', brokenConnection()],
  ])('that %s is posted anew when its rows are wanted', async (_, failure) => {
    serveFile(intune.server, intune.file);
    let isOver = false;
    const fixture = exportClient(
      () => (isOver ? intune.completed : failure),
      intune.server,
    );
    void fixture.client.prepareExport(appsExport);
    await fixture.clock.sleep(3 * 3_600_000);
    isOver = true;
    expect((await readExport(fixture, appsExport)).rows).toEqual(ROWS);
  });

  test('that fails anew is unavailable, but for connections', async () => {
    const outcomes = [];
    for (const reply of [failed(403), failed(500), brokenConnection()]) {
      const fixture = exportClient(() => reply, intune.server);
      void fixture.client.prepareExport(appsExport);
      await fixture.clock.sleep(3 * 3_600_000);
      const { failure } = await readExport(fixture, appsExport);
      outcomes.push((failure as { reason?: string }).reason);
    }
    expect(outcomes).toEqual(['forbidden', 'failed', undefined]);
  });
});
