/** `$batch`: each item is answered like a request of its own, in any order; a malformed batch fails as a whole. */
import { generateTenant } from '..';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../testClient';

const tenant = generateTenant({ size: 'test' });
const [vanishedId] = tenant.vanishedGroupIds;
const bigGroup = tenant.groups.find(
  ({ displayName }) => displayName === 'One page and one',
);
let client: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

interface BatchItem {
  readonly id: string;
  readonly method: string;
  readonly url: string;
}
interface BatchResponse {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>> & Partial<ErrorBody>;
}

const item = (id: string, url: string, method = 'GET') => ({ id, method, url });

async function sendBatch(requests: readonly BatchItem[], version = 'v1.0') {
  const answer = await client.post(`/${version}/$batch`, { requests });
  expect(answer.status).toBe(200);
  const { responses } = answer.json<{ responses: BatchResponse[] }>();
  const byId = new Map(responses.map((each) => [each.id, each]));
  return { answer, responses, byId };
}

test('each item has its own answer', async () => {
  const { answer, byId } = await sendBatch(
    [
      item('ok', '/users?$select=id&$top=2'),
      item('noSlash', 'organization?$select=id'),
      item('gone', `/groups/${vanishedId}/members`),
      item('method', '/groups', 'delete'),
      item('nested', '/$batch'),
      item('absolute', `${client.emulator.origin}/v1.0/users`),
      item('withVersion', '/v1.0/users'),
    ].map((each) => (each.id === 'method' ? withBody(each) : each)),
  );
  const statuses = [...byId].map(([id, { status }]) => [id, status]);
  expect(Object.fromEntries(statuses)).toEqual({
    ok: 200,
    noSlash: 200,
    gone: 404,
    method: 405,
    nested: 400,
    absolute: 400,
    withVersion: 400,
  });
  expect(byId.get('ok')?.body.value).toEqual(
    tenant.users.slice(0, 2).map(({ id }) => ({ id })),
  );
  expect(byId.get('ok')?.headers).toMatchObject({
    'x-ms-resource-unit': '1',
    'OData-Version': '4.0',
  });
  expect(byId.get('gone')?.body.error?.innerError['request-id']).toBe(
    answer.headers['request-id'],
  );
});

function withBody(request: BatchItem) {
  const headers = { 'Content-Type': 'application/json' };
  return { ...request, headers, body: {} };
}

test('the answers are in another order, the same each time', async () => {
  const requests = Array.from({ length: 20 }, (_, index) =>
    item(String(index), '/organization?$select=id'),
  );
  const orderOf = async () =>
    (await sendBatch(requests)).responses.map(({ id }) => id);
  const order = await orderOf();
  expect(order).not.toEqual(requests.map(({ id }) => id));
  expect([...order].sort()).toEqual(requests.map(({ id }) => id).sort());
  expect(await orderOf()).toEqual(order);
});

test('a next link is absolute and goes on in another batch', async () => {
  const path = `/groups/${bigGroup?.id}/members?$select=id&$top=999`;
  const first = await sendBatch([item('1', path)], 'beta');
  const root = `${client.emulator.origin}/beta`;
  const link = String(first.byId.get('1')?.body['@odata.nextLink']);
  expect(link.startsWith(`${root}/groups/`)).toBe(true);
  const second = await sendBatch([item('1', link.slice(root.length))], 'beta');
  expect(second.byId.get('1')?.body.value).toHaveLength(1);
});

test('an item of a batch without permission is refused alone', async () => {
  const limited = await startTestClient({ tenant, roles: ['User.Read.All'] });
  const answer = await limited.post('/v1.0/$batch', {
    requests: [item('1', '/users?$top=1'), item('2', '/groups')],
  });
  await limited.close();
  const { responses } = answer.json<{ responses: BatchResponse[] }>();
  const statuses = responses.map(({ id, status }) => [id, status]);
  expect(Object.fromEntries(statuses)).toEqual({ 1: 200, 2: 403 });
});

const repeat = (count: number) =>
  Array.from({ length: count }, (_, index) => item(String(index), '/users'));

test.each<[string, unknown, string, string]>([
  [
    'more than 20 requests',
    { requests: repeat(21) },
    'MaximumValueExceeded',
    'Number of batch request steps exceeds the maximum value of 20.',
  ],
  [
    'a repeated id, whatever the case',
    { requests: [item('a', '/users'), item('A', '/groups')] },
    'BadRequest',
    'Request Id A has to be unique in a batch.',
  ],
  [
    'a write without a body',
    { requests: [item('1', '/users', 'POST')] },
    'BadRequest',
    'Write request id : 1 does not contain Content-Type header or body.',
  ],
  ['no requests', {}, 'BadRequest', 'Invalid batch payload format.'],
  [
    'a request without a url',
    { requests: [{ id: '1', method: 'GET' }] },
    'BadRequest',
    'Invalid batch payload format.',
  ],
])('a batch with %s is refused', async (_, body, code, message) => {
  const answer = await client.post('/v1.0/$batch', body);
  expect(answer.status).toBe(400);
  expect(answer.json<ErrorBody>().error).toMatchObject({ code, message });
});

test('a batch that is not JSON is refused', async () => {
  const answer = await client.send('/v1.0/$batch', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await client.login()}`,
      'content-type': 'application/json',
    },
    body: '{',
  });
  expect(answer.status).toBe(400);
});

test('a batch without a token is refused as a whole', async () => {
  const answer = await client.send('/v1.0/$batch', { method: 'POST' });
  expect(answer.status).toBe(401);
});
