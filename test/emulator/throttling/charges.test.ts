/** Each route draws on the quota that is documented for it, at the documented price. */
import type { GraphCall, GraphVersion, Route } from '../graph/route';
import { routes } from '../graph/routes';
import { chargesOf } from './charges';
import { quotasOf } from './quotas';

function callOf(
  path: string,
  query = '',
  version: GraphVersion = 'v1.0',
): GraphCall {
  const route = routes.find((each) => each.path === path);
  if (route === undefined) throw new Error(`There is no route ${path}.`);
  return call(route, query, version);
}

function call(
  route: Route,
  query: string,
  version: GraphVersion = 'v1.0',
): GraphCall {
  return {
    route,
    version,
    method: route.method,
    path: route.path,
    query: new URLSearchParams(query),
    headers: {},
    body: undefined,
    insideBatch: false,
    ids: { requestId: '1', clientRequestId: '1' },
    params: {},
    caller: { appId: 'app', tenantId: 'tenant', roles: [] },
  };
}

// https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits
test.each([
  ['/users', '', 2],
  // Recorded nine times of nine; the table says 1.
  ['/users', '$select=id', 2],
  ['/users', '$select=id&$top=999', 2],
  ['/users', '$top=999', 2],
  ['/users', '$top=20', 2],
  ['/users', '$top=19', 1],
  ['/users', '$select=id&$top=5', 1],
  ['/users', '$expand=manager', 3],
  ['/users', '$select=id&$expand=manager', 3],
  ['/users/:id', '', 1],
  ['/groups', '', 1],
  ['/groups', '$select=id', 1],
  ['/groups/:id', '', 1],
  ['/groups/:id/members', '', 3],
  ['/groups/:id/transitiveMembers', '$select=id', 4],
  ['/roleManagement/directory/roleAssignments', '', 1],
  ['/roleManagement/directory/roleDefinitions', '$select=id', 1],
  ['/subscribedSkus', '', 1],
  ['/groups/:id/members', '$select=id', 2],
  ['/groups/:id/members', '$select=id&$top=999', 2],
  ['/groups/:id/members', '$select=id&$top=1', 1],
  ['/organization', '', 1],
  ['/organization/:id', '$select=id', 1],
])('GET %s?%s costs %d resource units', (path, query, directory) => {
  expect(chargesOf(callOf(path, query))).toEqual({ directory });
});

test('beta knows options without their dollar sign', () => {
  const path = '/groups/:id/members';
  expect(chargesOf(callOf(path, 'select=id', 'beta')).directory).toBe(2);
  expect(chargesOf(callOf(path, 'select=id')).directory).toBe(3);
});

test('a list with sign-in activity draws on its own quota, too', () => {
  const select = '$select=id, signInActivity';
  expect(chargesOf(callOf('/users', select))).toEqual({
    directory: 2,
    signInActivity: 1,
  });
  expect(chargesOf(callOf('/users/:id', select))).toEqual({ directory: 1 });
});

test.each([
  ['/reports/authenticationMethods/userRegistrationDetails', 'signInActivity'],
  ['/deviceManagement', 'intuneConfiguration'],
  ['/deviceManagement/subscriptionState', 'intuneConfiguration'],
  ['/deviceManagement/deviceCompliancePolicies', 'intuneConfiguration'],
  [
    '/deviceManagement/deviceConfigurations/:id/deviceStatuses',
    'intuneConfiguration',
  ],
  ['/deviceManagement/intents/:id/deviceStates', 'intuneConfiguration'],
  ['/deviceManagement/intents/:id/deviceStateSummary', 'intuneConfiguration'],
  ['/deviceManagement/compliancePolicies', 'intuneConfiguration'],
  ['/deviceManagement/managedDevices', 'intuneDevices'],
  ['/deviceManagement/managedDevices/:id', 'intuneDevices'],
  ['/deviceManagement/managedDevices/:id/detectedApps', 'intuneDevices'],
  ['/deviceManagement/detectedApps', 'intuneDevices'],
  ['/deviceManagement/managedDeviceOverview', 'intuneDevices'],
  ['/users/:id/mobileAppIntentAndStates/:deviceId', 'intuneDevices'],
  ['/deviceAppManagement/mobileApps', 'intuneApplications'],
  [
    '/deviceManagement/reports/retrieveDeviceAppInstallationStatusReport',
    'reports',
  ],
  ['/deviceManagement/reports/getDeviceInstallStatusReport', 'reports'],
  [
    '/deviceManagement/reports/microsoft.graph.getConfigurationPolicyDevicesReport',
    'reports',
  ],
  ['/deviceManagement/reports/exportJobs', 'exportJobs'],
  ['/deviceManagement/reports/exportJobs/:id', 'exportJobs'],
])('%s draws on %s', (path, bucket) => {
  expect(chargesOf(callOf(path))).toEqual({ [bucket]: 1 });
});

// https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8653; nobody has published a 429 of the list.
test.each([
  [undefined, 5, 10_000],
  ['5 per 10 s', 5, 10_000],
  ['10 per minute', 10, 60_000],
] as const)(
  'with the limit of sign-ins %s there are %d pages in %d ms',
  (signInLimit, limit, windowMs) => {
    expect(quotasOf(100, signInLimit)).toContainEqual({
      name: 'signInActivity',
      limit,
      windowMs,
    });
  },
);

test('every route draws on a quota', () => {
  const free = routes.filter(
    (route) => Object.keys(chargesOf(call(route, ''))).length === 0,
  );
  expect(free).toEqual([]);
});

test.each([
  [49, 3_500],
  [50, 5_000],
  [500, 5_000],
  [501, 8_000],
])('%d users have %d resource units in 10 seconds', (users, limit) => {
  expect(quotasOf(users)).toContainEqual({
    name: 'directory',
    limit,
    windowMs: 10_000,
  });
});
