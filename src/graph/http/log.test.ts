import { batchReply } from '#test/graph/batchReplies';
import {
  brokenConnection,
  failed,
  lostPageToken,
  ok,
  page,
  refusedToken,
  throttled,
} from '#test/graph/replies';
import {
  GRAPH,
  membersOf,
  membersRequest,
  usersRequest,
} from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import { forParameters } from '../request';

const PAGE_TOKEN = 'RFNwdAoAAQ';
const ID = '02bd9fd6-8f93-4758-87c3-1fb73740a315';

describe('the log', () => {
  test('has one line an attempt', async () => {
    const { client, logger } = scriptedClient([
      brokenConnection(),
      failed(503),
      { status: 200, headers: { 'request-id': 'abc' }, body: { id: 'a' } },
    ]);
    await client.get(usersRequest);
    const attempts = logger.lines.filter(({ level }) => level === 'debug');
    expect(attempts).toMatchObject(
      [
        { attempt: 1, status: undefined, failure: expect.any(String) },
        { attempt: 2, status: 503, failure: undefined },
        { attempt: 3, status: 200, requestId: 'abc' },
      ].map((fields) => ({
        message: 'Microsoft Graph request',
        fields: {
          endpoint: 'GET /v1.0/users',
          queryOptions: ['$select', '$top'],
          ms: 0,
          ...fields,
        },
      })),
    );
  });

  test('holds no token, no id, no page token and no values', async () => {
    const { client, logger } = scriptedClient((request, index) => {
      if (request.method === 'POST') {
        return batchReply(request, () => (index % 2 ? throttled() : page([])));
      }
      const link = `${GRAPH}/v1.0/users?$skiptoken=${PAGE_TOKEN}${index}`;
      const replies = [
        refusedToken(),
        brokenConnection(),
        page([{ id: ID }], link),
        throttled('1'),
        lostPageToken(),
        page([], link),
        page([], 'https://evil.com/'),
      ];
      return replies.at(index) ?? ok({ id: 'a' });
    });
    const filtered = {
      ...usersRequest,
      query: { $filter: `id eq '${ID}'` },
    };
    const listing = (async () => {
      for await (const items of client.list(filtered)) {
        expect(items).toBeDefined();
      }
    })();
    await expect(listing).rejects.toThrow('the next link leads');
    await client.get(forParameters(membersRequest, { id: ID }));
    const members = client.listMany([membersOf(ID)], () => false);
    for await (const result of members) {
      expect(result).toMatchObject({ isLast: true });
    }

    const text = JSON.stringify(logger.lines);
    expect(logger.lines.length).toBeGreaterThan(10);
    for (const secret of ['token-', 'Bearer', PAGE_TOKEN, ID, 'evil']) {
      expect(text).not.toContain(secret);
    }
  });
});
