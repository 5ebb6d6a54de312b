/** The reports that are answered at once, in pages. */
import { generateTenant } from '../..';
import { startTestClient, type TestClient } from '../../testClient';

const tenant = generateTenant({ size: 'test' });
const [app] = tenant.intune?.data.mobileApps ?? [];

let client: TestClient;
beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

describe('getDeviceInstallStatusReport', () => {
  const path = '/beta/deviceManagement/reports/getDeviceInstallStatusReport';
  const filter = `(ApplicationId eq '${app.id}')`;

  test('is JSON in a stream of bytes', async () => {
    const answer = await client.post(path, { filter, select: [] });
    const { Schema } = answer.json<{ Schema: unknown[] }>();
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    expect(Schema).toHaveLength(19);
    expect(Schema).toContainEqual({
      Column: 'InstallState',
      PropertyType: 'Int64',
    });
  });

  test('has 50 rows unless asked for more', async () => {
    // 730 devices, and a second user on every twentieth of them.
    const rows = 767;
    const ask = async (fields: object) => {
      const answer = await client.post(path, { filter, ...fields });
      const report = answer.json<{
        TotalRowCount: number;
        Values: unknown[];
      }>();
      return [report.TotalRowCount, report.Values.length];
    };
    const seen = [
      await ask({}),
      await ask({ top: 1000 }),
      await ask({ top: 200, skip: 700 }),
    ];
    expect(seen).toEqual([
      [rows, 50],
      [rows, rows],
      [rows, rows - 700],
    ]);
  });

  test.each([{}, { filter: "(DeviceId eq '1')" }, { filter, select: ['X'] }])(
    '%j is refused',
    async (body) => {
      expect((await client.post(path, body)).status).toBe(400);
    },
  );
});

test('getConfigurationPolicyDevicesReport has what the export has of a policy', async () => {
  const [policy] = tenant.intune?.data.configurationPolicies ?? [];
  const statuses = tenant.intune?.data.policyStatuses ?? [];
  const answer = await client.post(
    '/beta/deviceManagement/reports/getConfigurationPolicyDevicesReport',
    {
      filter: `(PolicyId eq '${policy.id}')`,
      select: ['IntuneDeviceId'],
      top: 1000,
    },
  );
  const { Schema, Values } = answer.json<{
    Schema: unknown[];
    Values: unknown[][];
  }>();
  expect(Schema).toEqual([
    { Column: 'IntuneDeviceId', PropertyType: 'String' },
  ]);
  expect(Values.flat()).toEqual(
    statuses
      .filter(({ policyId }) => policyId === policy.id)
      .map(({ deviceId }) => deviceId),
  );
});
