/** Our own runner against a JupiterOne that fails in every way: nothing twice, nothing lost, nothing finalized that is incomplete. */
import { inspect } from 'node:util';
import type { HttpMiddleware } from '../emulator';
import { ConnectProxy } from '../graph/connectProxy';
import type { BrokenDelivery } from '../emulator/http/message';
import type { NotFinalized, Outcome } from '../../scripts/upload/run';
import { InterruptedError } from '../../scripts/upload/signals';
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import type { Job } from './jobs';
import {
  startSynchronizationApi,
  type SynchronizationApi,
} from './synchronizationApi';
import { allKeys, emitHosts, host, runTiny, untilClosed } from './tinyRun';

const passOn: HttpMiddleware = (request, next) => next(request);

let middleware = passOn;
let api: SynchronizationApi;
let jobsBefore: number;

beforeAll(async () => {
  api = await startSynchronizationApi([
    (request, next) => middleware(request, next),
  ]);
});

beforeEach(() => {
  middleware = passOn;
  jobsBefore = api.jobs.length;
});

afterAll(() => api.close());

/** Those of this test. */
const jobs = () => api.jobs.slice(jobsBefore);
const keysIn = ({ uploads }: Job) =>
  uploads.flatMap(({ objects }) => objects.map(({ _key }) => _key));

type Requests = keyof typeof addresses;

const addresses = {
  'the start': /\/jobs$/,
  entities: /\/entities$/,
  relationships: /\/relationships$/,
  'an event': /\/events$/,
  'the finalization': /\/finalize$/,
  'the abort': /\/abort$/,
};

/** The first requests of a kind meet the fault, the others do not. */
function failing(
  which: Requests,
  fault: HttpMiddleware,
  times = Infinity,
): HttpMiddleware {
  let count = 0;
  return (request, next) =>
    addresses[which].test(request.url) && count++ < times
      ? fault(request, next)
      : next(request);
}

const answering =
  (
    status: number,
    headers: Record<string, string> = {},
    body?: string,
  ): HttpMiddleware =>
  () =>
    Promise.resolve({
      status,
      headers: { 'Content-Type': 'application/json', ...headers },
      body:
        body ?? JSON.stringify({ error: { code: 'NO', message: 'not now' } }),
    });

const page = '<html>Sign in to the guest network</html>';
const portal = answering(200, { 'Content-Type': 'text/html' }, page);

const notDelivered =
  (delivery: BrokenDelivery): HttpMiddleware =>
  () =>
    Promise.resolve({ status: 200, headers: {}, body: '{"job":{}}', delivery });

const redirect = answering(302, { Location: 'https://127.0.0.1:9/' });

/** JupiterOne has done what was asked, and nobody hears of it. */
const answerLost =
  (delivery: BrokenDelivery): HttpMiddleware =>
  async (request, next) => ({ ...(await next(request)), delivery });

const passing: readonly (readonly [string, HttpMiddleware])[] = [
  ['500', answering(500)],
  ['503 with a wait', answering(503, { 'Retry-After': '3' })],
  ['429', answering(429)],
  ['a page of a portal', portal],
  ['a broken connection', notDelivered('reset')],
  ['half an answer', answerLost('truncated')],
  ['a lost answer', answerLost('reset')],
  ['an answer that never comes', answerLost('never')],
];

const requests = [
  'the start',
  'entities',
  'relationships',
  'an event',
  'the finalization',
] as const;

describe.each(requests)('%s', (which) => {
  test.each(passing)(
    'that meets %s once comes to the same result',
    async (_, fault) => {
      middleware = failing(which, fault, 1);

      const { outcome } = await runTiny(api, { timeoutMs: 150 });

      expect(outcome).toMatchObject({
        verdict: 'complete',
        taken: { entities: 3, relationships: 2 },
        job: { status: 'FINISHED' },
      });
      const job = jobs().at(-1) as Job;
      expect(job.status).toBe('FINISHED');
      expect([...new Set(keysIn(job))].sort()).toEqual(allKeys);
      expect(
        [...api.kept().values()].filter(({ _key }) => !allKeys.includes(_key)),
      ).toEqual([]);
    },
  );
});

/** Which a finalization of any other job would delete. */
async function keepOlderHost(): Promise<void> {
  middleware = passOn;
  await runTiny(api, {
    hosts: async ({ jobState }) => {
      await jobState.addEntity(host('older'));
    },
  });
  jobsBefore = api.jobs.length;
}

function expectNothingChanged(outcome: Outcome, words: string): void {
  expect(outcome.job).toBeUndefined();
  expect((outcome as NotFinalized).reason).toContain(words);
  expect([...api.kept().keys()].sort()).toEqual(['account', 'older']);
}

