/** The resource units that the summary of a run names. */
import { batchReply } from '#test/graph/batchReplies';
import { read } from '#test/graph/batchReading';
import { failed, page, throttled, type HttpReply } from '#test/graph/replies';
import {
  intuneRequest,
  membersOfGroups,
  signInsRequest,
  usersRequest,
} from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';

const UNITS = 'x-ms-resource-unit';

const saying = (units: string, reply: HttpReply = page([])): HttpReply => ({
  ...reply,
  headers: { ...reply.headers, [UNITS]: units },
});

test.each<[string, HttpReply, number]>([
  ['what Graph says', saying('7'), 7],
  ['what Graph says, if it is nothing', saying('0'), 0],
  ['what was expected when Graph says nothing', page([]), 4],
  ['what was expected when Graph says nonsense', saying('many'), 4],
  ['nothing of an error', failed(404), 0],
  ['what Graph says of an error', saying('1', failed(403)), 1],
])('%s', async (_, reply, expected) => {
  const { client } = scriptedClient([reply]);
  await client.get({ ...usersRequest, cost: 4 }).catch(() => undefined);
  expect(client.statistics().workloads.directory?.units).toBe(expected);
});

test('each attempt counts', async () => {
  const { client } = scriptedClient([throttled('1'), saying('2'), saying('3')]);
  await client.get(usersRequest);
  await client.get(usersRequest);
  expect(client.statistics().workloads.directory?.units).toBe(5);
});

test('in batches each answer counts for itself', async () => {
  let answered = 0;
  const { client } = await read(membersOfGroups(4), (request) =>
    batchReply(request, () => {
      answered += 1;
      // Expected are 2: of the second one, and of the repeated third one.
      return answered === 1
        ? saying('9')
        : answered === 3
          ? throttled('1')
          : page([]);
    }),
  );
  expect(client.statistics().workloads.directory?.units).toBe(9 + 3 * 2);
});

test('Intune counts requests, so there are none', async () => {
  const { client } = scriptedClient([page([])]);
  await client.get(intuneRequest);
  expect(client.statistics().workloads.intuneConfiguration).not.toHaveProperty(
    'units',
  );
});

test('users with sign-in times cost units besides', async () => {
  const { client } = scriptedClient([saying('2')]);
  await client.get(signInsRequest);
  expect(client.statistics().workloads.signInActivity?.units).toBe(2);
});
