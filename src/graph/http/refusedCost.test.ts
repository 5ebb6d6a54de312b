/** What calls and batches tell the pacer of what was refused, and what of it they do not. */
import { read } from '#test/graph/batchReading';
import { batchReply } from '#test/graph/batchReplies';
import { failed, page, throttled, type HttpReply } from '#test/graph/replies';
import { membersOfGroups, usersRequest } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import { maxAttempts } from '../basics/limits';
import { WorkloadPacer } from '../pacing/workloadPacer';

const RETRY_AFTER = { 'retry-after': '10' };
const request = { ...usersRequest, cost: 7 };

let pause: jest.SpyInstance<void, Parameters<WorkloadPacer['pause']>>;
let notCharged: jest.SpyInstance;

beforeEach(() => {
  pause = jest.spyOn(WorkloadPacer.prototype, 'pause');
  notCharged = jest.spyOn(WorkloadPacer.prototype, 'notCharged');
});

const pauses = () =>
  pause.mock.calls.map(([{ refusedCost, isAsked }]) => [refusedCost, isAsked]);

const cases: [string, HttpReply, number, boolean][] = [
  ['429', throttled('10'), 1, true],
  ['429 without Retry-After', throttled(), 1, false],
  ['503', failed(503), 0, false],
  ['503 with Retry-After', failed(503, '', RETRY_AFTER), 0, true],
  ['500 with Retry-After', failed(500, '', RETRY_AFTER), 0, true],
];

describe('a refusal is told with its cost, and a busy service without', () => {
  test.each(cases)('of a call: %s', async (_, reply, share, isAsked) => {
    const { client } = scriptedClient((_request, index) =>
      index === 0 ? reply : page([]),
    );
    await client.get(request);
    expect(pauses()).toEqual([[request.cost * share, isAsked]]);
  });

  test.each(cases)(
    'of one request in a batch: %s',
    async (_, reply, share, isAsked) => {
      await read(membersOfGroups(3), (sent, index) =>
        batchReply(sent, (url) =>
          index === 0 && url.includes('/g1/') ? reply : page([]),
        ),
      );
      expect(pauses()).toEqual([[2 * share, isAsked]]);
    },
  );

  test.each(cases)('of a whole batch: %s', async (_, reply, share, isAsked) => {
    await read(membersOfGroups(3), (sent, index) =>
      index === 0 ? reply : batchReply(sent, () => page([])),
    );
    expect(pauses()).toEqual([[6 * share, isAsked]]);
  });
});

describe('a request that is given up', () => {
  const everyTime = Array.from({ length: maxAttempts.throttling }, () => [
    2,
    true,
  ]);

  test('is told each time, the last time included', async () => {
    const { client } = scriptedClient(() => throttled('10'));
    await expect(client.get({ ...request, cost: 2 })).rejects.toThrow();
    expect(pauses()).toEqual(everyTime);
  });

  test('is told each time inside of a batch, too', async () => {
    const { failure } = await read(membersOfGroups(1), (sent) =>
      batchReply(sent, () => throttled('10')),
    );
    expect(failure).toMatchObject({ status: 429 });
    expect(pauses()).toEqual(everyTime);
  });

  test('holds the others back as long as Graph asks', async () => {
    const { client, clock, transport } = scriptedClient((_, index) =>
      index < maxAttempts.throttling ? throttled('10') : page([]),
    );
    await client.get(usersRequest).catch(() => undefined);
    const givenUpAt = clock.monotonic();
    await client.get(usersRequest);
    expect(transport.times.at(-1)).toBeGreaterThanOrEqual(givenUpAt + 10_000);
  });

  test('tells nothing when it was not refused for its frequency', async () => {
    const { client } = scriptedClient(() => failed(403));
    await expect(client.get(request)).rejects.toThrow();
    expect(pauses()).toEqual([]);
  });
});

test('a request that was not carried out because its sibling failed counts as not charged', async () => {
  await read(membersOfGroups(3), (sent, index) =>
    batchReply(sent, (url) => {
      const reply = url.includes('/g1/') ? throttled('10') : failed(424);
      return index === 0 ? reply : page([]);
    }),
  );
  expect(notCharged.mock.calls).toEqual([[2], [2]]);
  expect(pauses()).toEqual([[2, true]]);
});
