/** Each Microsoft cloud, by its real host names: the whole graph comes from there, and nothing else is asked. */
import { generateTenant, type EmulatorOptions } from '../emulator';
import { GraphError } from '../emulator/graph/errors';
import { expectedGraph } from './expectedGraph';
import { graphOf } from './graphOf';
import { collectFromCloud, type CloudHosts } from './hosts/cloudHosts';

jest.setTimeout(120_000);

const tenant = generateTenant({ size: 'small' });
const options: EmulatorOptions = {
  tenant,
  exportPolls: 0,
  // Few devices need no export otherwise.
  refusedReports: { getConfigurationPolicyDevicesReport: 'forbidden' },
};

const china: CloudHosts = {
  login: 'login.partner.microsoftonline.cn',
  graph: 'microsoftgraph.chinacloudapi.cn',
  blob: 'exports.blob.core.chinacloudapi.cn',
};

const hostsOfClouds: readonly [string, CloudHosts][] = [
  [
    'global',
    {
      login: 'login.microsoftonline.com',
      graph: 'graph.microsoft.com',
      blob: 'exports.blob.core.windows.net',
    },
  ],
  [
    'usGovernmentL4',
    {
      login: 'login.microsoftonline.us',
      graph: 'graph.microsoft.us',
      blob: 'exports.blob.core.usgovcloudapi.net',
    },
  ],
  [
    'usGovernmentL5',
    {
      login: 'login.microsoftonline.us',
      graph: 'dod-graph.microsoft.us',
      blob: 'exports.blob.core.usgovcloudapi.net',
    },
  ],
  ['china', china],
];

test.each(hostsOfClouds)(
  'the cloud %s is collected from its own hosts alone',
  async (cloud, hosts) => {
    const collected = await collectFromCloud(cloud, hosts, options);

    expect(collected.output).toContain('Collected');
    expect(collected.exitCode).toBe(0);
    expect(graphOf(collected)).toEqual(expectedGraph(tenant));
    expect(collected.connectedTo).toEqual(
      new Set([
        `${hosts.login}:443`,
        `${hosts.graph}:443`,
        `${hosts.blob}:443`,
      ]),
    );
    expect(collected.credentialsSentTo).toEqual(new Set([hosts.login]));
    expect(collected.asked).toEqual({
      login: new Set([hosts.login]),
      graph: new Set([hosts.graph]),
      blob: new Set([hosts.blob]),
    });
  },
);

test('a cloud without some requests is collected without them, and says what is missing', async () => {
  const lacks = /subscriptionState|configurationPolicies|reports\/exportJobs/;
  const collected = await collectFromCloud('china', china, {
    ...options,
    policies: [
      (call, next) =>
        lacks.test(call.path)
          ? Promise.reject(new GraphError(404, 'UnknownError', 'Not there.'))
          : next(call),
    ],
  });

  const name = 'Microsoft Cloud for China (21Vianet)';
  expect(collected.files.get('j1-integration.log')).toContain(
    `${name} does not answer GET /beta/deviceManagement/subscriptionState`,
  );
  expect(collected.output).toContain(`${name} may not have this request`);
  const statuses = Object.fromEntries(
    (collected.summary?.integrationStepResults ?? []).map(({ id, status }) => [
      id,
      status,
    ]),
  );
  expect(statuses).toMatchObject({
    account: 'success',
    users: 'success',
    'managed-devices': 'success',
    'device-configurations': 'failure',
    'compliance-findings': 'success',
    'detected-applications': 'success',
    'managed-applications': 'success',
  });
});
