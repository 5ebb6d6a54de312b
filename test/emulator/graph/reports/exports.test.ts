/** Export jobs from the request to the download, with everything that may go wrong on the way. */
import { generateTenant, type ExportOutcome } from '../..';
import {
  download,
  exportRows,
  jobsPath,
  parseCsv,
  pollJob,
  unzip,
} from '../../exportClient';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../../testClient';

const tenant = generateTenant({ size: 'small' });
const inventory = { reportName: 'AppInvRawData', format: 'csv' };
const configurations = { reportName: 'DeviceStatusesByConfigurationProfile' };
const compliance = { reportName: 'DevicePoliciesComplianceReportV3' };

let client: TestClient;
beforeAll(async () => {
  client = await startTestClient({ tenant });
});
afterAll(() => client.close());

/** With an emulator of its own. */
async function withClient<T>(
  options: Omit<Parameters<typeof startTestClient>[0], 'tenant'>,
  use: (own: TestClient) => Promise<T>,
): Promise<T> {
  const own = await startTestClient({ tenant, ...options });
  return use(own).finally(() => own.close());
}

describe('a job', () => {
  test('is created, runs, completes without and then with a URL', async () => {
    const states = await pollJob(client, inventory);
    expect(states.map(({ status, url }) => [status, url])).toEqual([
      ['notStarted', null],
      ['inProgress', null],
      ['completed', ''],
      ['completed', expect.stringContaining(client.emulator.blobOrigin)],
    ]);
    expect(states[0].id).toMatch(/^AppInvRawData_[0-9a-f-]{36}$/);
    expect(states[2].expirationDateTime).toBe('0001-01-01T00:00:00Z');
  });

  test('takes as many polls as asked for, on either form of path', () =>
    withClient({ exportPolls: 0 }, async (own) => {
      const created = await own.post(`/beta${jobsPath.slice(5)}`, inventory);
      const { id } = created.json<{ id: string }>();
      const answer = await own.get(`${jobsPath}/${id}`);
      expect(created.status).toBe(201);
      expect(created.json()).toMatchObject({ search: null, snapshotId: null });
      expect(answer.json()).toMatchObject({
        status: 'completed',
        url: expect.stringContaining(`/${id}.zip?sv=`),
      });
    }));

  test.each<[ExportOutcome, string]>([
    ['failed', 'failed'],
    ['stuck', 'inProgress'],
  ])('that is %s ends as %s', (outcome, status) =>
    withClient({ exportOutcome: () => outcome }, async (own) => {
      const states = await pollJob(own, inventory);
      expect(states[states.length - 1]).toMatchObject({ status, url: null });
    }),
  );

  test('can go well at the second attempt', () =>
    withClient(
      {
        exportOutcome: (_, attempt) => (attempt === 1 ? 'failed' : 'completed'),
      },
      async (own) => {
        const ends = [
          await pollJob(own, inventory),
          await pollJob(own, inventory),
        ].map((states) => states[states.length - 1].status);
        expect(ends).toEqual(['failed', 'completed']);
      },
    ));
});

test.each<[string, unknown, string]>([
  [
    'an unknown report',
    { reportName: 'DiscoveredAppsRawData' },
    'PostExportJobAsync not supported for reportType DiscoveredAppsRawData',
  ],
  ['an unknown column', { ...inventory, select: ['Nonsense'] }, 'select'],
  ['a text column', { ...compliance, select: ['PolicyStatus_loc'] }, 'select'],
  ['no column', { ...inventory, select: [] }, 'select'],
  ['columns', { ...configurations, select: ['PolicyId'] }, 'select'],
  ['an odd filter', { ...inventory, filter: "startswith('a')" }, 'filter'],
  ['a filter', { ...compliance, filter: "(PolicyId eq '1')" }, 'PolicyId'],
  [
    'no application',
    { reportName: 'DeviceInstallStatusByApp' },
    'ApplicationId is required',
  ],
  ['another format', { ...inventory, format: 'pdf' }, 'format'],
])('an export with %s is refused', async (_, body, message) => {
  const answer = await client.post(jobsPath, body);
  const { error } = answer.json<ErrorBody>();
  expect([answer.status, error.code]).toEqual([400, 'BadRequest']);
  expect(JSON.parse(error.message)).toMatchObject({
    Message: expect.stringContaining(message),
  });
});

test('a select with the filter on a policy is taken', async () => {
  const id = tenant.intune?.data.intents[0].id;
  const filter = `(PolicyId eq '${id}')`;
  const select = ['IntuneDeviceId', 'PolicyStatus'];
  const rows = await exportRows(client, { ...configurations, filter, select });
  expect(rows.length).toBeGreaterThan(0);
  expect(Object.keys(rows[0])).toEqual(select);
});

