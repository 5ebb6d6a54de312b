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
import type { ExportPermission, ReportRefusal } from '../behaviour';
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

  // Both https://github.com/cartography-cncf/cartography and https://github.com/KelvinTegelaar/CIPP-API post another one.
  test('that is stuck for good does not hinder a second one', () =>
    withClient(
      {
        exportOutcome: (_, attempt) => (attempt === 1 ? 'stuck' : 'completed'),
      },
      async (own) => {
        const [first] = await pollJob(own, inventory);
        const second = await pollJob(own, inventory);
        const other = await pollJob(own, compliance);
        const poll = await own.get(`${jobsPath}/${first.id}`);
        expect(second.at(-1)?.status).toBe('completed');
        expect(other.at(-1)?.status).toBe('inProgress');
        expect(poll.json()).toMatchObject({ status: 'inProgress' });
      },
    ));

  test('is an attempt of its own for another filter', () =>
    withClient(
      {
        exportOutcome: (_, attempt) => (attempt === 1 ? 'stuck' : 'completed'),
      },
      async (own) => {
        const ids = tenant.intune?.data.mobileApps.map(({ id }) => id) ?? [];
        const ends: (string | undefined)[] = [];
        for (const id of [ids[0], ids[1], ids[0]]) {
          const states = await pollJob(own, {
            reportName: 'DeviceInstallStatusByApp',
            filter: `(ApplicationId eq '${id}')`,
          });
          ends.push(states.at(-1)?.status);
        }
        expect(ends).toEqual(['inProgress', 'inProgress', 'completed']);
      },
    ));

  // As in a recorded answer.
  test('may be named after another report', async () => {
    const [{ id }] = await pollJob(client, configurations);
    expect(id).toMatch(/^DeviceStatusesByConfigurationProfileWithPFV3_/);
  });
});

test.each<[string, unknown, string]>([
  [
    'an unknown report',
    { reportName: 'DiscoveredAppsRawData' },
    'PostExportJobAsync not supported for reportType DiscoveredAppsRawData',
  ],
  ['an unknown column', { ...inventory, select: ['Nonsense'] }, 'select'],
  ['a text column', { ...compliance, select: ['PolicyStatus_loc'] }, 'select'],
  // What public callers took for a refusal of `select` was one of these.
  [
    'a text column of configurations',
    { ...configurations, select: ['PolicyId', 'UnifiedPolicyType_loc'] },
    'select',
  ],
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

test.each([
  ['', (id: string) => `(PolicyId eq '${id}')`],
  ['out', () => ''],
])('a select with%s a filter on a policy is taken', async (_, filterOf) => {
  const id = tenant.intune?.data.intents[0].id ?? '';
  const select = ['IntuneDeviceId', 'PolicyStatus'];
  const filter = filterOf(id);
  const rows = await exportRows(client, { ...configurations, filter, select });
  expect(rows.length).toBeGreaterThan(0);
  expect(Object.keys(rows[0])).toEqual(select);
});

// As recorded.
test('an empty select is none', async () => {
  const empty = await exportRows(client, { ...configurations, select: [] });
  expect(empty).toEqual(await exportRows(client, configurations));
});

// Nobody has published an answer to a filter with several kinds; Microsoft documents the columns that it may name.
test('a filter may name the kind of the policies', async () => {
  const filter =
    "(PolicyBaseTypeName eq 'Microsoft.Management.Services.Api.DeviceManagementIntent')";
  const rows = await exportRows(client, { ...configurations, filter });
  expect(new Set(rows.map(({ PolicyId }) => PolicyId))).toEqual(
    new Set(tenant.intune?.data.intents.map(({ id }) => id)),
  );
});

describe('a report can be refused', () => {
  const organization = { reportName: 'OrgDeviceInstallStatus' };
  const ask = (refusal: ReportRefusal, body: object) =>
    withClient(
      { refusedExports: { OrgDeviceInstallStatus: refusal } },
      async (own) => {
        const answer = await own.post(jobsPath, body);
        const other = await own.post(jobsPath, inventory);
        expect(other.status).toBe(201);
        return answer;
      },
    );

  // The first words were recorded for an unknown report, the second for reports of one policy; the third were seen when
  // all three permissions were missing (https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/2081).
  test.each([
    [
      'unsupported',
      400,
      'PostExportJobAsync not supported for reportType OrgDeviceInstallStatus',
    ],
    ['needsFilter', 400, 'ApplicationId is required'],
    ['forbidden', 403, 'must have one of the following scopes'],
  ] as const)('as %s: %i %s', async (refusal, status, words) => {
    const answer = await ask(refusal, organization);
    expect(answer.status).toBe(status);
    expect(answer.json<ErrorBody>().error.message).toContain(words);
  });

  // Microsoft's documentation of 2020 requires the filter, that of today has none.
  test('and granted with the filter that it needs', async () => {
    const id = tenant.intune?.data.mobileApps[0].id ?? '';
    const filter = `(ApplicationId eq '${id}')`;
    const filtered = { ...organization, filter };
    expect((await ask('needsFilter', filtered)).status).toBe(201);
    const rows = await exportRows(client, filtered);
    expect(new Set(rows.map(({ ApplicationId }) => ApplicationId))).toEqual(
      new Set([id]),
    );
  });

  test('or is there without one', async () => {
    expect((await client.post(jobsPath, organization)).status).toBe(201);
  });
});

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
  const run = (role: string, exportPermission: ExportPermission) =>
    withClient({ roles: [role], exportPermission }, async (own) => {
      const answer = await own.post(jobsPath, inventory);
      if (answer.status === 403) {
        expect(answer.json<ErrorBody>().error.message).toContain(
          'must have one of the following scopes',
        );
      }
      return answer.status;
    });

  // Microsoft documents ReadWrite: https://learn.microsoft.com/graph/api/intune-reporting-devicemanagementexportjob-create.
  // The service's own refusal names Read.All: https://github.com/microsoftgraph/msgraph-sdk-powershell/issues/2081.
  // That all are refused was seen for days: https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/2875.
  test.each([
    ['DeviceManagementApps.Read.All', 'read', 201],
    ['DeviceManagementApps.Read.All', 'readWrite', 403],
    ['DeviceManagementApps.ReadWrite.All', 'readWrite', 201],
    ['DeviceManagementApps.ReadWrite.All', 'nobody', 403],
    ['Directory.Read.All', 'read', 403],
  ] as const)('%s where it takes %s: %i', async (role, needed, status) => {
    expect(await run(role, needed)).toBe(status);
  });
});
