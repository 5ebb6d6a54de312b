/** What users see when something is not as it should be. */
import { exitCodes } from '../../scripts/exitCodes';
import {
  allRoles,
  EXPIRED_CLIENT_SECRET,
  generateTenant,
  startEmulator,
  withoutIntune,
  type Emulator,
} from '../emulator';
import { integrationSteps } from '../../src/steps';
import { firstOf } from '../support/extent';
import { collectFrom, type Collected } from './workspace';

jest.setTimeout(60_000);

/** The directory only: intune.test.ts has the refusals of Intune. */
const tenant = withoutIntune(generateTenant({ size: 'small' }));
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ tenant });
});

afterEach(() => emulator.close());

function statuses({ summary }: Collected): Record<string, string> {
  return Object.fromEntries(
    (summary?.integrationStepResults ?? []).map(({ id, status }) => [
      id,
      status,
    ]),
  );
}

function partialTypes({ summary }: Collected): readonly string[] {
  return summary?.metadata.partialDatasets.types ?? [];
}

describe('a missing permission', () => {
  const without = (...names: string[]) =>
    allRoles.filter((role) => !names.includes(role));

  test('for users fails what needs users, keeps the types and is named', async () => {
    emulator.setRoles([
      ...without('Directory.Read.All'),
      'GroupMember.Read.All',
    ]);

    const collected = await collectFrom(emulator);

    expect(collected.exitCode).toBe(exitCodes.partial);
    expect(collected.output).toContain('Missing permission User.Read.All');
    expect(collected.output).toContain('users, group-users failed');
    expect(statuses(collected)).toMatchObject({
      account: 'success',
      users: 'failure',
      groups: 'success',
      'group-members': 'success',
      'group-users': 'failure',
    });
    expect(partialTypes(collected)).toEqual(
      expect.arrayContaining([
        'azure_user',
        'microsoft_365_account_has_azure_user',
        'azure_group_member',
        'azure_user_group_has_user',
      ]),
    );
    const types = new Set(collected.entities.map(({ _type }) => _type));
    expect([...types].sort()).toEqual([
      'azure_group_member',
      'azure_user_group',
      'microsoft_365_account',
    ]);
    // Without its users, no user of a group becomes another member.
    const strangers = collected.entities.filter(
      ({ _type }) => _type === 'azure_group_member',
    );
    expect(strangers.map(({ memberType }) => memberType)).not.toContain('user');
    const relationshipTypes = collected.relationships.map(({ _type }) => _type);
    expect([...new Set(relationshipTypes)].sort()).toEqual([
      'azure_user_group_has_group',
      'azure_user_group_has_group_member',
      'microsoft_365_account_has_azure_user_group',
    ]);
  });

  test('for groups fails groups and members only', async () => {
    emulator.setRoles([...without('Directory.Read.All'), 'User.Read.All']);

    const collected = await collectFrom(emulator);

    expect(collected.output).toContain(
      'Missing permission GroupMember.Read.All',
    );
    expect(statuses(collected)).toMatchObject({
      users: 'success',
      groups: 'failure',
      'group-members': 'failure',
      'group-users': 'failure',
    });
    expect(partialTypes(collected)).toContain('azure_user_group');
  });

  test('for the organization ends the run with one sentence', async () => {
    emulator.setRoles(['User.Read.All']);

    const collected = await collectFrom(emulator);

    expect(collected.exitCode).toBe(1);
    expect(collected.output).toContain('Organization.Read.All');
    expect(collected.entities).toEqual([]);
  });

  test('for an optional extra leaves out the extra and is named', async () => {
    emulator.setRoles(
      without('AuditLog.Read.All', 'DeviceManagementServiceConfig.Read.All'),
    );

    const collected = await collectFrom(emulator);

    expect(collected.exitCode).toBe(0);
    expect(collected.output).toContain('Missing permission AuditLog.Read.All');
    const users = collected.entities.filter((e) => e._type === 'azure_user');
    expect(users).toHaveLength(tenant.users.length);
    expect(users.some((user) => user.lastSignInOn !== undefined)).toBe(false);
  });
});

test('the least privileged permissions of the docs are enough', async () => {
  const needs = integrationSteps
    .flatMap(({ requests }) => requests)
    .flatMap((request) => [
      request.permission,
      ...(request.detailPermissions ?? []),
    ]);
  await emulator.close();
  emulator = await startEmulator({
    tenant: generateTenant({ size: 'small' }),
    roles: needs.map(({ anyOf }) => anyOf[0]),
    exportPolls: 0,
  });

  const collected = await collectFrom(emulator);

  expect(collected.exitCode).toBe(0);
  expect(collected.output).not.toMatch(/Missing permission|hidden membership/);
});

test.each(firstOf(1, ['forbidden', 'empty']))(
  'hidden memberships that come %s are counted and told',
  async (hiddenMembership) => {
    await emulator.close();
    emulator = await startEmulator({
      tenant: withoutIntune(generateTenant({ size: 'demo' })),
      hiddenMembership,
      roles: allRoles.filter((role) => role !== 'Member.Read.Hidden'),
    });

    const collected = await collectFrom(emulator);

    expect(collected.exitCode).toBe(0);
    expect(collected.output).toMatch(
      /warning {2}group-members: Groups with hidden membership that show no members: \d+/,
    );
    expect(collected.output).toContain('Member.Read.Hidden');
  },
);

describe('a login that fails', () => {
  const somebodyElse = '11111111-2222-4333-8444-555555555555';

  test.each(
    firstOf(1, [
      [
        'an expired secret',
        { CLIENT_SECRET: EXPIRED_CLIENT_SECRET },
        'AADSTS7000222',
      ],
      ['a wrong secret', { CLIENT_SECRET: 'wrong~secret' }, 'AADSTS7000215'],
      ['an unknown app', { CLIENT_ID: somebodyElse }, 'AADSTS700016'],
    ]),
  )('because of %s ends the run at once', async (_, overrides, code) => {
    const collected = await collectFrom(emulator, overrides);

    expect(collected.exitCode).toBe(1);
    expect(collected.output).toContain(code);
    expect(collected.entities).toEqual([]);
    const sentences = collected.output.match(/The run failed: .*/g);
    expect(sentences).toHaveLength(1);
    const graphCalls = emulator.requests.filter(({ kind }) => kind === 'graph');
    expect(graphCalls).toEqual([]);
  });

  test('a configuration without values names all of them', async () => {
    const collected = await collectFrom(emulator, {
      CLIENT_ID: '',
      CLIENT_SECRET: '',
      TENANT: '',
      CLIENT_SECERT: 'hush~8Q',
    });

    expect(collected.exitCode).toBe(1);
    expect(collected.output).toMatch(
      / clientId .*\n.* clientSecret .*\n.* tenant /,
    );
    expect(collected.output).toContain(
      'CLIENT_SECERT in the environment is not read: did you mean CLIENT_SECRET? [M365-CONFIG-036]',
    );
    expect(collected.output).not.toContain('hush~8Q');
    expect([...collected.files.keys()]).toEqual([]);
    expect(emulator.requests).toEqual([]);
  });
});
