import { batchReply, isBatch } from '#test/graph/batchReplies';
import {
  brokenConnection,
  failed,
  ok,
  page,
  throttled,
} from '#test/graph/replies';
import {
  intuneRequest,
  membersOfGroups,
  usersRequest,
} from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';

const BROKER =
  'Rate limit reached because of too many requests to query broker.';
const organization = { ...usersRequest, path: '/organization', query: {} };

test('nothing is counted before anything is sent', () => {
  const { client } = scriptedClient([]);
  expect(client.statistics()).toEqual({
    requests: 0,
    batched: 0,
    throttled: 0,
    retries: 0,
    pausedMs: 0,
    workloads: {},
  });
});

test('requests, throttled ones, repeats and pauses are counted, by workload', async () => {
  const { client } = scriptedClient([
    throttled('7'),
    brokenConnection(),
    ok({ id: 'a' }),
    failed(404),
    failed(500, '', {}, BROKER),
    ok({ id: 'a' }),
  ]);
  await client.get(organization);
  await client.get(organization).catch(() => undefined);
  await client.get(intuneRequest);
  const directory = {
    requests: 4,
    batched: 0,
    throttled: 1,
    retries: 2,
    pausedMs: 7_000,
    // Of the one that was carried out.
    units: 1,
  };
  const intuneConfiguration = {
    requests: 2,
    batched: 0,
    throttled: 1,
    retries: 1,
    pausedMs: 500,
  };
  expect(client.statistics()).toEqual({
    requests: 6,
    batched: 0,
    throttled: 2,
    retries: 3,
    pausedMs: 7_500,
    workloads: { directory, intuneConfiguration },
  });
});

test('what is inside of batches is counted one by one', async () => {
  let answered = 0;
  const { client } = scriptedClient((request) => {
    expect(isBatch(request)).toBe(true);
    return batchReply(request, () => {
      answered += 1;
      return answered <= 3 ? throttled('2') : page([]);
    });
  });
  for await (const result of client.listMany(
    membersOfGroups(25),
    () => false,
  )) {
    expect(result).toMatchObject({ isLast: true });
  }
  expect(client.statistics()).toMatchObject({
    requests: 3,
    batched: 28,
    throttled: 3,
    retries: 3,
    pausedMs: 2_000,
  });
});
