import { failed, ok, page, type HttpReply } from '#test/graph/replies';
import { batchReply, isBatch } from '#test/graph/batchReplies';
import { scriptedStep } from '#test/support/stepContext';
import { readDirectoryRoles } from './directoryRoles';

const GLOBAL = '62e90394-69f5-4237-9190-012177145e10';
const HELPDESK = '729827e3-9c14-49f7-bb1b-9608f156bbb8';
const GONE = '0b9f1e7c-2a34-4c1d-8e5f-7d6c5b4a3f21';
const [ADELE, ALEX, GROUP, OTHER_GROUP] = [1, 2, 3, 4].map(
  (number) => `4a3b1d2c-0000-4000-8000-00000000000${number}`,
);

const assignment = (principalId: unknown, roleDefinitionId: unknown) => ({
  id: `${String(principalId)}-${String(roleDefinitionId)}`,
  principalId,
  roleDefinitionId,
});

interface Answers {
  readonly assignments?: HttpReply;
  readonly definitions?: HttpReply;
  readonly groups?: HttpReply;
  readonly members?: HttpReply;
  readonly granted?: readonly string[];
}

async function read({
  assignments = page([
    assignment(ADELE.toUpperCase(), GLOBAL),
    assignment(ADELE, GONE),
    assignment(ADELE, GLOBAL),
    assignment(GROUP, HELPDESK),
  ]),
  definitions = page([
    { id: GLOBAL, displayName: 'Global Administrator' },
    { id: HELPDESK, displayName: 'Helpdesk Administrator' },
    null,
  ]),
  groups = page([{ id: GROUP }, { id: OTHER_GROUP }]),
  members = page([{ id: ADELE }, { id: ALEX }]),
  granted,
}: Answers = {}) {
  const step = scriptedStep((request) => {
    if (isBatch(request)) {
      return batchReply(request, () => members);
    }
    if (request.url.includes('roleAssignments')) {
      return assignments;
    }
    return request.url.includes('roleDefinitions') ? definitions : groups;
  });
  if (granted) {
    jest
      .spyOn(step.context.graph, 'grantedPermissions')
      .mockResolvedValue(new Set(granted));
  }
  const roles = await readDirectoryRoles(step.context);
  return { ...step, roles };
}

describe('readDirectoryRoles', () => {
  it('names the roles of users, by themselves and by groups', async () => {
    const { roles, events, transport } = await read();
    expect(roles?.get(ADELE)).toEqual([
      GONE,
      'Global Administrator',
      'Helpdesk Administrator',
    ]);
    expect(roles?.get(ALEX)).toEqual(['Helpdesk Administrator']);
    expect(events).toEqual([]);
    // Assignments, definitions, groups, and one batch of the members.
    expect(transport.urls).toHaveLength(4);
  });

  it('asks for the members of groups with a role only', async () => {
    const { transport } = await read();
    const batch = JSON.stringify(transport.requests.at(-1)?.body);
    expect(batch).toContain(GROUP);
    expect(batch).not.toContain(OTHER_GROUP);
  });

  it('takes a group that was deleted meanwhile for one without members', async () => {
    const { roles, events } = await read({
      members: failed(404, 'Request_ResourceNotFound'),
    });
    expect(roles?.has(ALEX)).toBe(false);
    expect(roles?.has(ADELE)).toBe(true);
    expect(events).toEqual([]);
  });

  it('requests nothing without the permission, and informs of it', async () => {
    const { roles, events, transport } = await read({
      granted: ['User.Read.All'],
    });
    expect(roles).toBeUndefined();
    expect(transport.urls).toEqual([]);
    expect(events).toMatchObject([{ name: 'info' }]);
    expect(events[0].description).toContain('RoleManagement.Read.Directory');
    expect(events[0].description).toContain(
      'isAdmin comes from the report of authentication methods',
    );
  });

  it.each<[string, Answers]>([
    ['assignments', { assignments: failed(403, 'Forbidden') }],
    ['definitions', { definitions: failed(500, 'Odd') }],
    ['groups', { groups: failed(400, 'Request_UnsupportedQuery') }],
    ['members', { members: failed(403, 'Forbidden') }],
    ['members, for a passing reason', { members: failed(500, 'Odd') }],
    ['assignments, which are an empty list', { assignments: page([]) }],
    [
      'principal of an assignment',
      {
        assignments: page([
          assignment(ADELE, GLOBAL),
          assignment(null, HELPDESK),
        ]),
      },
    ],
    ['role of an assignment', { assignments: page([assignment(ADELE, '')]) }],
    ['id of a group', { groups: page([{ id: GROUP }, {}]) }],
    ['id of a member', { members: page([{ id: ADELE }, { id: null }]) }],
    ['assignments, which are no list', { assignments: ok({ id: 1 }) }],
  ])('knows nothing without the %s, and tells it once', async (_, answers) => {
    const { roles, events } = await read(answers);
    expect(roles).toBeUndefined();
    expect(events).toHaveLength(1);
    expect(events[0].description).toContain('directoryRoles');
  });
});
