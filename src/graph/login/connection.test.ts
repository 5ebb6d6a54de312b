import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeClock } from '#test/graph/fakeClock';
import { HttpsServer } from '#test/graph/httpsServer';
import { GraphAuthentication } from './authentication';
import { emulatedCloud } from '../clouds/clouds';
import { createCredential } from './credential';
import { LoginError } from '../errors/errors';
import { decideRetry } from '../http/retryDecision';

const app = {
  tenant: 'contoso.com',
  clientId: '6a3c1e0f-7d64-4c2a-9a51-0d3f2b8c9e10',
  clientSecret: 'hush',
};

let server: HttpsServer;
const environment = { ...process.env };

beforeAll(async () => {
  server = await HttpsServer.start();
});
afterAll(() => server.stop());
afterEach(() => {
  process.env = { ...environment };
});

/** Logs in to the server. */
async function login(ca?: string): Promise<LoginError> {
  const credential = createCredential(app, emulatedCloud(server.origin), ca);
  const authentication = new GraphAuthentication(
    credential,
    'scope',
    new FakeClock(),
  );
  const error: unknown = await authentication
    .getAccessToken()
    .catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(LoginError);
  return error as LoginError;
}

const isGivenUp = (error: LoginError) =>
  decideRetry([error], () => 0).kind === 'giveUp';

test('a certificate that is not trusted is named by its issuer, at once', async () => {
  const error = await login();
  expect(error.message).toContain('its issuer is test server');
  expect(error.message).toMatch(/\(\w*SELF_SIGNED\w*\)/);
  expect(error.message).toContain('NODE_EXTRA_CA_CERTS');
  expect(isGivenUp(error)).toBe(true);
});

test('a proxy that refuses is named, without its credentials', async () => {
  const proxy: Server = createServer();
  proxy.on('connect', (_, socket) =>
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
  );
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  process.env.HTTPS_PROXY = `http://user:hush@127.0.0.1:${port}`;
  try {
    const error = await login(server.ca);
    expect(error.message).toContain(`the proxy http://127.0.0.1:${port},`);
    expect(error.message).not.toContain('hush');
    expect(isGivenUp(error)).toBe(true);
  } finally {
    proxy.close();
  }
}, 15_000);

test('a server that answers something else is no obstacle', async () => {
  const error = await login(server.ca);
  expect(error.message).not.toContain('issuer');
  expect(isGivenUp(error)).toBe(false);
});