test('OrgDeviceInstallStatus is not there in every tenant', () =>
  withClient(
    { refusedExports: { OrgDeviceInstallStatus: 'unsupported' } },
    async (own) => {
      const body = { reportName: 'OrgDeviceInstallStatus' };
      expect((await own.post(jobsPath, body)).status).toBe(400);
      expect((await client.post(jobsPath, body)).status).toBe(201);
    },
  ));

test('jobs cannot be listed, and unknown ones not be found', async () => {
  const list = await client.get(jobsPath);
  expect([list.status, list.json<ErrorBody>().error.message]).toEqual([
    400,
    'No method match route template',
  ]);
  expect((await client.get(`${jobsPath}('nothing')`)).status).toBe(404);
});

describe('the download', () => {
  async function finishedUrl(own: TestClient = client) {
    const states = await pollJob(own, inventory);
    return states[states.length - 1].url ?? '';
  }

  test('needs the signature and nothing else', async () => {
    const url = await finishedUrl();
    const authorization = `Bearer ${await client.login()}`;
    const withToken = await client.send(url, { headers: { authorization } });
    const forged = await client.send(url.replace('sig=', 'sig=A'));
    const longer = await client.send(url.replace(/se=\d+/, 'se=2099'));
    const plain = await client.send(url);
    expect(
      [withToken, forged, longer, plain].map(({ status }) => status),
    ).toEqual([403, 403, 403, 200]);
    expect(withToken.text).toContain('<Code>AuthenticationFailed</Code>');
    expect(client.emulator.requests.at(-1)).toMatchObject({
      kind: 'blob',
      authorization: false,
      status: 200,
    });
  });

  test('ends after six hours', async () => {
    const url = await finishedUrl();
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 7 * 3600 * 1000);
    const answer = await client.send(url);
    jest.restoreAllMocks();
    expect(answer.status).toBe(403);
  });

  test('is an archive of one file, with a byte order mark', async () => {
    const states = await pollJob(client, inventory);
    const { bytes } = await client.send(states[3].url ?? '');
    const { name, text } = unzip(bytes);
    expect(name).toBe(`${states[0].id}.csv`);
    expect(text.startsWith('\uFEFFApplicationKey,')).toBe(true);
  });

  test('is not quite CSV', async () => {
    const { text } = unzip((await download(client, inventory)).bytes);
    const columns = text.split('\r\n').map((line) => line.split(',').length);
    expect(text).toContain(',7" Monitor Tool,');
    expect(text).toContain(',"Tools, Drivers, and ""More""",');
    expect(new Set(columns).size).toBeGreaterThan(1);
  });

  test.each<[ExportOutcome, (bytes: Buffer) => void]>([
    ['emptyZip', (bytes) => expect(bytes).toHaveLength(22)],
    ['corruptZip', (bytes) => expect(() => unzip(bytes)).toThrow('unexpected')],
    [
      'missingColumn',
      (bytes) =>
        expect(parseCsv(unzip(bytes).text)[0]).not.toHaveProperty('DeviceId'),
    ],
  ])('may be damaged: %s', (outcome, check) =>
    withClient({ exportOutcome: () => outcome }, async (own) => {
      check((await download(own, inventory)).bytes);
    }),
  );
});

test.each([
  [undefined, '4', 'Not compliant'],
  ['LocalizedValuesAsAdditionalColumn', '4', 'Not compliant'],
  ['ReplaceLocalizableValues', 'Not compliant', undefined],
])('localization %s gives %j and %j', async (localizationType, value, text) => {
  const rows = await exportRows(client, { ...compliance, localizationType });
  const statuses = rows.map(({ PolicyStatus }) => PolicyStatus);
  const row = rows[statuses.indexOf(value)];
  expect(row.PolicyStatus_loc).toBe(text);
});

describe('permissions', () => {
  const run = (role: string, exportPermission: 'read' | 'readWrite') =>
    withClient({ roles: [role], exportPermission }, async (own) => {
      const { status } = await own.post(jobsPath, inventory);
      return status;
    });

  test.each([
    ['DeviceManagementApps.Read.All', 'read', 201],
    ['DeviceManagementApps.Read.All', 'readWrite', 403],
    ['DeviceManagementApps.ReadWrite.All', 'readWrite', 201],
    ['Directory.Read.All', 'read', 403],
  ] as const)('%s where it takes %s: %i', async (role, needed, status) => {
    expect(await run(role, needed)).toBe(status);
  });
});
