/** What a token's roles and the tenant's licences open and close. */
import { generateTenant, withoutIntune, withoutPremium } from '..';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../testClient';

const tenant = generateTenant({ size: 'small' });
const organization = `/v1.0/organization/${tenant.id}`;
const mdmAuthority = `${organization}?$select=mobileDeviceManagementAuthority`;
const members = `/v1.0/groups/${tenant.groups[0].id}/members`;
const intuneRoot = '/v1.0/deviceManagement?$select=intuneAccountId';
const [device] = tenant.intune?.data.managedDevices ?? [];
const [policy] = tenant.intune?.data.compliancePolicies ?? [];
const [intent] = tenant.intune?.data.intents ?? [];
const devices = 'DeviceManagementManagedDevices.Read.All';
const configuration = 'DeviceManagementConfiguration.Read.All';
/** Everything of Intune that can be read, and what opens it. */
const intunePaths = [
  ['/v1.0/deviceManagement/managedDevices', devices],
  [`/v1.0/deviceManagement/managedDevices/${device.id}`, devices],
  [`/beta/deviceManagement/managedDevices/${device.id}/detectedApps`, devices],
  ['/beta/deviceManagement/detectedApps', devices],
  ['/v1.0/deviceManagement/managedDeviceOverview', devices],
  [
    `/beta/users/00000000-0000-0000-0000-000000000000/mobileAppIntentAndStates/${device.id}`,
    devices,
  ],
  ['/v1.0/deviceManagement/deviceCompliancePolicies', configuration],
  [
    `/v1.0/deviceManagement/deviceCompliancePolicies/${policy.id}/deviceStatuses`,
    configuration,
  ],
  [
    `/v1.0/deviceManagement/deviceCompliancePolicies/${policy.id}/deviceStatusOverview`,
    configuration,
  ],
  ['/beta/deviceManagement/deviceConfigurations', configuration],
  ['/beta/deviceManagement/configurationPolicies', configuration],
  ['/beta/deviceManagement/groupPolicyConfigurations', configuration],
  ['/beta/deviceManagement/intents', configuration],
  [`/beta/deviceManagement/intents/${intent.id}/deviceStates`, configuration],
  [
    `/beta/deviceManagement/intents/${intent.id}/deviceStateSummary`,
    configuration,
  ],
  ['/beta/deviceAppManagement/mobileApps', 'DeviceManagementApps.Read.All'],
] as const;

let client: TestClient;
let withoutLicences: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
  withoutLicences = await startTestClient({
    tenant: withoutPremium(withoutIntune(tenant)),
  });
});
afterAll(() => Promise.all([client.close(), withoutLicences.close()]));

/** GET with a new token of these roles. */
async function getWith(
  roles: readonly string[],
  path: string,
  from: TestClient = client,
) {
  from.emulator.setRoles(roles);
  const authorization = `Bearer ${await from.login()}`;
  return from.send(path, { headers: { authorization } });
}

test.each([
  ['/v1.0/users', 'User.Read.All'],
  ['/v1.0/groups', 'GroupMember.Read.All'],
  [members, 'GroupMember.ReadBasic.All'],
  ['/v1.0/organization', 'Organization.Read.All'],
  ['/v1.0/users', 'Directory.Read.All'],
  ['/v1.0/groups', 'Directory.Read.All'],
  [members, 'Directory.Read.All'],
  ['/v1.0/organization', 'Directory.Read.All'],
  [intuneRoot, 'DeviceManagementConfiguration.Read.All'],
  [
    '/beta/deviceManagement/subscriptionState',
    'DeviceManagementConfiguration.Read.All',
  ],
])('%s is open to %s', async (path, role) => {
  expect((await getWith([role], path)).status).toBe(200);
});

test.each([
  '/v1.0/users',
  '/v1.0/groups',
  members,
  '/v1.0/organization',
  organization,
])('%s is closed without a permission', async (path) => {
  const answer = await getWith(['AuditLog.Read.All'], path);
  expect(answer.status).toBe(403);
  expect(answer.json<ErrorBody>().error).toMatchObject({
    code: 'Authorization_RequestDenied',
    message: 'Insufficient privileges to complete the operation.',
  });
  // Recorded: to be refused is not for nothing.
  expect(answer.headers['x-ms-resource-unit']).toBe('1');
});

