/** How logins reach a server on this machine, and what is said when they do not. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConnectProxy,
  type ConnectProxyOptions,
} from '#test/graph/connectProxy';
import { FakeClock } from '#test/graph/fakeClock';
import { HttpsServer } from '#test/graph/httpsServer';
import { emulatedCloud } from '../clouds/clouds';
import { LoginError } from '../errors/errors';
import { decideRetry } from '../http/retryDecision';
import { GraphAuthentication } from './authentication';
import { agentOfThisMachine } from './connection';
import { createCredential, type Credential } from './credential';

const app = {
  tenant: 'contoso.com',
  clientId: '6a3c1e0f-7d64-4c2a-9a51-0d3f2b8c9e10',
  clientSecret: 'hush',
};

let server: HttpsServer;
let proxy: ConnectProxy | undefined;
let requests: string[];
const environment = { ...process.env };

beforeAll(async () => {
  server = await HttpsServer.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  requests = [];
  server.answer = (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answerTo(request.url ?? '')));
  };
});
afterEach(async () => {
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
  await proxy?.stop();
  proxy = undefined;
});

/** What Entra ID says of itself, and a token. */
function answerTo(url: string): object {
  const endpoint = `${server.origin}/${app.tenant}/oauth2/v2.0`;
  return url.includes('openid-configuration')
    ? {
        token_endpoint: `${endpoint}/token`,
        authorization_endpoint: `${endpoint}/authorize`,
        issuer: `${server.origin}/${app.tenant}/v2.0`,
        jwks_uri: `${server.origin}/keys`,
      }
    : { token_type: 'Bearer', expires_in: 3_600, access_token: 'a.b.c' };
}

async function startProxy(
  options: ConnectProxyOptions = {},
  user?: string,
): Promise<ConnectProxy> {
  proxy = await ConnectProxy.start(options);
  process.env.HTTPS_PROXY = proxy.address(user);
  return proxy;
}

function authentication(
  ca: string | undefined = server.ca,
  origin = server.origin,
): GraphAuthentication {
  const credential = createCredential(app, emulatedCloud(origin), ca);
  return new GraphAuthentication(credential, 'scope', new FakeClock());
}

async function failureOf(login: GraphAuthentication): Promise<LoginError> {
  const error: unknown = await login
    .getAccessToken()
    .catch((failure: unknown) => failure);
  expect(error).toBeInstanceOf(LoginError);
  return error as LoginError;
}

const place = () => new URL(server.origin).host;
const decision = (error: LoginError) => decideRetry([error], () => 0);

describe('a login', () => {
  test('goes through the proxy, with its password, and over one connection', async () => {
    const { places } = await startProxy(
      { credentials: 'me:p@ss' },
      'me:p%40ss',
    );
    expect(await authentication().getAccessToken()).toBe('a.b.c');
    expect(places).toEqual([place()]);
    expect(requests).toHaveLength(2);
  });

  test.each([
    ['NO_PROXY', '127.0.0.1'],
    ['no_proxy', '*'],
    // The library itself would not understand these.
    ['NO_PROXY', 'localhost 127.0.0.1:{port}'],
  ])('goes straight where %s=%s says so', async (name, value) => {
    const { places } = await startProxy();
    process.env[name] = value.replace('{port}', new URL(server.origin).port);
    expect(await authentication().getAccessToken()).toBe('a.b.c');
    expect(places).toEqual([]);
  });

  test('goes through no proxy that is for something else', async () => {
    const { places } = await startProxy();
    process.env.HTTP_PROXY = process.env.HTTPS_PROXY;
    delete process.env.HTTPS_PROXY;
    expect(await authentication().getAccessToken()).toBe('a.b.c');
    expect(places).toEqual([]);
  });

  test('may name the proxy without a scheme', async () => {
    const { places, port } = await startProxy();
    process.env.HTTPS_PROXY = `127.0.0.1:${port}`;
    expect(await authentication().getAccessToken()).toBe('a.b.c');
    expect(places).toEqual([place()]);
  });

  test('succeeds once the proxy reaches Entra ID again', async () => {
    const started = await startProxy({ refusal: () => 503 });
    const login = authentication();
    const error = await failureOf(login);
    expect(decision(error)).toMatchObject({ kind: 'retry', delayMs: 500 });
    started.options = {};
    expect(await login.getAccessToken()).toBe('a.b.c');
  });
});

