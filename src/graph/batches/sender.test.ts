import { answering, firstUrl, read } from '#test/graph/batchReading';
import { batchReply, subRequests } from '#test/graph/batchReplies';
import { failed, page, throttled, type HttpReply } from '#test/graph/replies';
import { membersOfGroups } from '#test/graph/sampleRequests';

test.each<[string, HttpReply]>([
  ['400', failed(400, 'BadRequest')],
  ['403', failed(403)],
])(
  'a %s of the whole batch names the request that it is about',
  async (_, refusal) => {
    const { results } = await read(
      membersOfGroups(3),
      (request) =>
        subRequests(request).some(({ url }) => url === firstUrl('g1'))
          ? refusal
          : batchReply(request, () => page([])),
      { tolerates: () => true },
    );
    const failures = results.filter((result) => 'failure' in result);
    expect(failures).toMatchObject([
      {
        source: 'g1',
        failure: {
          endpoint: 'GET /beta/groups/{id}/members',
          message: expect.stringContaining(
            'the whole batch was refused',
          ) as unknown,
        },
      },
    ]);
  },
);

test('a 403 of everything names the request whose permission is missing', async () => {
  const { failure } = await read(membersOfGroups(3), () => failed(403));
  expect(failure).toMatchObject({ endpoint: 'GET /beta/groups/{id}/members' });
});

test('answers in a batch that are throttled are counted', async () => {
  const { client, results } = await read(
    membersOfGroups(3),
    answering((url, times) =>
      url !== firstUrl('g0') && times === 1 ? throttled('1') : page([]),
    ),
  );
  expect(results).toHaveLength(3);
  expect(client.statistics().throttled).toBe(2);
});
