import type { LoggedRequest } from './requestLog';
import { countRequests } from './requestsOneAtATime';
import { batch, download, get, login, post } from './sampleLog';

const replaced = {
  AppInvRawData: 1_000,
  DevicePoliciesComplianceReportV3: 20,
  DeviceStatusesByConfigurationProfile: 30,
  OrgDeviceInstallStatus: 40,
};
const exportRequests = [
  post('/deviceManagement/reports/exportJobs', 201),
  get('/deviceManagement/reports/exportJobs/x'),
  download(),
];
const none = { http: 0, inner: 0, throttled: 0 };

test.each<[string, LoggedRequest[], string[], object]>([
  ['logins count nowhere', [login()], [], { ...none, oneAtATime: 0 }],
  [
    'a page is itself',
    [get('/users')],
    [],
    { http: 1, inner: 1, bundled: 0, bundledOneAtATime: 0, oneAtATime: 1 },
  ],
  [
    'a batch is what is in it',
    [batch(['/a', 200], ['/b', 404])],
    [],
    { http: 1, inner: 2, bundled: 1, bundledOneAtATime: 2, oneAtATime: 2 },
  ],
  [
    'what must be asked again counts when it is answered',
    [batch(['/a', 429], ['/b', 200]), batch(['/a', 200]), get('/users', 429)],
    [],
    { http: 3, inner: 4, throttled: 2, bundled: 2, oneAtATime: 2 },
  ],
  [
    'small pages are one page, or none beside full ones',
    [
      batch(['/a?$top=19', 200], ['/b?$top=19', 200], ['/c?$top=999', 200]),
      batch(['/a?$top=19&$skiptoken=x', 200], ['/b?$top=19&$skiptoken=y', 200]),
      batch(['/b?$top=999', 200], ['/b?$top=999&$skiptoken=z', 200]),
    ],
    [],
    { http: 3, inner: 7, bundled: 3, bundledOneAtATime: 4, oneAtATime: 4 },
  ],
  [
    'a batch that was refused as a whole is one refusal',
    [post('/$batch', 429)],
    [],
    { http: 1, inner: 1, throttled: 1, bundled: 1, oneAtATime: 0 },
  ],
  [
    'an export is what it replaces',
    exportRequests,
    ['AppInvRawData', 'OrgDeviceInstallStatus'],
    {
      http: 3,
      inner: 3,
      bundled: 3,
      bundledOneAtATime: 1_040,
      oneAtATime: 1_040,
    },
  ],
  [
    'a sample of what is exported is not counted twice',
    [
      ...exportRequests,
      batch(['/deviceManagement/managedDevices/a/detectedApps', 200]),
    ],
    ['AppInvRawData'],
    { http: 4, inner: 4, bundled: 4, bundledOneAtATime: 1_000 },
  ],
])('%s', (_, requests, exported, expected) => {
  expect(countRequests(requests, new Set(exported), replaced)).toMatchObject(
    expected,
  );
});

test('an export that nobody knows is not left out', () => {
  expect(() => countRequests([], new Set(['Devices']), replaced)).toThrow(
    'It is not known what an export of Devices replaces.',
  );
});
