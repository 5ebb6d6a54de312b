/** Our own runner after the finalization: an upload has succeeded when JupiterOne has applied it. */
import type { HttpAnswer, HttpMiddleware } from '../emulator/http/message';
import { InterruptedError } from '../../scripts/upload/signals';
import {
  startSynchronizationApi,
  type SynchronizationApi,
} from './synchronizationApi';
import { emitHosts, host, runTiny } from './tinyRun';

let api: SynchronizationApi;
/** What each look at the job is answered; the last one counts for all that follow. */
let looks: HttpMiddleware[];

beforeAll(async () => {
  api = await startSynchronizationApi([
    (request, next) => {
      const isLook = request.method === 'GET';
      const look = isLook && looks.length > 1 ? looks.shift() : looks.at(0);
      return isLook && look ? look(request, next) : next(request);
    },
  ]);
});

beforeEach(() => {
  looks = [];
});

afterAll(() => api.close());

const answering =
  (status: number, body: object): HttpMiddleware =>
  () =>
    Promise.resolve({
      status,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    } satisfies HttpAnswer);

/** The job as it is, but for its status. */
const being = (status: string) =>
  answering(200, { job: { id: api.jobs.at(-1)?.id, status } });

const busy = answering(503, { error: { code: 'BUSY', message: 'later' } });
const foreign = answering(403, { error: { code: 'NO', message: 'not you' } });

const jobId = () => api.jobs.at(-1)?.id ?? '';

const abortRequests = () =>
  api.requests.filter(({ url }) => url.endsWith(`${jobId()}/abort`));

test.each([
  ['which takes no time', ['FINISHED'], [1_000]],
  [
    'which takes a while, by pauses that grow',
    [
      ...['FINALIZE_PENDING', 'FINALIZING_ENTITIES', 'FINALIZING_ENTITIES'],
      ...['FINALIZING_RELATIONSHIPS', 'FINALIZING_RELATIONSHIPS', 'FINISHED'],
    ],
    [1_000, 2_000, 4_000, 8_000, 15_000, 15_000],
  ],
  [
    'whatever the statuses before it mean',
    ['UNKNOWN', 'AWAITING_UPLOADS', 'FINALIZING_MORE', 'FINISHED'],
    [1_000, 2_000, 4_000, 8_000],
  ],
])('JupiterOne is waited for, %s', async (_, statuses, pauses) => {
  looks = statuses.map(
    (status) => (request, next) => being(status)(request, next),
  );
  const { outcome, looks: waits } = await runTiny(api);
  expect(outcome).toMatchObject({
    verdict: 'complete',
    job: { status: 'FINISHED' },
  });
  expect(waits).toEqual(pauses);
});

test('a JupiterOne that is busy for a moment is asked again', async () => {
  const times = Array.from({ length: 9 }, () => busy);
  looks = [...times, (request, next) => being('FINISHED')(request, next)];
  const { outcome } = await runTiny(api);
  expect(outcome).toMatchObject({ verdict: 'complete' });
});

test.each(['ERROR_BAD_DATA', 'ERROR_OF_A_NEW_KIND', 'ABORTED'])(
  'a job that is %s then has failed',
  async (status) => {
    looks = [
      (request, next) => being('FINALIZING_ENTITIES')(request, next),
      (request, next) => being(status)(request, next),
    ];
    const { outcome } = await runTiny(api);
    expect(outcome).toMatchObject({
      job: undefined,
      reason: `Job ${jobId()} is ${status}: JupiterOne refused what was uploaded, and keeps what it has. [M365-UPLOAD-015]`,
      jobEnd: undefined,
      isCollected: true,
    });
    expect(abortRequests()).toEqual([]);
  },
);

test('what JupiterOne finds wrong only then makes the run fail, and changes nothing there', async () => {
  await runTiny(api);
  const before = [...api.kept().keys()].sort();
  const { outcome } = await runTiny(api, {
    hosts: async (context) => {
      await emitHosts(context);
      await context.jobState.addEntity(host('another'));
      const job = api.jobs.at(-1);
      // As JupiterOne would have it of a client that does not ask for ignoreDuplicates.
      Object.assign(job ?? {}, { ignoreDuplicates: false });
      job?.uploads.push({
        kind: 'entities',
        objects: [host('twice'), host('twice')],
        bytes: 0,
      });
    },
  });
  expect(outcome).toMatchObject({
    job: undefined,
    reason: expect.stringContaining('is ERROR_BAD_DATA') as string,
  });
  expect([...api.kept().keys()].sort()).toEqual(before);
});

test('after half an hour nobody waits any more, and nobody says that all is well', async () => {
  looks = [(request, next) => being('FINALIZING_ENTITIES')(request, next)];
  const { outcome, looks: waits } = await runTiny(api);
  expect(outcome).toMatchObject({
    job: undefined,
    reason: `Job ${jobId()} is still FINALIZING_ENTITIES after 30 minutes: JupiterOne has everything, and whether it takes it is not known. [M365-UPLOAD-016]`,
    jobEnd: undefined,
  });
  const waited = waits.reduce((sum, each) => sum + each, 0);
  expect(waited).toBeGreaterThanOrEqual(30 * 60_000);
  expect(waited).toBeLessThan(31 * 60_000);
  expect(abortRequests()).toEqual([]);
});

test('a key that may not look ends the wait, and is the reason', async () => {
  looks = [foreign];
  const { outcome } = await runTiny(api);
  expect(outcome).toMatchObject({
    job: undefined,
    reason: expect.stringMatching(
      /whether it takes it is not known: .*403 NO: not you/,
    ) as string,
    jobEnd: undefined,
  });
});

test('a signal during the wait ends it: JupiterOne takes the result', async () => {
  let send: () => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    send = () => reject(new InterruptedError('SIGTERM'));
  });
  interrupted.catch(() => undefined);
  looks = [
    (request, next) => {
      send();
      return being('FINALIZING_ENTITIES')(request, next);
    },
  ];
  const { outcome } = await runTiny(api, { interrupted });
  expect(outcome).toMatchObject({
    signal: 'SIGTERM',
    jobEnd: expect.stringContaining('JupiterOne takes the result') as string,
  });
  expect(abortRequests()).toEqual([]);
});
