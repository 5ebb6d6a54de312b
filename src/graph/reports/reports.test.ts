import fc from 'fast-check';
import { settle } from '#test/graph/fakeClock';
import { brokenConnection, failed, ok, type Reply } from '#test/graph/replies';
import { installsReport, reportPage } from '#test/graph/sampleReports';
import { GRAPH } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { LoggedRequest, Script } from '#test/graph/scriptedTransport';
import { GraphProtocolError, GraphResponseError } from '../errors/errors';
import { defaultLimits } from '../basics/limits';
import { PAGES_IN_FLIGHT } from './index';
import type { ReportRow } from './reportRequest';

type Row = ReportRow<'DeviceId' | 'Version'>;

async function read(script: Script) {
  const fixture = scriptedClient(script);
  const rows: Row[] = [];
  let failure: unknown;
  try {
    for await (const page of fixture.client.report(installsReport)) {
      rows.push(...page);
    }
  } catch (error) {
    failure = error;
  }
  return { ...fixture, rows, failure };
}

/** Rows as Graph sends them: `[Version, DeviceId]`. */
function valuesOf(first: number, count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [
    '1.0',
    `d${first + index}`,
  ]);
}

function skipOf({ body }: LoggedRequest): number {
  return (body as { skip: number }).skip;
}

function orderOf({ body }: LoggedRequest): readonly string[] {
  return (body as { orderBy: readonly string[] }).orderBy;
}

function deviceIds(rows: readonly Row[]): unknown[] {
  return rows.map(({ DeviceId }) => DeviceId);
}

