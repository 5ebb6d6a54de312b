/**
 * All managed applications of one device, for the device or for one user.
 * https://learn.microsoft.com/graph/api/intune-troubleshooting-mobileappintentandstate-get; the context of the device by
 * a user id of zeros, and its "not applicable", are known from public callers only.
 */
import type { MobileAppIntentAndState } from '@microsoft/microsoft-graph-types-beta';
import { generateTenant } from '../..';
import { startTestClient, type TestClient } from '../../testClient';

const tenant = generateTenant({ size: 'test' });
const installs = tenant.intune?.data.installStatuses ?? [];
const zeros = '00000000-0000-0000-0000-000000000000';
const system = 'System account';
const deviceIds = tenant.intune?.data.managedDevices.map(({ id }) => id) ?? [];

let client: TestClient;
beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

const isManaged = ({ deviceId }: { readonly deviceId: string }) =>
  deviceIds.includes(deviceId);
const ofUser = installs.find(
  (install) =>
    isManaged(install) &&
    tenant.users.some(
      ({ userPrincipalName }) =>
        userPrincipalName === install.userPrincipalName,
    ),
);
const ofSystem = installs.find(
  (install) => isManaged(install) && install.userPrincipalName === system,
);
const userId = tenant.users.find(
  ({ userPrincipalName }) => userPrincipalName === ofUser?.userPrincipalName,
)?.id;

const pathOf = (user: string, device: string) =>
  `/beta/users/${user}/mobileAppIntentAndStates/${device}`;

async function statesOf(user = '', device = '') {
  const answer = await client.get(pathOf(user, device));
  const { mobileAppList } = answer.json<MobileAppIntentAndState>();
  return new Map(
    mobileAppList?.map(({ applicationId, installState }) => [
      applicationId,
      installState,
    ]),
  );
}

test('the user has the states of the user', async () => {
  const rows = installs.filter(
    ({ deviceId, userPrincipalName }) =>
      deviceId === ofUser?.deviceId &&
      userPrincipalName === ofUser.userPrincipalName,
  );
  expect(await statesOf(userId, ofUser?.deviceId)).toEqual(
    new Map(
      rows.map(({ applicationId, installState }) => [
        applicationId,
        installState,
      ]),
    ),
  );
});

test('the device has all, those of users as not applicable', async () => {
  const states = await statesOf(zeros, ofUser?.deviceId);
  const rows = installs.filter(({ deviceId }) => deviceId === ofUser?.deviceId);
  expect([...states.keys()].sort()).toEqual(
    [...new Set(rows.map(({ applicationId }) => applicationId))].sort(),
  );
  expect(states.get(ofUser?.applicationId)).toBe('notApplicable');
});

test('what the system installed has its state there', async () => {
  const states = await statesOf(zeros, ofSystem?.deviceId);
  expect(states.get(ofSystem?.applicationId)).toBe(ofSystem?.installState);
});

test('keys in brackets, and a select, are taken', async () => {
  const plain = await client.get(pathOf(zeros, deviceIds[0]));
  const selected = await client.get(
    `/beta/users('${zeros}')/mobileAppIntentAndStates('${deviceIds[0]}')?$select=mobileAppList`,
  );
  expect(plain.json()).toMatchObject({
    managedDeviceIdentifier: deviceIds[0],
    userId: zeros,
  });
  const body = selected.json<MobileAppIntentAndState>();
  expect(Object.keys(body)).toEqual(['@odata.context', 'mobileAppList']);
});

test.each([
  [zeros, 'ffffffff-0000-0000-0000-000000000000'],
  ['ffffffff-0000-0000-0000-000000000000', deviceIds[0]],
])('user %s with device %s is not there', async (user, device) => {
  expect((await client.get(pathOf(user, device))).status).toBe(404);
});

test('v1.0 does not know it', async () => {
  const path = pathOf(zeros, deviceIds[0]).replace('beta', 'v1.0');
  expect((await client.get(path)).status).toBe(400);
});
