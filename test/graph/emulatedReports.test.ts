/** Reports and exports through the whole stack: login, HTTPS, the emulated Intune and its storage. */
import { createGraphClient } from '../../src/graph/createGraphClient';
import type { GraphClient } from '../../src/graph/client';
import { emulatedCloud } from '../../src/graph/clouds/clouds';
import { createCredential } from '../../src/graph/login/credential';
import { defineRequest } from '../../src/graph/request';
import { startEmulator, type Emulator } from '../emulator';
import { generateTenant } from '../emulator/tenant';
import { allRows } from './exportReading';
import { FakeClock } from './fakeClock';
import { appsExport, installsReport } from './sampleReports';

interface Identified {
  readonly id: string;
}

const declared = {
  version: 'beta',
  select: ['id'],
  workload: 'intuneDevices',
  cost: 1,
  permission: installsReport.permission,
  documentation: installsReport.documentation,
} as const;
const devices = defineRequest<Identified>()({
  ...declared,
  path: '/deviceManagement/managedDevices',
});
const applications = defineRequest<Identified>()({
  ...declared,
  path: '/deviceAppManagement/mobileApps',
});

let emulator: Emulator;
let client: GraphClient;
beforeAll(async () => {
  emulator = await startEmulator({ tenant: generateTenant({ size: 'small' }) });
  const cloud = emulatedCloud(emulator.origin);
  const ca = emulator.certificatePem;
  client = createGraphClient({
    cloud,
    ca,
    credential: createCredential(emulator.app, cloud, ca),
    clock: new FakeClock(Date.now()),
  });
});
afterAll(async () => {
  client.close();
  await emulator.close();
});

async function all<Item>(pages: AsyncIterable<Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...page);
  }
  return items;
}

test('an export has the applications of listed devices', async () => {
  const request = {
    ...appsExport,
    columns: ['DeviceId', 'ApplicationName', 'ApplicationVersion'],
  } as const;
  void client.prepareExport(request);
  const known = new Set((await all(client.list(devices))).map(({ id }) => id));
  const rows = await allRows(client, request);
  expect(rows.length).toBeGreaterThan(known.size);
  expect(rows.filter(({ DeviceId }) => !known.has(DeviceId))).toEqual([]);
  expect(rows.some(({ ApplicationName }) => ApplicationName !== '')).toBe(true);

  const blobs = emulator.requests.filter(({ kind }) => kind === 'blob');
  expect(blobs).toMatchObject([{ status: 200, authorization: false }]);
});

test('a report is the same in pages of any size', async () => {
  const [application] = await all(client.list(applications));
  const request = {
    ...installsReport,
    path: '/deviceManagement/reports/retrieveDeviceAppInstallationStatusReport',
    columns: ['DeviceId', 'UserPrincipalName', 'InstallState'],
    filter: `(ApplicationId eq '${application.id}')`,
  } as const;
  const atOnce = await all(client.report(request));
  expect(atOnce.length).toBeGreaterThan(0);
  // In any order: rows that come again on a page are read again.
  const inPages = await all(client.report({ ...request, top: 3 }));
  const different = (rows: readonly object[]) =>
    [...new Set(rows.map((row) => JSON.stringify(row)))].sort();
  expect(different(inPages)).toEqual(different(atOnce));
});