describe('a login that does not reach Entra ID', () => {
  test('names a certificate by its issuer, at once', async () => {
    const error = await failureOf(authentication(''));
    expect(error.message).toContain(`the certificate of ${place()}`);
    expect(error.message).toContain('its issuer is test server');
    expect(error.message).toMatch(/\(\w*SELF_SIGNED\w*\)/);
    expect(error.message).toContain('NODE_EXTRA_CA_CERTS');
    expect(decision(error)).toEqual({ kind: 'giveUp' });
  });

  test.each<[string, ConnectProxyOptions, string]>([
    ['a wrong password', { credentials: 'me:other' }, '(407)'],
    ['a host that is not allowed', { refusal: () => 403 }, '(403)'],
  ])('names %s, at once and without it', async (_, options, status) => {
    const { places } = await startProxy(options, 'me:hush');
    const error = await failureOf(authentication());
    expect(error.message).toContain(`the proxy ${proxy?.address()} `);
    expect(error.message).toContain(place());
    expect(error.message).toContain(status);
    expect(error.message).not.toContain('hush');
    expect(decision(error)).toEqual({ kind: 'giveUp' });
    // The library of the login did not try again either.
    expect(places).toHaveLength(1);
    expect(requests).toEqual([]);
  });

  test('names a host that nothing is at, and tries again for a while', async () => {
    const error = await failureOf(
      authentication(server.ca, 'https://127.0.0.1:1'),
    );
    expect(error.message).toContain(
      '127.0.0.1:1 was not reached (ECONNREFUSED)',
    );
    expect(decision(error)).toMatchObject({ kind: 'retry', delayMs: 500 });
  });
});

test('a login that was reached before has its present patience', async () => {
  const { refuse, port } = await startServerThatGoes();
  const login = authentication(server.ca, `https://127.0.0.1:${port}`);
  const error = await failureOf(login);
  refuse();
  const again = await failureOf(login);
  expect(error.obstacle).toBeUndefined();
  expect(again.obstacle?.persistence).toBe('passing');
  expect(decision(again)).toMatchObject({ kind: 'retry', delayMs: 61_000 });
}, 30_000);

/** An Entra ID that answers nothing of use, and then is gone: the proxy stands in for its network. */
async function startServerThatGoes() {
  server.answer = (_, response) => response.end('{}');
  const started = await startProxy();
  return {
    port: new URL(server.origin).port,
    refuse: () => {
      server.sockets.forEach((socket) => socket.destroy());
      started.options = { refusal: () => 503 };
    },
  };
}

test('a server that answers something else is no obstacle', async () => {
  server.answer = (_, response) => response.end('{}');
  const error = await failureOf(authentication());
  expect(error.obstacle).toBeUndefined();
  expect(decision(error)).toMatchObject({ kind: 'retry' });
});

describe('a managed identity', () => {
  const identity: Credential = { managedIdentityClientId: undefined };

  test('is asked for on this machine, and not through a proxy', async () => {
    const asked: string[] = [];
    const machine = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          access_token: 'a.b.c',
          expires_on: String(Math.floor(Date.now() / 1_000) + 3_600),
          token_type: 'Bearer',
          resource: 'scope',
        }),
      );
    });
    await new Promise<void>((resolve) =>
      machine.listen(0, '127.0.0.1', resolve),
    );
    const { port } = machine.address() as AddressInfo;
    const { places, others } = await startProxy();
    process.env.HTTP_PROXY = process.env.HTTPS_PROXY;
    process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${port}/token`;
    process.env.IDENTITY_HEADER = 'header';
    const credential = createCredential(identity, emulatedCloud(server.origin));
    const token = await credential.getToken('scope/.default');
    machine.closeAllConnections();
    machine.close();
    expect(token?.token).toBe('a.b.c');
    expect(asked).toHaveLength(1);
    expect([...places, ...others]).toEqual([]);
  });

  test.each([
    [{}, 'http:'],
    [{ IDENTITY_ENDPOINT: 'http://localhost:40342/token' }, 'http:'],
    [{ IDENTITY_ENDPOINT: 'https://10.0.0.4:2377/token' }, 'https:'],
  ])('with %j is asked for by %s', (variables, protocol) => {
    expect(agentOfThisMachine(variables)).toHaveProperty('protocol', protocol);
  });
});
