import { inspect } from 'node:util';
import { createApiClient } from '@jupiterone/integration-sdk-runtime';
import { ConnectProxy } from '#test/graph/connectProxy';
import { HttpsServer } from '#test/graph/httpsServer';
import { apiConnection } from './apiConnection';

const accessToken = 'emulated~jupiterone.api.key';
let server: HttpsServer;
let proxy: ConnectProxy;

beforeAll(async () => {
  server = await HttpsServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  proxy = await ConnectProxy.start({ credentials: 'me:p@ss' });
  process.env.HTTPS_PROXY = proxy.address('me:p%40ss');
});
afterEach(async () => {
  await proxy.stop();
  delete process.env.HTTPS_PROXY;
  delete process.env.NO_PROXY;
});

/** Asks as an upload does. @returns the authorization that the API got */
async function ask(
  alphaOptions?: ReturnType<typeof apiConnection>,
): Promise<string | undefined> {
  let authorization: string | undefined;
  server.answer = (request, response) => {
    ({ authorization } = request.headers);
    response.end('{}');
  };
  const client = createApiClient({
    apiBaseUrl: server.origin,
    account: 'emulated-account',
    accessToken,
    retryOptions: { attempts: 1, factor: 0, maxTimeout: 0 },
    alphaOptions,
  });
  await client.post('/persister/synchronization/jobs', {});
  return authorization;
}

const place = () => new URL(server.origin).host;

test('the API is reached by a connection through the proxy', async () => {
  expect(await ask(apiConnection(server.origin, server.ca))).toBe(
    `Bearer ${accessToken}`,
  );
  expect(proxy.places).toEqual([place()]);
  expect(proxy.others).toEqual([]);
});

test('NO_PROXY is respected', async () => {
  process.env.NO_PROXY = '127.0.0.1';
  expect(await ask(apiConnection(server.origin, server.ca))).toBe(
    `Bearer ${accessToken}`,
  );
  expect(proxy.places).toEqual([]);
  expect(proxy.others).toEqual([]);
});

test('a request that failed is sent again in the same way', async () => {
  let asked = 0;
  proxy.options = { refusal: () => ((asked += 1) === 1 ? 503 : undefined) };
  expect(await ask(apiConnection(server.origin, server.ca))).toBe(
    `Bearer ${accessToken}`,
  );
  expect(proxy.places).toEqual([place(), place()]);
});

test('a proxy that refuses is an error without its password', async () => {
  proxy.options = { credentials: 'me:other' };
  const options = apiConnection(server.origin, server.ca);
  const error: unknown = await ask(options).catch(
    (failure: unknown) => failure,
  );
  expect(error).toMatchObject({ code: 'PROXY_407' });
  const shown = inspect(error, { depth: 20, showHidden: true });
  for (const secret of ['p@ss', 'p%40ss', btoa('me:p@ss')]) {
    expect(shown).not.toContain(secret);
  }
});

// What docs/collector.md says of `j1-integration run`; when this changes, the docs do.
test('the SDK by itself asks the proxy for the whole address', async () => {
  await expect(ask()).rejects.toThrow();
  expect(proxy.places).toEqual([]);
  expect(new Set(proxy.others)).toEqual(
    new Set([`POST ${server.origin}/persister/synchronization/jobs`]),
  );
});
