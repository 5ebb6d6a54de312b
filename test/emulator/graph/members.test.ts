/** Group members: their types, what v1.0 leaves out, and what a caller without permission sees of them. */
import { generateTenant, type DirectoryObjectRef } from '..';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../testClient';

const tenant = generateTenant({ size: 'demo' });
let client: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

type Member = Readonly<Record<string, unknown>>;

function groupOf(displayName: string) {
  const group = tenant.groups.find((each) => each.displayName === displayName);
  return group?.id ?? '';
}
const mixed = groupOf('Building Access Headquarters');
const hidden = groupOf('Project Zenith (confidential)');

async function getMembers(path: string, from = client): Promise<Member[]> {
  return (await from.get(path)).json<{ value: Member[] }>().value;
}

function shown(refs: readonly DirectoryObjectRef[]) {
  return refs.map(({ type, id }) => ({
    '@odata.type': `#microsoft.graph.${type}`,
    id,
  }));
}

test('beta returns members of every type', async () => {
  const members = await getMembers(`/beta/groups/${mixed}/members?$select=id`);
  expect(members).toEqual(shown(tenant.members.get(mixed) ?? []));
});

test('v1.0 leaves service principals out', async () => {
  const members = await getMembers(`/v1.0/groups/${mixed}/members?$select=id`);
  const others = (tenant.members.get(mixed) ?? []).filter(
    ({ type }) => type !== 'servicePrincipal',
  );
  expect(members).toEqual(shown(others));
  expect(others.length).toBeLessThan(tenant.members.get(mixed)?.length ?? 0);
});

test('a member has the selected properties that its type has', async () => {
  const path = `/beta/groups/${mixed}/members?$select=id,displayName,mail`;
  const members = await getMembers(path);
  const device = members.find(
    (member) => member['@odata.type'] === '#microsoft.graph.device',
  );
  const user = members.find(
    (member) => member['@odata.type'] === '#microsoft.graph.user',
  );
  expect(Object.keys(device ?? {})).toEqual([
    '@odata.type',
    'id',
    'displayName',
  ]);
  expect(user).toHaveProperty('mail');
});

test('a member of an unreadable type has its type and id only', async () => {
  const limited = await startTestClient({
    tenant,
    roles: ['User.Read.All', 'Group.Read.All'],
  });
  const path = `/beta/groups/${mixed}/members?$select=id,displayName`;
  const members = await getMembers(path, limited);
  await limited.close();
  const namesByType = new Map(
    members.map((member) => [member['@odata.type'], member.displayName]),
  );
  expect(Object.fromEntries(namesByType)).toEqual({
    '#microsoft.graph.user': expect.any(String),
    '#microsoft.graph.group': expect.any(String),
    '#microsoft.graph.device': null,
    '#microsoft.graph.servicePrincipal': null,
    '#microsoft.graph.orgContact': null,
  });
  expect(members.every(({ id }) => typeof id === 'string')).toBe(true);
});

/** Which permission it takes is documented (https://learn.microsoft.com/graph/api/group-list-members#permissions); what comes without it, nobody has published. */
describe('hidden membership', () => {
  const path = `/beta/groups/${hidden}/members?$select=id`;

  test('is shown with Member.Read.Hidden', async () => {
    expect(await getMembers(path)).toEqual(
      shown(tenant.members.get(hidden) ?? []),
    );
  });

  test.each(['empty', 'forbidden'] as const)(
    'is %s without it, as the test wishes',
    async (hiddenMembership) => {
      const roles = ['Directory.Read.All'];
      const other = await startTestClient({ tenant, roles, hiddenMembership });
      const answer = await other.get(path);
      await other.close();
      if (hiddenMembership === 'empty') {
        expect(answer.json()).toMatchObject({ value: [] });
      } else {
        expect(answer.status).toBe(403);
        expect(answer.json<ErrorBody>().error.code).toBe(
          'Authorization_RequestDenied',
        );
      }
    },
  );
});

test('a single group and a single user are found by id', async () => {
  const [group] = tenant.groups;
  const found = await client.get(`/v1.0/groups/${group.id}?$select=id,mail`);
  expect(found.json()).toMatchObject({ id: group.id, mail: group.mail });
  const guest = tenant.users.find(({ userType }) => userType === 'Guest');
  const name = encodeURIComponent(guest?.userPrincipalName ?? '');
  const user = await client.get(`/v1.0/users/${name}`);
  expect(user.json()).toMatchObject({ id: guest?.id });
});
