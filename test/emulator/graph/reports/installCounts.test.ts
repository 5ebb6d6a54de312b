/**
 * How many devices have each application in which state: a row for every application, also of those that nobody has.
 * Public callers skip those; which states the service counts where, nobody has published.
 */
import { generateTenant } from '../..';
import { reportRows, type ReportRow } from '../../reportClient';
import { startTestClient, type TestClient } from '../../testClient';

const tenant = generateTenant({ size: 'test' });
const data = tenant.intune?.data;
const name = 'getAppsInstallSummaryReport';

let client: TestClient;
let rows: ReportRow[];
beforeAll(async () => {
  client = await startTestClient({ tenant });
  rows = await reportRows(client, name, {});
});
afterAll(() => client.close());

const deviceCounts = (row: ReportRow) =>
  ['Installed', 'Failed', 'PendingInstall', 'NotApplicable', 'NotInstalled']
    .map((state) => Number(row[`${state}DeviceCount`]))
    .reduce((sum, count) => sum + count, 0);

test('every listed application has a row', () => {
  expect(rows.map(({ ApplicationId }) => ApplicationId)).toEqual(
    data?.mobileApps.map(({ id }) => id),
  );
});

test('each device counts once, and only applications without rows have none', () => {
  expect(rows.map(deviceCounts)).toEqual(
    data?.mobileApps.map(({ id }) => {
      const installs = data.installStatuses.filter(
        ({ applicationId }) => applicationId === id,
      );
      return new Set(installs.map(({ deviceId }) => deviceId)).size;
    }),
  );
  expect(rows.some((row) => deviceCounts(row) === 0)).toBe(true);
});

test('a device counts by the worst of its states', () => {
  const [{ id }] = data?.mobileApps ?? [];
  const failed = data?.installStatuses.filter(
    ({ applicationId, installState }) =>
      applicationId === id &&
      ['failed', 'uninstallFailed'].includes(installState),
  );
  expect(rows[0].FailedDeviceCount).toBe(
    new Set(failed?.map(({ deviceId }) => deviceId)).size,
  );
});

test('a filter on a count is taken', async () => {
  const filter = "(FailedDeviceCount gt '0')";
  const failing = await reportRows(client, name, { filter });
  expect(failing).toEqual(
    rows.filter(({ FailedDeviceCount }) => Number(FailedDeviceCount) > 0),
  );
  expect(failing.length).toBeLessThan(rows.length);
});