describe.each(['the start', 'entities', 'the finalization'] as const)(
  '%s',
  (which) => {
    beforeAll(keepOlderHost);

    test.each([
      ['500', answering(500), '500 NO: not now'],
      ['429', answering(429), '429 NO: not now'],
      [
        '401',
        answering(401),
        'Check JUPITERONE_API_KEY and JUPITERONE_ACCOUNT',
      ],
      ['a page of a portal', portal, 'text/html instead of JSON'],
      ['a redirect', redirect, 'which JupiterOne'],
      ['broken connections', notDelivered('reset'), 'ECONNRESET'],
    ] as const)(
      'that always meets %s changes nothing in JupiterOne',
      async (_, fault, words) => {
        middleware = failing(which, fault);

        const { outcome } = await runTiny(api);

        expectNothingChanged(outcome, words);
        expect(jobs().map(({ status }) => status)).toEqual(
          which === 'the start' ? [] : ['ABORTED'],
        );
      },
    );
  },
);

describe('before anything is sent', () => {
  beforeAll(keepOlderHost);

  test.each([
    [
      'a wrong key',
      { apiKey: 'another~key~of~somebody' },
      '401 UNAUTHORIZED: Unauthorized. Check JUPITERONE_API_KEY',
    ],
    [
      'a certificate that is not trusted',
      { isUntrusted: true },
      'is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): its issuer is',
    ],
    [
      'a closed port',
      { origin: 'https://127.0.0.1:1' },
      '127.0.0.1:1 was not reached (ECONNREFUSED)',
    ],
  ])('%s ends the run', async (_, options, words) => {
    const { outcome } = await runTiny(api, options);

    expectNothingChanged(outcome, words);
    expect(outcome).toMatchObject({ jobEnd: undefined, isCollected: false });
    expect(jobs()).toEqual([]);
  });
});

describe('waits', () => {
  test.each([
    ['as long as JupiterOne asks', '3', [3_000]],
    ['no longer than a minute', '86400', [60_000]],
    ['a second at first', '0', [1_000]],
  ])('are %s', async (_, seconds, expected) => {
    const busy = answering(429, { 'Retry-After': seconds });
    middleware = failing('entities', busy, 1);
    const { waits } = await runTiny(api);
    expect(waits).toEqual(expected);
  });

  test('double, until a try is the last', async () => {
    middleware = failing('the start', answering(500));
    const { waits } = await runTiny(api);
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });
});

test('lost answers of all uploads at once: JupiterOne has each object once', async () => {
  const lost = new Set<string>();
  middleware = (request, next) => {
    const isFirst = !lost.has(request.body);
    const isUpload = /\/(?:entities|relationships)$/.test(request.url);
    lost.add(request.body);
    return isUpload && isFirst
      ? answerLost('reset')(request, next)
      : next(request);
  };

  const { outcome } = await runTiny(api);

  const [job] = jobs();
  expect(keysIn(job).sort()).toEqual([...allKeys, ...allKeys].sort());
  expect(outcome).toMatchObject({
    verdict: 'complete',
    taken: { entities: 3, relationships: 2 },
  });
  expect(job.status).toBe('FINISHED');
  expect([...api.kept().keys()].sort()).toEqual(allKeys);
});

describe('a run', () => {
  beforeAll(keepOlderHost);

  test('whose upload fails ends before its steps do', async () => {
    middleware = failing('entities', answering(400));
    const { outcome } = await runTiny(api, {
      hosts: untilClosed,
    });
    expectNothingChanged(outcome, '400 NO: not now');
    expect(outcome).toMatchObject({ isCollected: false });
  });

  test('with an object that is too large for JupiterOne is not finalized', async () => {
    const { outcome } = await runTiny(api, {
      hosts: async (context) => {
        await emitHosts(context);
        const large = { ...host('large'), text: 'x'.repeat(5_100_000) };
        await context.jobState.addEntity(large);
      },
    });
    expectNothingChanged(
      outcome,
      'JupiterOne took 3 of 4 entities that were collected',
    );
  });

  test('that collected nothing is not finalized', async () => {
    const { outcome } = await runTiny(api, { collectsNothing: true });
    expectNothingChanged(outcome, 'No step collected anything');
  });

  test('of which a step failed is partial, and its types are spared', async () => {
    const { outcome } = await runTiny(api, {
      hosts: () => Promise.reject(new Error('Microsoft says no')),
    });
    expect(outcome).toMatchObject({
      verdict: 'partial',
      job: { status: 'FINISHED' },
    });
    expect(jobs()[0].partialTypes).toContain('my_host');
    expect([...api.kept().keys()].sort()).toEqual(['account', 'older']);
  });
});

