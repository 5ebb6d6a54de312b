/**
 * A tenant or a cloud that does not know a property refuses every request that
 * selects it: the property is left out with an event, and all else is collected.
 */
import { generateTenant, startEmulator } from '../emulator';
import { withoutProperties } from './matrix/optionalTargets';
import { differences } from './outcome';
import { runIntegration, type Run } from './runIntegration';

jest.setTimeout(60_000);

/** One of each request that has optional properties, with what entities lack without it. */
const refusals = [
  ['department', 'users', ['azure_user'], ['department']],
  ['membershipRule', 'groups', ['azure_user_group'], ['membershipRule']],
  [
    'lostModeState',
    'devices',
    ['smartphone', 'user_endpoint', 'desktop', 'laptop', 'server'],
    ['lostModeState', 'status'],
  ],
  [
    'notes',
    'single devices',
    ['smartphone', 'user_endpoint', 'desktop', 'laptop', 'server'],
    ['notes'],
  ],
  ['tenantType', 'the organization', ['microsoft_365_account'], ['tenantType']],
  [
    'settingCount',
    'configuration policies of the Settings Catalog',
    ['intune_device_configuration'],
    ['settingCount'],
  ],
] as const;

const tenant = generateTenant({ size: 'small' });

async function run(
  options: Partial<Parameters<typeof startEmulator>[0]> = {},
): Promise<Run> {
  const emulator = await startEmulator({ tenant, exportPolls: 0, ...options });
  try {
    return await runIntegration(emulator);
  } finally {
    await emulator.close();
  }
}

let whole: Run['graph'];
beforeAll(async () => {
  whole = (await run()).graph;
});

test.each([
  ['with its name', true],
  ['without its name', false],
])('a property that is refused %s costs nothing else', async (_, isNamed) => {
  const { graph, partialTypes, events } = await run({
    refusedFields: refusals.map(([field]) => field),
    namesRefusedField: isNamed,
  });
  expect(partialTypes).toEqual([]);
  expect(events.filter((text) => text.includes('refuses properties'))).toEqual(
    expect.arrayContaining(
      refusals.map(
        ([field, what]) =>
          `Microsoft Graph refuses properties of ${what} in this tenant or cloud: ${field}. They are not collected; everything else is. [M365-DATA-018]`,
      ),
    ),
  );
  const expected = refusals.reduce(
    (graphSoFar, [, , types, names]) =>
      types.reduce(
        (each, type) => withoutProperties(type, names)(each),
        graphSoFar,
      ),
    whole,
  );
  expect(differences(graph, expected)).toEqual({
    missing: [],
    unexpected: [],
    changed: [],
  });
});