describe('report', () => {
  test('posts what the declaration says, and names the cells', async () => {
    const { rows, transport, failure } = await read([
      reportPage([['1.2', 'd1']], 1),
    ]);
    expect(failure).toBeUndefined();
    expect(rows).toEqual([{ DeviceId: 'd1', Version: '1.2' }]);
    expect(transport.requests).toMatchObject([
      {
        method: 'POST',
        url: `${GRAPH}/beta/deviceManagement/reports/getDeviceInstallStatusReport`,
        endpoint:
          'POST /beta/deviceManagement/reports/getDeviceInstallStatusReport',
        body: {
          filter: "(ApplicationId eq 'a1')",
          select: ['DeviceId', 'Version'],
          orderBy: [],
          skip: 0,
          top: 1_000,
        },
      },
    ]);
  });

  test('has no rows when there are none', async () => {
    const { rows, failure } = await read([reportPage([], 0)]);
    expect({ rows, failure }).toEqual({ rows: [], failure: undefined });
  });

  test('gives all rows, whatever page sizes Graph chooses', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: 60 }),
        fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1 }),
        async (total, sizes) => {
          const { rows, failure } = await read((request, index) => {
            const skip = skipOf(request);
            const size = sizes[index % sizes.length];
            const count = Math.min(size, total - skip);
            return reportPage(valuesOf(skip, count), total);
          });
          expect(failure).toBeUndefined();
          expect(new Set(deviceIds(rows))).toEqual(
            new Set(deviceIds(asRows(0, total))),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  test('asks for the first page alone, then for the others while it is worked on', async () => {
    const { client, transport } = scriptedClient((request) =>
      reportPage(valuesOf(skipOf(request), 2), 40),
    );
    const pages = client.report(installsReport);
    const first = pages.next();
    await settle();
    await first;
    await settle();
    const skips = [0, 2, 4, 6, 8, 10, 12, 14, 16];
    expect(transport.requests.map(skipOf)).toEqual(skips);
    expect(transport.mostInFlight).toBeLessThanOrEqual(PAGES_IN_FLIGHT);
    await pages.return();
  });

  test('gives up what is under way when nobody wants more', async () => {
    const { client, transport } = scriptedClient((request) =>
      skipOf(request) === 0
        ? reportPage(valuesOf(0, 2), 400)
        : new Promise(() => undefined),
    );
    const pages = client.report(installsReport);
    await pages.next();
    await settle();
    const sent = transport.requests.length;
    await pages.return();
    await settle();
    // Their places are free for others, and nothing was sent again.
    const others = client.report({ ...installsReport, filter: '' });
    await others.next();
    expect(transport.requests).toHaveLength(sent + 1);
    await others.return();
  });

  test('asks again for what a short page left out', async () => {
    const { rows, failure, transport } = await read((request) => {
      const skip = skipOf(request);
      return reportPage(valuesOf(skip, skip === 3 ? 1 : 3), 6);
    });
    expect(failure).toBeUndefined();
    expect(transport.requests.map(skipOf)).toEqual([0, 3, 4]);
    expect(new Set(deviceIds(rows)).size).toBeGreaterThanOrEqual(6);
  });

  test('goes on to the end of a report that grows', async () => {
    const { rows } = await read([
      reportPage(valuesOf(0, 2), 3),
      reportPage(valuesOf(2, 1), 4),
      reportPage(valuesOf(3, 1), 4),
    ]);
    expect(deviceIds(rows)).toEqual(['d0', 'd1', 'd2', 'd3']);
  });

  test.each([
    ['shrinks', reportPage(valuesOf(2, 1), 3)],
    ['has no rows before its end', reportPage([], 4)],
  ])('begins again when the report %s', async (_, odd) => {
    const { rows, failure, transport } = await read([
      reportPage(valuesOf(0, 2), 4),
      odd,
      reportPage(valuesOf(0, 3), 3),
    ]);
    expect(failure).toBeUndefined();
    expect(transport.requests.map(skipOf)).toEqual([0, 2, 0]);
    expect(new Set(deviceIds(rows))).toEqual(new Set(['d0', 'd1', 'd2']));
  });

  test.each<[string, (index: number) => Reply]>([
    [
      'shrinks again and again',
      (index) => reportPage(valuesOf(0, 1), 1_000 - index),
    ],
    ['never has rows', () => reportPage([], 4)],
  ])('fails when the report %s', async (_, script) => {
    const { failure, transport } = await read((_request, index) =>
      script(index),
    );
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(transport.requests.length).toBeGreaterThan(
      defaultLimits.maxRestarts,
    );
  });

  test.each<[string, Reply, string]>([
    ['no row count', reportPage([], undefined), 'row count'],
    ['a row count that is a text', reportPage([], '1'), 'row count'],
    ['a negative row count', reportPage([], -1), 'row count'],
    ['no values', ok({ TotalRowCount: 1, Schema: [] }), 'no values'],
    ['no schema', ok({ TotalRowCount: 1, Values: [] }), 'no schema'],
    ['a list', ok([]), 'no object'],
    ['nothing in it', ok({}), 'nothing that was asked for'],
    ['an error', ok({ error: { code: 'Odd' } }), 'in spite of its status'],
    ['a value that is no base64', ok({ value: '{}' }), 'base64'],
    ['a value of another text', encoded('a,b\n1,2\n'), 'base64'],
    ['a value of a list', encoded('[]'), 'base64'],
    ['a value of nothing', encoded('{}'), 'row count'],
    ['a short row', reportPage([['1.0']], 1), 'fewer values'],
    ['a row that is none', reportPage([{}], 1), 'fewer values'],
  ])('asks again after an answer with %s', async (_, reply, detail) => {
    const always = await read(() => reply);
    expect(always.failure).toMatchObject({
      name: 'GraphTransportError',
      fault: 'malformed',
      message: expect.stringContaining(detail) as string,
    });
    expect(always.rows).toEqual([]);
    const once = await read([reply, reportPage(valuesOf(0, 1), 1)]);
    expect(once.failure).toBeUndefined();
    expect(deviceIds(once.rows)).toEqual(['d0']);
  });

  test.each<[string, Reply, string]>([
    ['no wanted column', reportPage([], 0, ['DeviceId']), 'column Version'],
    ['no wanted columns', reportPage([], 0, ['X']), 'DeviceId, Version'],
    [
      'a value that is nested without end',
      encoded(`{"a":${'['.repeat(201)}${']'.repeat(201)}}`),
      'nested more than 200 deep (limit maxNesting)',
    ],
    [
      'cells that are nested without end',
      reportPage([[nestedCell(), 'd1']], 1),
      'cannot be compared',
    ],
  ])('refuses an answer with %s', async (_, reply, detail) => {
    const { failure, rows } = await read([reply]);
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(failure).toHaveProperty('message', expect.stringContaining(detail));
    expect(rows).toEqual([]);
  });

  test.each([
    ['without', ''],
    ['with', '\ufeff'],
  ])('reads base64 %s a byte order mark', async (_, mark) => {
    const { body } = reportPage([['1.2', 'dé']], 1);
    const { rows, failure } = await read([
      encoded(`${mark}${JSON.stringify(body)}`),
    ]);
    expect({ rows, failure }).toEqual({
      rows: [{ DeviceId: 'dé', Version: '1.2' }],
      failure: undefined,
    });
  });

  test('finds columns in any order and case, and takes those that are optional as they come', async () => {
    const request = { ...installsReport, optionalColumns: ['UPN', 'X'] };
    const { client, transport } = scriptedClient([
      reportPage([['u', '1.2', 'd1']], 1, ['upn', 'VERSION', 'deviceID']),
    ]);
    const { value } = await client
      .report<string>({ ...request, columns: ['DeviceId', 'Version'] })
      .next();
    expect(value).toEqual([
      { DeviceId: 'd1', Version: '1.2', UPN: 'u', X: undefined },
    ]);
    expect(transport.requests[0].body).toHaveProperty('select', [
      'DeviceId',
      'Version',
      'UPN',
      'X',
    ]);
  });

  test('tells its row count by one request for one row', async () => {
    const { client, transport } = scriptedClient([
      reportPage([['1.0', 'd1']], 1_234),
    ]);
    const request = { ...installsReport, orderBy: ['DeviceId asc'] };
    expect(await client.reportRowCount(request)).toBe(1_234);
    expect(transport.requests.map(({ body }) => body)).toEqual([
      {
        filter: "(ApplicationId eq 'a1')",
        select: ['DeviceId', 'Version'],
        orderBy: [],
        skip: 0,
        top: 1,
      },
    ]);
  });

  test('remembers for all views of the client that an order is refused', async () => {
    const { client, transport, logger } = scriptedClient((request) =>
      orderOf(request).length > 0
        ? failed(400, 'BadRequest')
        : reportPage(valuesOf(skipOf(request), 1), 1),
    );
    const request = { ...installsReport, orderBy: ['DeviceId asc'] };
    await client.report(request).next();
    await client
      .withLogger(logger)
      .report({ ...request, filter: '' })
      .next();
    expect(transport.requests.map(orderOf)).toEqual([['DeviceId asc'], [], []]);
  });

  test('tries again what may heal, and fails with what does not', async () => {
    const { rows, failure } = await read([
      brokenConnection(),
      reportPage(valuesOf(0, 1), 2),
      failed(403),
    ]);
    expect(deviceIds(rows)).toEqual(['d0']);
    expect(failure).toBeInstanceOf(GraphResponseError);
  });
});

/** The form of an answer in which the report is a stream of bytes. */
function encoded(text: string): Reply {
  return ok({ value: Buffer.from(text).toString('base64') });
}

/** In a form that the transport lets through: its ends have neighbors. */
function nestedCell(): unknown {
  const depth = 100_000;
  return JSON.parse(`${'[['.repeat(depth)}${'],1]'.repeat(depth)}`);
}

function asRows(first: number, count: number): Row[] {
  return valuesOf(first, count).map(([Version, DeviceId]) => ({
    Version,
    DeviceId,
  }));
}