describe('a signal', () => {
  beforeAll(keepOlderHost);

  const sigterm = new InterruptedError('SIGTERM');
  /** @returns what a test calls to send it, and what the run listens to */
  function createSignal() {
    let send: () => void = () => undefined;
    const interrupted = new Promise<never>((_, reject) => {
      send = () => reject(sigterm);
    });
    interrupted.catch(() => undefined);
    return { interrupted, send: () => send() };
  }

  test('in the middle of a step aborts the job, and names itself as the reason', async () => {
    const { interrupted, send } = createSignal();
    const { outcome } = await runTiny(api, {
      interrupted,
      hosts: (context) => {
        send();
        return untilClosed(context);
      },
    });
    expectNothingChanged(outcome, 'Interrupted by SIGTERM');
    expect(outcome).toMatchObject({
      signal: 'SIGTERM',
      jobEnd: expect.stringMatching(
        /^Job .* is aborted: JupiterOne keeps what it has\. \[M365-UPLOAD-021\]$/,
      ) as string,
    });
    expect(jobs()).toMatchObject([
      {
        status: 'ABORTED',
        abortReason: 'Interrupted by SIGTERM. [M365-UPLOAD-014]',
      },
    ]);
  });

  test('while the job starts aborts it when it has started', async () => {
    const { interrupted, send } = createSignal();
    middleware = failing('the start', async (request, next) => {
      send();
      return next(request);
    });
    const { outcome } = await runTiny(api, { interrupted });
    expectNothingChanged(outcome, 'Interrupted by SIGTERM');
    expect(jobs()).toMatchObject([{ status: 'ABORTED' }]);
  });

  test('does not wait for a JupiterOne that does not answer', async () => {
    const { interrupted, send } = createSignal();
    middleware = failing('the abort', notDelivered('never'));
    const { outcome } = await runTiny(api, {
      interrupted,
      abortMs: 50,
      hosts: (context) => {
        send();
        return untilClosed(context);
      },
    });
    expectNothingChanged(outcome, 'Interrupted by SIGTERM');
    expect(outcome).toMatchObject({
      jobEnd:
        'JupiterOne did not answer in time: a job of this run may stay open there. Nothing of it counts. [M365-UPLOAD-025]',
    });
  });

  test('during the finalization says that JupiterOne takes the result', async () => {
    const { interrupted, send } = createSignal();
    middleware = failing('the finalization', async (request, next) => {
      send();
      return next(request);
    });
    const { outcome } = await runTiny(api, { interrupted });
    const [{ id }] = jobs();
    const requests = api.requests.map(({ url }) => url);
    expect(requests.filter((url) => url.endsWith(`${id}/abort`))).toEqual([]);
    expect(outcome).toMatchObject({
      job: undefined,
      signal: 'SIGTERM',
      jobEnd: expect.stringContaining(
        'is FINALIZE_PENDING already: JupiterOne takes the result',
      ) as string,
    });
    expect(jobs()).toMatchObject([{ status: 'FINALIZE_PENDING' }]);
  });
});

test('events reach the job log without secrets', async () => {
  await runTiny(api, {
    hosts: async (context) => {
      context.logger.publishWarnEvent({
        name: IntegrationWarnEventName.MissingPermission,
        description: `a server answered ${api.apiKey}`,
      });
      await emitHosts(context);
    },
  });
  expect(jobs()[0].events).toContainEqual({
    name: IntegrationWarnEventName.MissingPermission,
    description: 'a server answered [redacted]',
  });
});

test('a proxy with a password brings JupiterOne all, and is told nothing but where to', async () => {
  const password = 'pass~word~of~the~proxy';
  const proxy = await ConnectProxy.start({ credentials: `name:${password}` });
  jest.replaceProperty(process, 'env', {
    ...process.env,
    HTTPS_PROXY: `http://name:${password}@127.0.0.1:${proxy.port}`,
  });
  try {
    const { outcome, records } = await runTiny(api);

    expect(outcome).toMatchObject({ verdict: 'complete' });
    expect([...new Set(proxy.places)]).toEqual([new URL(api.origin).host]);
    expect(proxy.others).toEqual([]);
    expect(inspect(records, { depth: 12 })).not.toContain(password);
  } finally {
    await proxy.stop();
  }
});

test('a proxy that refuses the password is named, without it', async () => {
  const proxy = await ConnectProxy.start({ credentials: 'name:right' });
  jest.replaceProperty(process, 'env', {
    ...process.env,
    HTTPS_PROXY: `http://name:wrong~one@127.0.0.1:${proxy.port}`,
  });
  try {
    const { outcome, records } = await runTiny(api);

    expect((outcome as NotFinalized).reason).toMatch(
      /^JupiterOne could not be reached: the proxy .* refused the name and password in HTTPS_PROXY \(407\)/,
    );
    expect(inspect([outcome, records], { depth: 12 })).not.toContain('wrong~');
  } finally {
    await proxy.stop();
  }
});
