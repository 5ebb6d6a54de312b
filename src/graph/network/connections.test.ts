/** Real sockets: a server, a proxy in front of it, and what stands in the way. */
import {
  createServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import {
  ConnectProxy,
  NO_ANSWER,
  type ConnectProxyOptions,
} from '#test/graph/connectProxy';
import { createCertificate } from '#test/emulator/http/certificate';
import { HttpsServer } from '#test/graph/httpsServer';
import { Arrivals } from '../http/arrivals';
import { exchange } from '../http/exchange';
import { Connections, type ConnectionOptions } from './connections';
import type { Obstacle } from '../errors/obstacles';

let server: HttpsServer;
let proxy: ConnectProxy | undefined;
let connections: Connections;

beforeAll(async () => {
  server = await HttpsServer.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.connections = 0;
  server.answer = (_, response) => response.end('{}');
  connect();
});
afterEach(async () => {
  connections.destroy();
  await proxy?.stop();
  proxy = undefined;
  delete process.env.HTTPS_PROXY;
  delete process.env.NO_PROXY;
});

function connect(options: Partial<ConnectionOptions> = {}): void {
  connections?.destroy();
  connections = new Connections({ keepAlive: true, ca: server.ca, ...options });
}

/** All requests go through it from now on. @param user `name:password`, encoded */
async function startProxy(
  options: ConnectProxyOptions = {},
  user?: string,
): Promise<ConnectProxy> {
  proxy = await ConnectProxy.start(options);
  process.env.HTTPS_PROXY = proxy.address(user);
  return proxy;
}

async function ask(
  address = `${server.origin}/`,
  signal = new AbortController().signal,
): Promise<number> {
  const { status } = await exchange(
    { method: 'GET', url: new URL(address), headers: {} },
    {
      connections,
      signal,
      maxBodyBytes: 1_000,
      arrivals: new Arrivals(),
      onHead: () => undefined,
    },
  );
  return status;
}

/** What stands in the way of a request. */
async function obstacleAt(
  address = `${server.origin}/`,
): Promise<Obstacle | undefined> {
  const error: unknown = await ask(address).catch(
    (failure: unknown) => failure,
  );
  expect(error).toBeInstanceOf(Error);
  return connections.obstacle(error, new URL(address));
}

const place = () => new URL(server.origin).host;

/** Fails after a second, for what happens a moment later. */
async function until(isTrue: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1_000 && !isTrue(); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(isTrue()).toBe(true);
}

describe('a proxy', () => {
  test('makes one connection for many requests', async () => {
    const { places } = await startProxy();
    for (let count = 0; count < 3; count += 1) {
      expect(await ask()).toBe(200);
    }
    expect(places).toEqual([place()]);
    expect(server.connections).toBe(1);
  });

  test('makes as many as are needed at a time, and each gets its own answer', async () => {
    const { places } = await startProxy();
    const statuses = Array.from({ length: 20 }, (_, index) => 200 + index);
    server.answer = ({ url = '' }, response) => {
      response.writeHead(Number(url.slice(1)));
      response.end('{}');
    };
    const answers = await Promise.all(
      statuses.map((status) => ask(`${server.origin}/${status}`)),
    );
    expect(answers).toEqual(statuses);
    expect(places).toHaveLength(20);
  });

  test('makes one for each request without keep-alive', async () => {
    connect({ keepAlive: false });
    const { places } = await startProxy();
    await ask();
    await ask();
    expect(places).toEqual([place(), place()]);
  });

  test('gets the name and password that were encoded', async () => {
    const { places } = await startProxy(
      { credentials: 'me@home:p#s%/ü' },
      'me%40home:p%23s%25%2F%C3%BC',
    );
    expect(await ask()).toBe(200);
    expect(places).toEqual([place()]);
  });

  test('may itself speak TLS', async () => {
    const certificate = await createCertificate([], 'test proxy');
    connect({ ca: `${server.ca}\n${certificate.cert}` });
    const { places } = await startProxy({ certificate });
    expect(await ask()).toBe(200);
    expect(places).toEqual([place()]);
  });

  test('is not asked for what NO_PROXY names', async () => {
    const { places } = await startProxy();
    process.env.NO_PROXY = '127.0.0.1';
    expect(await ask()).toBe(200);
    expect(places).toEqual([]);
  });

  test('leads to the host whose certificate it is, and to no other', async () => {
    const port = Number(new URL(server.origin).port);
    await startProxy({ routes: { 'graph.example.com:443': port } });
    const obstacle = await obstacleAt('https://graph.example.com/');
    expect(obstacle).toEqual({
      persistence: 'lasting',
      sentence: expect.stringMatching(
        /^the certificate of graph\.example\.com is one of another host \(ERR_TLS_CERT_ALTNAME_INVALID\): its issuer is test server/,
      ),
    });
  });
});

describe('an obstacle at the proxy', () => {
  test.each<[string, ConnectProxyOptions, string | undefined, string, string]>([
    [
      'no password',
      { credentials: 'me:hush' },
      undefined,
      'wants a name and a password (407)',
      'lasting',
    ],
    [
      'a wrong password',
      { credentials: 'me:hush' },
      'me:wrong',
      'refused the name and password in HTTPS_PROXY (407)',
      'lasting',
    ],
    [
      'a forbidden host',
      { refusal: () => 403 },
      undefined,
      'refused to connect to',
      'lasting',
    ],
    [
      'a host that it does not reach',
      { refusal: () => 503 },
      undefined,
      'did not reach',
      'unreached',
    ],
  ])('is known: %s', async (_, options, user, words, persistence) => {
    const { address } = await startProxy(options, user);
    const obstacle = await obstacleAt();
    expect(obstacle?.sentence).toContain(words);
    expect(obstacle?.sentence).toContain(address.call(proxy));
    expect(obstacle?.sentence).toContain(place());
    expect(obstacle?.sentence).not.toMatch(/hush|wrong/);
    expect(obstacle?.persistence).toBe(persistence);
    expect(server.connections).toBe(0);
  });

  test('is known: nobody is there', async () => {
    process.env.HTTPS_PROXY = 'http://me:hush@127.0.0.1:1';
    const obstacle = await obstacleAt();
    expect(obstacle?.sentence).toBe(
      `the proxy http://127.0.0.1:1 on the way to ${place()} was not reached (ECONNREFUSED): check that it runs, and that HTTPS_PROXY has its address [M365-NET-011]`,
    );
    expect(obstacle?.persistence).toBe('unreached');
  });

  test('is known: its name', async () => {
    process.env.HTTPS_PROXY = 'http://proxy.invalid:3128';
    const obstacle = await obstacleAt();
    expect(obstacle?.sentence).toMatch(/http:\/\/proxy\.invalid:3128/);
    expect(obstacle?.sentence).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  test('is known: it hangs up', async () => {
    const rude = await listen((socket) => socket.destroy());
    process.env.HTTPS_PROXY = `http://127.0.0.1:${rude.port}`;
    const obstacle = await obstacleAt();
    await rude.stop();
    expect(obstacle?.sentence).toContain('was not reached (ECONNRESET)');
  });

  test('is known: it does not speak TLS', async () => {
    const { address } = await startProxy();
    process.env.HTTPS_PROXY = address
      .call(proxy)
      .replace('http://', 'https://');
    const obstacle = await obstacleAt();
    expect(obstacle?.sentence).toContain('does not speak TLS');
    expect(obstacle?.persistence).toBe('lasting');
  });

  test('is known: its certificate, by the issuer', async () => {
    const certificate = await createCertificate([], 'test proxy');
    const { places } = await startProxy({ certificate });
    const obstacle = await obstacleAt();
    expect(obstacle?.sentence).toContain(
      `the certificate of the proxy ${proxy?.address()}`,
    );
    expect(obstacle?.sentence).toContain('its issuer is test proxy');
    expect(obstacle?.persistence).toBe('lasting');
    expect(places).toEqual([]);
  });

  test('is known: it never answers, and no connection to it is left', async () => {
    connect({ reachMs: 50 });
    const started = await startProxy({ refusal: () => NO_ANSWER });
    const obstacle = await obstacleAt();
    expect(obstacle?.sentence).toContain('was not reached (ETIMEDOUT)');
    expect(obstacle?.persistence).toBe('lasting');
    await until(() => started.openCount === 0);
  });
});

describe('a request that nobody waits for', () => {
  test.each([
    ['through a proxy that never answers', { refusal: () => NO_ANSWER }],
    ['through a proxy', {}],
  ])('ends at once %s', async (_, options) => {
    const started = await startProxy(options);
    server.answer = () => undefined;
    const ending = new AbortController();
    const asking = ask(undefined, ending.signal);
    await until(() => started.places.length === 1);
    ending.abort();
    await expect(asking).rejects.toThrow();
    connections.destroy();
    await until(() => started.openCount === 0);
  });
});

describe.each([
  ['straight', false],
  ['through a proxy', true],
])('%s', (_, isProxied) => {
  beforeEach(async () => {
    if (isProxied) {
      await startProxy();
    }
  });

  test('a certificate is named by its issuer, at once', async () => {
    connect({ ca: undefined });
    const obstacle = await obstacleAt();
    expect(obstacle).toEqual({
      persistence: 'lasting',
      sentence: `the certificate of ${place()} is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT): its issuer is test server, so something between here and that host opens TLS, and the certificate of that issuer belongs into the file that NODE_EXTRA_CA_CERTS names [M365-NET-001]`,
    });
    expect(connections.wasReached(new URL(server.origin))).toBe(false);
  });

  test('a host that hangs before its certificate is not waited for', async () => {
    connect({ reachMs: 50 });
    const silent = await listen(() => undefined);
    const obstacle = await obstacleAt(`https://127.0.0.1:${silent.port}/`);
    await silent.stop();
    expect(obstacle?.sentence).toMatch(/was not reached .*\(ETIMEDOUT\): /);
    expect(obstacle?.persistence).toBe('lasting');
  });

  test('the time to reach a host ends with its certificate', async () => {
    const begun = jest.spyOn(globalThis, 'setTimeout');
    const ended = jest.spyOn(globalThis, 'clearTimeout');
    expect(await ask()).toBe(200);
    const timers = begun.mock.results.map(({ value }) => value as unknown);
    expect(timers.length).toBeGreaterThan(0);
    for (const timer of timers) {
      expect(ended).toHaveBeenCalledWith(timer);
    }
  });

  test('a connection that breaks is about the way only before the first one', async () => {
    const rude = await listen((socket) => socket.destroy());
    const obstacle = await obstacleAt(`https://127.0.0.1:${rude.port}/`);
    await rude.stop();
    expect(obstacle?.sentence).toContain('(ECONNRESET)');
    expect(obstacle?.persistence).toBe('unreached');

    await ask();
    server.answer = (request) => request.socket.destroy();
    expect(await obstacleAt()).toBeUndefined();
  });

  test('a host that was reached once gets more patience', async () => {
    const other = await HttpsServer.start();
    connect({ ca: other.ca });
    await ask(other.origin);
    await other.stop();
    connections.destroy();
    const obstacle = await obstacleAt(other.origin);
    expect(obstacle?.persistence).toBe('passing');
  });
});

test('a host that was never reached is given up when its time is over', async () => {
  const { port, stop } = await listen(() => undefined);
  await stop();
  const address = `https://127.0.0.1:${port}/`;
  connect();
  expect((await obstacleAt(address))?.persistence).toBe('unreached');
  const now = performance.now();
  jest.spyOn(performance, 'now').mockImplementation(() => now + 12_000);
  expect((await obstacleAt(address))?.persistence).toBe('unreached');
  jest.spyOn(performance, 'now').mockImplementation(() => now + 13_001);
  expect((await obstacleAt(address))?.persistence).toBe('lasting');
});

test('a name that is not known is not looked up again', async () => {
  const obstacle = await obstacleAt('https://graph.invalid/');
  expect(obstacle?.sentence).toMatch(/graph\.invalid .*(ENOTFOUND|EAI_AGAIN)/);
});

interface Listener {
  readonly port: number;
  stop(): Promise<void>;
}

async function listen(
  onConnection: Parameters<typeof createServer>[1],
): Promise<Listener> {
  const sockets = new Set<Socket>();
  let isStopped = false;
  const listener: Server = createServer((socket) => {
    // The proxy may come when nobody waits for it any more.
    if (isStopped) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection?.(socket);
  });
  await new Promise<void>((resolve) =>
    listener.listen(0, '127.0.0.1', resolve),
  );
  return {
    port: (listener.address() as AddressInfo).port,
    stop: async () => {
      isStopped = true;
      const closed = new Promise((resolve) => listener.close(resolve));
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
  };
}
