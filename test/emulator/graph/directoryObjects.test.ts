/** Objects by their ids, whatever their types. */
import { generateTenant } from '..';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../testClient';

const tenant = generateTenant({ size: 'demo' });
const GET_BY_IDS = '/v1.0/directoryObjects/getByIds';
const [user, group, device, servicePrincipal, contact, deleted] = [
  tenant.users,
  tenant.groups,
  tenant.devices,
  tenant.servicePrincipals,
  tenant.contacts,
  tenant.deletedUsers,
].map(([first]) => first.id);

let client: TestClient;
beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

test('objects of every type are found, deleted and unknown ones are not', async () => {
  const nobody = '00000000-1111-4222-8333-444444444444';
  const ids = [contact, device, user, servicePrincipal, group, deleted, nobody];
  const answer = await client.post(`${GET_BY_IDS}?$select=id`, { ids });
  expect(answer.status).toBe(200);
  expect(answer.headers['x-ms-resource-unit']).toBe('2');
  expect(answer.json<{ value: unknown[] }>().value).toEqual([
    { '@odata.type': '#microsoft.graph.orgContact', id: contact },
    { '@odata.type': '#microsoft.graph.device', id: device },
    { '@odata.type': '#microsoft.graph.user', id: user },
    {
      '@odata.type': '#microsoft.graph.servicePrincipal',
      id: servicePrincipal,
    },
    { '@odata.type': '#microsoft.graph.group', id: group },
  ]);
});

test('each has the selected properties that its type has; without a selection it costs more', async () => {
  const path = `${GET_BY_IDS}?$select=id,displayName,givenName`;
  const some = await client.post(path, { ids: [device] });
  const [selected] = some.json<{ value: object[] }>().value;
  expect(Object.keys(selected)).toEqual(['@odata.type', 'id', 'displayName']);
  const all = await client.post(GET_BY_IDS, { ids: [device, device] });
  expect(all.headers['x-ms-resource-unit']).toBe('5');
  expect(all.json<{ value: unknown[] }>().value).toHaveLength(1);
});

test.each([
  ['more than 1,000 ids', GET_BY_IDS, { ids: Array(1_001).fill(user) }],
  ['no ids', GET_BY_IDS, {}],
  ['what is no id', GET_BY_IDS, { ids: ['me'] }],
  ['another parameter', GET_BY_IDS, { ids: [user], top: 5 }],
  ['an unknown property', `${GET_BY_IDS}?$select=shoeSize`, { ids: [user] }],
  ['a page size', `${GET_BY_IDS}?$top=5`, { ids: [user] }],
])('%s is refused', async (_, path, body) => {
  expect((await client.post(path, body)).status).toBe(400);
});

test('it takes Directory.Read.All', async () => {
  const roles = ['GroupMember.Read.All', 'Device.Read.All'];
  const other = await startTestClient({ tenant, roles });
  const answer = await other.post(GET_BY_IDS, { ids: [device] });
  await other.close();
  expect(answer.status).toBe(403);
  expect(answer.json<ErrorBody>().error.code).toBe(
    'Authorization_RequestDenied',
  );
});
