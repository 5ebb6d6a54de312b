/** What Graph counts in the directory: only for callers who take a count that is a moment old. */
import { generateTenant } from '../..';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../../testClient';

const tenant = generateTenant({ size: 'test' });
let client: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

it.each([
  ['users', tenant.users.length],
  ['groups', tenant.groups.length],
])('%s are counted', async (collection, expected) => {
  const answer = await client.get(`/v1.0/${collection}/$count`, {
    ConsistencyLevel: 'eventual',
  });
  expect(answer.status).toBe(200);
  expect(answer.json<number>()).toBe(expected);
});

// https://github.com/microsoftgraph/microsoft-graph-docs/issues/13226
it('they are not without the header', async () => {
  const answer = await client.get('/v1.0/users/$count');
  expect(answer.status).toBe(400);
  expect(answer.json<ErrorBody>().error.message).toBe(
    '$count is not currently supported.',
  );
});
