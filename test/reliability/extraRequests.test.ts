/** What second factors, roles and licenses cost: few requests, and one only where nothing of them is granted. */
import { allRoles, generateTenant, startEmulator } from '../emulator';
import { runIntegration } from './runIntegration';

jest.setTimeout(120_000);

const extra =
  /userRegistrationDetails|roleManagement|filter=isAssignableToRole|transitiveMembers|subscribedSkus/;

/** The first run needs more than two pages of the report. */
const tenant = generateTenant({ size: 'test' });

async function extraRequests(roles: readonly string[]) {
  const emulator = await startEmulator({ tenant, roles, exportPolls: 0 });
  try {
    await runIntegration(emulator);
    return emulator.requests.flatMap(({ path, batch = [] }) =>
      extra.test(path) || batch.some((item) => extra.test(item.url))
        ? [path]
        : [],
    );
  } finally {
    await emulator.close();
  }
}

test('they take a request for 999 users, and five more', async () => {
  const paths = await extraRequests(allRoles);
  const pages = Math.ceil(tenant.users.length / 999);
  expect(paths.filter((path) => path.includes('/reports/'))).toHaveLength(
    pages,
  );
  expect(paths.length).toBeLessThanOrEqual(pages + 5);
});

test('they take one where neither audit logs nor roles may be read', async () => {
  const paths = await extraRequests([
    ...allRoles.filter(
      (role) => !['Directory.Read.All', 'AuditLog.Read.All'].includes(role),
    ),
    'User.Read.All',
    'GroupMember.Read.All',
  ]);
  expect(paths).toEqual([expect.stringContaining('/v1.0/subscribedSkus')]);
});
