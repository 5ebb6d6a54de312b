/** The real command line behind a proxy, by Microsoft's real host names: it knows no other way out. */
import { generateTenant, type EmulatorOptions } from '../emulator';
import { ConnectProxy } from '../graph/connectProxy';
import { expectedGraph } from './expectedGraph';
import { graphOf } from './graphOf';
import {
  collectFromCloud,
  proxyPlace,
  type CollectedFromCloud,
} from './hosts/cloudHosts';

jest.setTimeout(120_000);

const tenant = generateTenant({ size: 'small' });
const options: EmulatorOptions = {
  tenant,
  exportPolls: 0,
  // Few devices need no export otherwise.
  refusedReports: { getConfigurationPolicyDevicesReport: 'forbidden' },
};
const hosts = {
  login: 'login.microsoftonline.com',
  graph: 'graph.microsoft.com',
  blob: 'exports.blob.core.windows.net',
};
/** The live call, three counts and the question whether there is Intune. */
const FIRST_REQUESTS = 5;
const places = Object.values(hosts).map((host) => `${host}:443`);

let proxy: ConnectProxy;
beforeEach(async () => {
  proxy = await ConnectProxy.start({ credentials: 'collector:p@ss#8Q' });
});
afterEach(() => proxy.stop());

function collect(
  environment: Readonly<Record<string, string>>,
): Promise<CollectedFromCloud> {
  return collectFromCloud('global', hosts, options, environment, proxy);
}

test('login, Graph and downloads go through the proxy, and nothing goes past it', async () => {
  const collected = await collect({
    HTTPS_PROXY: `http://collector:p%40ss%238Q@${proxyPlace}`,
    LOG_LEVEL: 'trace',
  });

  expect(collected.output).toContain('Collected');
  expect(collected.exitCode).toBe(0);
  expect(graphOf(collected)).toEqual(expectedGraph(tenant));
  expect(collected.connectedTo).toEqual(new Set([proxyPlace]));
  expect(new Set(proxy.places)).toEqual(new Set(places));
  expect(proxy.others).toEqual([]);
  expect(collected.credentialsSentTo).toEqual(new Set([hosts.login]));
});

test('NO_PROXY is respected, and a wrong password is named at once, without it', async () => {
  const collected = await collect({
    https_proxy: `http://collector:wrong%408Q@${proxyPlace}`,
    NO_PROXY: hosts.login,
  });

  expect(collected.exitCode).toBe(1);
  expect(collected.connectedTo).toEqual(
    new Set([`${hosts.login}:443`, proxyPlace]),
  );
  // They go out together, and none is repeated.
  expect(new Set(proxy.places)).toEqual(new Set([`${hosts.graph}:443`]));
  expect(proxy.places.length).toBeLessThanOrEqual(FIRST_REQUESTS);
  const sentence = `Microsoft was not reached: the proxy http://${proxyPlace} on the way to ${hosts.graph} refused the name and password in https_proxy (407): `;
  expect(collected.output).toContain(sentence);
  expect(collected.files.get('j1-integration.log')).toContain(sentence);
});