describe('Intune', () => {
  test.each(intunePaths)(
    '%s is open to %s, closed to others, absent without a licence',
    async (path, role) => {
      const other =
        role === configuration
          ? 'DeviceManagementApps.Read.All'
          : configuration;
      const open = await getWith([role], path);
      const closed = await getWith([other], path);
      const absent = await getWith([role], path, withoutLicences);
      expect([open.status, closed.status, absent.status]).toEqual([
        200, 403, 400,
      ]);
      expect(closed.json<ErrorBody>().error.message).toContain(
        `one of the following scopes: ${role}, ${role.replace('Read', 'ReadWrite')} - Operation ID`,
      );
      expect(absent.json<ErrorBody>().error.message).toBe(
        'Request not applicable to target tenant.',
      );
    },
  );

  test('names the permissions in JSON inside the message', async () => {
    const answer = await getWith(['Directory.Read.All'], intuneRoot);
    const { code, message } = answer.json<ErrorBody>().error;
    expect([answer.status, code]).toEqual([403, 'Forbidden']);
    expect(JSON.parse(message)).toMatchObject({
      _version: 3,
      Message: expect.stringContaining(
        'Application must have one of the following scopes: DeviceManagementConfiguration.Read.All, DeviceManagementConfiguration.ReadWrite.All - Operation ID',
      ),
    });
  });

  test.each([
    intuneRoot,
    '/beta/deviceManagement/subscriptionState',
    mdmAuthority,
  ])('%s does not apply to a tenant without it', async (path) => {
    const roles = [
      'Directory.Read.All',
      'DeviceManagementConfiguration.Read.All',
    ];
    const answer = await getWith(roles, path, withoutLicences);
    expect(answer.status).toBe(400);
    expect(answer.json<ErrorBody>().error).toMatchObject({
      code: 'BadRequest',
      message: 'Request not applicable to target tenant.',
    });
  });

  test('tells its account, state and authority', async () => {
    const roles = [
      'Organization.Read.All',
      'DeviceManagementConfiguration.Read.All',
      'DeviceManagementServiceConfig.Read.All',
    ];
    const paths = [
      intuneRoot,
      '/beta/deviceManagement/subscriptionState',
      mdmAuthority,
      '/v1.0/organization',
    ];
    const answers = await Promise.all(
      paths.map((path) => getWith(roles, path)),
    );
    const { origin } = client.emulator;
    const [root, state, authority, plain] = answers.map((answer) =>
      answer.json<object>(),
    );
    expect(root).toEqual({
      '@odata.context': `${origin}/v1.0/$metadata#deviceManagement(intuneAccountId)`,
      intuneAccountId: tenant.intune?.accountId,
    });
    expect(state).toEqual({
      '@odata.context': `${origin}/beta/$metadata#deviceManagement/subscriptionState`,
      value: 'active',
    });
    expect(authority).toMatchObject({
      mobileDeviceManagementAuthority: 'intune',
    });
    expect(plain).not.toHaveProperty('value.0.mobileDeviceManagementAuthority');
  });

  test('keeps the MDM authority from a reader of the directory', async () => {
    const answer = await getWith(['Directory.Read.All'], mdmAuthority);
    expect(answer.status).toBe(403);
  });
});

describe.each([
  ['signInActivity', '/v1.0/users?$select=id,signInActivity'],
  [
    'the report of authentication methods',
    '/v1.0/reports/authenticationMethods/userRegistrationDetails',
  ],
])('%s', (_, path) => {
  test('needs AuditLog.Read.All', async () => {
    const answer = await getWith(['Directory.Read.All'], path);
    expect(answer.status).toBe(403);
    expect(answer.json<ErrorBody>().error).toMatchObject({
      code: 'Authentication_MSGraphPermissionMissing',
      message:
        'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
    });
  });

  test('needs a premium licence', async () => {
    const roles = ['Directory.Read.All', 'AuditLog.Read.All'];
    const answer = await getWith(roles, path, withoutLicences);
    expect(answer.status).toBe(403);
    expect(answer.json<ErrorBody>().error).toMatchObject({
      code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      message: "Neither tenant is B2C or tenant doesn't have premium license",
    });
  });
});

test('signInActivity needs a permission to read users too', async () => {
  const path = '/v1.0/users?$select=id,signInActivity';
  const answer = await getWith(['AuditLog.Read.All'], path);
  expect(answer.json<ErrorBody>().error.code).toBe(
    'Authorization_RequestDenied',
  );
});
