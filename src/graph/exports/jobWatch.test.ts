/** Several export jobs of one run: which of them are polled when, and what a poll of one tells the others. */
import fc from 'fast-check';
import { FakeClock } from '#test/graph/fakeClock';
import { appsExport } from '#test/graph/sampleReports';
import { pollLimits } from '../basics/limits';
import { silentLogger } from '../basics/logger';
import type { ExportAccess } from './exportAccess';
import { ExportGate } from './exportGate';
import { ExportJob } from './exportJob';
import { JobWatch } from './jobWatch';
import { postJob } from './postJob';

const SECOND_MS = 1_000;
const names = ['a', 'b', 'c', 'd'] as const;
type Name = (typeof names)[number];

/** How long the nth job of a report takes, in milliseconds; it may fail then. */
type Jobs = (
  name: Name,
  nth: number,
) => { readonly ms: number; readonly fails?: boolean };

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly id: string;
  /** In seconds, since the beginning. */
  readonly at: number;
}

/** Posts a job of each report at once, and waits for all files. */
async function run(jobs: Jobs) {
  const clock = new FakeClock(0);
  const posted: { id: string; name: Name; at: number }[] = [];
  const asked: Asked[] = [];
  const ask = (method: Asked['method'], id: string) =>
    asked.push({ method, id, at: clock.monotonic() / SECOND_MS });
  const countOf = (name: Name) =>
    posted.filter((each) => each.name === name).length;
  const post = (body: unknown) => {
    const { reportName: name } = body as { reportName: Name };
    const id = `${name}${countOf(name) + 1}`;
    posted.push({ id, name, at: clock.monotonic() });
    ask('POST', id);
    return Promise.resolve({ id, status: 'notStarted', url: null });
  };
  const poll = (id: string) => {
    ask('GET', id);
    const [job] = posted.filter((each) => each.id === id);
    const { ms, fails } = jobs(job.name, Number(id.slice(1)));
    const isOver = clock.monotonic() - job.at >= ms;
    return Promise.resolve({
      id,
      status: isOver ? (fails ? 'failed' : 'completed') : 'inProgress',
      url: isOver && !fails ? `https://storage/${id}` : '',
    });
  };
  const access = {
    ...{ clock, post, poll },
    gate: new ExportGate(),
    watch: new JobWatch(),
    logger: silentLogger,
    signal: new AbortController().signal,
  } as unknown as ExportAccess;
  const ends = await Promise.all(
    names.map(async (reportName) => {
      const request = { ...appsExport, reportName };
      const first = await postJob(request, access);
      await new ExportJob(request, first, access).url();
      return clock.monotonic();
    }),
  );
  return { asked, ends };
}

const pollsOf = (asked: readonly Asked[], id: string) =>
  asked.flatMap((each) =>
    each.method === 'GET' && each.id === id ? [each.at] : [],
  );

test('the oldest job is polled, and the others once it is ready: nine requests for four exports', async () => {
  const { asked, ends } = await run(() => ({ ms: 3 * SECOND_MS }));
  expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(4);
  expect(pollsOf(asked, 'a1')).toEqual([1, 3]);
  for (const id of ['b1', 'c1', 'd1']) {
    expect(pollsOf(asked, id)).toEqual([3]);
  }
  expect(Math.max(...ends)).toBe(3 * SECOND_MS);
});

test('an oldest job that never ends holds nobody up, and gets a second one', async () => {
  const { asked, ends } = await run((name, nth) => ({
    ms: name === 'a' && nth === 1 ? Infinity : 5 * SECOND_MS,
  }));
  expect(pollsOf(asked, 'b1')).toEqual([6]);
  expect(ends.slice(1)).toEqual([6, 6, 6].map((s) => s * SECOND_MS));
  const again = asked.find(({ id }) => id === 'a2');
  expect(again?.at).toBeGreaterThanOrEqual(300);
  expect(again?.at).toBeLessThan(360);
  expect(ends[0]).toBeLessThan(400 * SECOND_MS);
});

test('an oldest job that fails leaves the frequent polls to the next one', async () => {
  const { asked, ends } = await run((name, nth) => ({
    ms: name === 'a' ? SECOND_MS : 4 * SECOND_MS,
    fails: name === 'a' && nth === 1,
  }));
  expect(pollsOf(asked, 'b1')).toEqual([1, 3, 5]);
  expect(Math.max(...ends)).toBe(6 * SECOND_MS);
});

test('jobs that end at different times are read soon, whichever ends first', async () => {
  const second = fc.integer({ min: 0, max: 100 });
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(second, second, second, second),
      async (seconds) => {
        const takes = (name: Name) => seconds[names.indexOf(name)];
        const { ends } = await run((name) => ({ ms: takes(name) * SECOND_MS }));
        names.forEach((name, index) => {
          const readyMs = takes(name) * SECOND_MS;
          const { behindOlder, longestDelayMs } = pollLimits;
          const mostMs = Math.min(
            Math.max(behindOlder.firstDelayMs, 2 * readyMs),
            readyMs + longestDelayMs,
          );
          expect(ends[index]).toBeGreaterThanOrEqual(readyMs);
          expect(ends[index]).toBeLessThanOrEqual(
            Math.max(mostMs, pollLimits.firstDelayMs),
          );
        });
      },
    ),
    { numRuns: 25 },
  );
});
