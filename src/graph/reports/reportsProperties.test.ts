/** However Intune serves a report: all rows come, or the report fails. */
import fc from 'fast-check';
import { FakeClock } from '#test/graph/fakeClock';
import {
  anyBehavior,
  ReportService,
  type ReportBehavior,
} from '#test/graph/reportService';
import { installsReport } from '#test/graph/sampleReports';
import { scriptedClient } from '#test/graph/scriptedClient';
import { GraphProtocolError, IncompleteReportError } from '../errors/errors';
import { MOST_READINGS } from './reportPlan';

interface Reading {
  readonly service: ReportService;
  readonly ids: Set<unknown>;
  readonly failure: unknown;
  readonly bodies: readonly unknown[];
}

async function read(behavior: ReportBehavior): Promise<Reading> {
  const clock = new FakeClock();
  const service = new ReportService(behavior);
  const { client, transport } = scriptedClient(
    (request, index) => service.answer(request, index, clock),
    { clock },
  );
  const request = { ...installsReport, orderBy: ['DeviceId asc'] };
  const ids = new Set<unknown>();
  let failure: unknown;
  try {
    for await (const rows of client.report(request)) {
      rows.forEach(({ DeviceId }) => ids.add(DeviceId));
    }
  } catch (error) {
    failure = error;
  }
  const bodies = transport.requests.map(({ body }) => body);
  return { service, ids, failure, bodies };
}

test('a report that stays as it is gives all that was ever shown, and fails when that is not all', async () => {
  await fc.assert(
    fc.asyncProperty(anyBehavior, async (behavior) => {
      const { service, ids, failure } = await read({
        ...behavior,
        change: 'none',
      });
      expect(ids).toEqual(service.shown);
      if (ids.size === behavior.rowCount) {
        expect(failure).toBeUndefined();
      } else {
        expect(failure).toBeInstanceOf(IncompleteReportError);
        expect(failure).toMatchObject({
          received: ids.size,
          counted: behavior.rowCount,
        });
      }
      expect(Math.max(0, ...service.asked.values())).toBeLessThanOrEqual(
        MOST_READINGS,
      );
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('a report that changes gives all rows that last, or fails', async () => {
  await fc.assert(
    fc.asyncProperty(anyBehavior, async (behavior) => {
      const { service, ids, failure } = await read(behavior);
      if (failure === undefined) {
        const missing = [...service.lasting].filter((id) => !ids.has(id));
        expect(missing).toEqual([]);
      } else {
        const isExpected =
          failure instanceof IncompleteReportError ||
          (failure instanceof GraphProtocolError &&
            failure.message.includes('limit maxRestarts'));
        expect(isExpected ? undefined : failure).toBeUndefined();
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('an order that is taken needs one reading', async () => {
  await fc.assert(
    fc.asyncProperty(anyBehavior, async (behavior) => {
      const { service, failure } = await read({
        ...behavior,
        change: 'none',
        refusesOrder: false,
      });
      expect(failure).toBeUndefined();
      expect(service.shown.size).toBe(behavior.rowCount);
      expect(Math.max(0, ...service.asked.values())).toBeLessThanOrEqual(1);
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('what is refused is asked for in the first request only', async () => {
  await fc.assert(
    fc.asyncProperty(anyBehavior, async (behavior) => {
      const { bodies } = await read(behavior);
      const { refusesOrder, refusesSelect } = behavior;
      const isRefused = (body: unknown) => {
        const { orderBy, select } = body as Record<string, unknown[]>;
        return (
          (refusesOrder && orderBy.length > 0) ||
          (refusesSelect && select.length > 0)
        );
      };
      // The forms with an order, with a selection and with both.
      expect(bodies.filter(isRefused).length).toBeLessThanOrEqual(3);
      expect(bodies.slice(3).filter(isRefused)).toEqual([]);
    }),
    { numRuns: 50 },
  );
}, 60_000);
