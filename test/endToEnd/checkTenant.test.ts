/** `npm run check:tenant` as a process: what it prints, and how it ends. */
import type { TenantCheck } from '../../scripts/checkTenant/report';
import {
  allRoles,
  generateTenant,
  startEmulator,
  type Emulator,
} from '../emulator';
import { compiledSource } from '../support/compiledSource';
import { firstOf } from '../support/extent';
import { expectNobodyIn } from '../support/namesOfTenant';
import { startNode } from './commandLine';
import { createWorkspace } from './workspace';

jest.setTimeout(120_000);

const APPS = 'DeviceManagementApps.Read.All';
const tenant = generateTenant({ size: 'small' });
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ tenant, exportPolls: 0 });
});

afterAll(() => emulator.close());

async function run(args: readonly string[], overrides = {}) {
  const workspace = await createWorkspace(emulator);
  const script = await compiledSource('scripts/checkTenant');
  const environment = { ...workspace.environment, ...overrides };
  const ended = await startNode([script, ...args], environment).ended;
  await workspace.remove();
  return ended;
}

test('a tenant that refuses a step ends with 2, as JSON, in time, without a secret and without people', async () => {
  emulator.setRoles(allRoles.filter((role) => role !== APPS));

  const { exitCode, output } = await run(['--json']);

  expect(exitCode).toBe(2);
  const check = JSON.parse(output) as TenantCheck;
  expect(check).toMatchObject({ verdict: 'partial', cloud: 'global' });
  expect(check.permissions?.missing).toEqual([APPS]);
  expect(check.seconds).toBeLessThan(16);
  expect(output).not.toContain(emulator.app.clientSecret);
  expectNobodyIn(output, tenant);
});

test.each(
  firstOf(1, [
    [
      'no secret',
      { CLIENT_SECRET: '' },
      'clientSecret (CLIENT_SECRET in .env)',
    ],
    ['a wrong secret', { CLIENT_SECRET: 'wrong~secret' }, 'AADSTS7000215'],
  ]),
)('%s ends with 1 and a sentence', async (_, overrides, text) => {
  const { exitCode, output } = await run([], overrides);

  expect(exitCode).toBe(1);
  expect(output).toContain(text);
  expect(output).not.toMatch(/^ +at /m);
});
