/** What users are told of permissions before anything runs: by the command line, and by `npm run permissions`. */
import { exitCodes } from '../../scripts/exitCodes';
import {
  generateTenant,
  allRoles,
  startEmulator,
  type Emulator,
} from '../emulator';
import { compiledSource } from '../support/compiledSource';
import { firstOf } from '../support/extent';
import { startNode } from './commandLine';
import { collectFrom, createWorkspace } from './workspace';

jest.setTimeout(120_000);

const GRANT_PAGE =
  'https://learn.microsoft.com/entra/identity-platform/quickstart-configure-app-access-web-apis';

const APPS = 'DeviceManagementApps.Read.All';
const DEVICES = 'DeviceManagementManagedDevices.Read.All';

const tenant = generateTenant({ size: 'small' });
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({ tenant, exportPolls: 0 });
});

afterEach(() => emulator.close());

const without = (...names: string[]) =>
  allRoles.filter((role) => !names.includes(role));

/** What was printed before the first step said anything. */
function beginning(output: string): string {
  const [first] = output.split(/^ {2}(?:running|done|stopped|failed) /m);
  return first;
}

test('a run with two permissions taken away begins with both, what they hit and how to grant them', async () => {
  emulator.setRoles(without(APPS, DEVICES));

  const { exitCode, output, files } = await collectFrom(emulator);

  const first = beginning(output);
  const missing = first
    .split('\n')
    .filter((line) => /^ {2}not in it /.test(line));
  expect(missing.filter((line) => line.includes(' required '))).toEqual([
    expect.stringMatching(
      /DeviceManagementManagedDevices\.Read\.All.*managed-devices: .*detected-applications: /,
    ),
    expect.stringMatching(
      /DeviceManagementApps\.Read\.All.*managed-applications: /,
    ),
  ]);
  const [warning] = first.match(/^ {2}warning {2}Not in the token: .*$/m) ?? [];
  for (const part of [
    APPS,
    DEVICES,
    'managed-applications',
    'managed-devices',
    'compliance-findings',
    GRANT_PAGE,
  ]) {
    expect(warning).toContain(part);
  }
  // It was tried all the same.
  expect(exitCode).toBe(exitCodes.partial);
  expect(output).toMatch(/Incomplete: managed-devices, .* failed/);
  expect(files.get('j1-integration.log')).toContain(
    '"Permissions in the token:',
  );
});

test('a run without the one permission that nothing works without says what else is missing', async () => {
  emulator.setRoles(
    without('Organization.Read.All', 'Directory.Read.All', APPS),
  );

  const { exitCode, output } = await collectFrom(emulator);

  expect(exitCode).toBe(1);
  for (const name of [
    'Organization.Read.All',
    'User.Read.All',
    APPS,
    GRANT_PAGE,
  ]) {
    expect(output).toContain(name);
  }
});

test('what is not needed is named, and what can write', async () => {
  emulator.setRoles([...allRoles, 'Mail.ReadWrite', 'APIConnectors.Read.All']);

  const { exitCode, output } = await collectFrom(emulator);

  expect(exitCode).toBe(0);
  const first = beginning(output);
  expect(first).toMatch(/not needed +Mail\.ReadWrite +can write/);
  expect(first).toMatch(/not needed +APIConnectors\.Read\.All +no step/);
  expect(first).toMatch(/too broad +Directory\.Read\.All/);
  expect(first).toContain('  note     The token covers everything');
});

describe('npm run permissions', () => {
  async function check(roles: readonly string[], overrides = {}) {
    emulator.setRoles(roles);
    const workspace = await createWorkspace(emulator);
    const script = await compiledSource('scripts/permissions');
    const environment = { ...workspace.environment, ...overrides };
    const ended = await startNode([script], environment).ended;
    await workspace.remove();
    return ended;
  }
  const asked = () =>
    emulator.requests
      .filter(({ kind }) => kind === 'graph')
      .map((request) => request.path.split('?')[0]);

  test.each<readonly [string, readonly string[], number]>(
    firstOf(2, [
      ['nothing is missing', allRoles, 0],
      ['a required one is missing', without(APPS), 1],
      ['only an optional one is missing', without('Member.Read.Hidden'), 0],
    ]),
  )('when %s', async (_, roles, exitCode) => {
    const ended = await check(roles);

    expect(ended.output).toContain('Permissions in the token:\n');
    expect(ended.output.includes(GRANT_PAGE)).toBe(roles !== allRoles);
    expect(ended.exitCode).toBe(exitCode);
    expect(asked()).toEqual(['/v1.0/deviceManagement']);
    expect(ended.output).not.toContain(emulator.app.clientSecret);
  });

  test('works without the permission for the organization', async () => {
    const ended = await check(
      without('Organization.Read.All', 'Directory.Read.All'),
    );

    expect(ended.exitCode).toBe(1);
    expect(ended.output).toMatch(/not in it +Organization\.Read\.All/);
  });

  test.each(
    firstOf(1, [
      ['a wrong secret', { CLIENT_SECRET: 'wrong~secret' }, 'AADSTS7000215'],
      [
        'no secret',
        { CLIENT_SECRET: '' },
        'clientSecret (CLIENT_SECRET in .env)',
      ],
    ]),
  )('says in a sentence that there is %s', async (_, overrides, text) => {
    const ended = await check(allRoles, overrides);

    expect(ended.exitCode).toBe(1);
    expect(ended.output).toContain(text);
    expect(ended.output.trim().split('\n')).toHaveLength(1);
    expect(asked()).toEqual([]);
  });
});
