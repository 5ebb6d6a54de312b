import fc from 'fast-check';
import { brokenConnection, ok, type Reply } from '../../test/graph/replies';
import { installsReport, reportPage } from '../../test/graph/sampleReports';
import { GRAPH } from '../../test/graph/sampleRequests';
import { scriptedClient } from '../../test/graph/scriptedClient';
import type { LoggedRequest, Script } from '../../test/graph/scriptedTransport';
import { GraphProtocolError, GraphResponseError } from './errors';
import { defaultLimits } from './limits';
import type { ReportRow } from './reports';

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

  test('gives all rows once, whatever page sizes Graph chooses', async () => {
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
          expect(deviceIds(rows)).toEqual(deviceIds(asRows(0, total)));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('asks for the next page while one is worked on', async () => {
    const { client, transport } = scriptedClient((request) =>
      reportPage(valuesOf(skipOf(request), 2), 6),
    );
    const pages = client.report(installsReport);
    await pages.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(transport.requests.map(skipOf)).toEqual([0, 2]);
    await pages.return();
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
    ['a list', ok([]), 'row count'],
    ['no wanted column', reportPage([], 0, ['DeviceId']), 'column Version'],
    ['a short row', reportPage([['1.0']], 1), 'fewer values'],
    ['a row that is none', reportPage([{}], 1), 'fewer values'],
  ])('refuses an answer with %s', async (_, reply, detail) => {
    const { failure, rows } = await read([reply]);
    expect(failure).toBeInstanceOf(GraphProtocolError);
    expect(failure).toHaveProperty('message', expect.stringContaining(detail));
    expect(rows).toEqual([]);
  });

  test('tries again what may heal, and fails with what does not', async () => {
    const { rows, failure } = await read([
      brokenConnection(),
      reportPage(valuesOf(0, 1), 2),
      { status: 400, body: { error: { code: 'BadRequest', message: 'no' } } },
    ]);
    expect(deviceIds(rows)).toEqual(['d0']);
    expect(failure).toBeInstanceOf(GraphResponseError);
  });
});

function asRows(first: number, count: number): Row[] {
  return valuesOf(first, count).map(([Version, DeviceId]) => ({
    Version,
    DeviceId,
  }));
}
