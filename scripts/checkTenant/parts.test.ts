/** The small parts: options, licenses, versions, planned requests, hosts. */
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:https';
import { createCertificate } from '#test/emulator/http/certificate';
import { ConnectProxy } from '#test/graph/connectProxy';
import { Connections } from '../../src/graph/network/connections';
import { integrationSteps } from '../../src/steps';
import { checkHost } from './hosts/hosts';
import { licensesOf } from './tenant/licenses';
import { readOptions } from './options';
import { plannedRequests } from './requests/plannedRequests';
import { ownVersion } from '../version';
import { version } from '../../package.json';

describe('options', () => {
  test('have defaults', () => {
    expect(readOptions([])).toEqual({
      ...{ help: false, json: false, seconds: 15, postsExports: true },
    });
    expect(readOptions(['--json', '--seconds', '60', '--no-exports'])).toEqual({
      ...{ help: false, json: true, seconds: 60, postsExports: false },
    });
  });

  test.each([
    ['--seconds=0'],
    ['--seconds=x'],
    ['--seconds=601'],
    ['--nonsense'],
    ['x'],
  ])('refuse %s', (arg) =>
    expect(() => readOptions([arg])).toThrow(
      /--seconds takes|Unknown option|Unexpected argument/,
    ),
  );
});

describe('licenses', () => {
  const plan = (
    servicePlanId: string,
    service = 'x',
    capabilityStatus = 'Enabled',
  ) => ({ servicePlanId, service, capabilityStatus });
  const p1 = plan('41781fb2-bc02-4b7c-bd55-b576c07bb09d');
  const p2 = plan('eec0eb4f-6444-4f95-aba0-50c24d67f998');

  test.each([
    [[], { premium: 'none', intune: false }],
    [undefined, { premium: 'none', intune: false }],
    [[p1], { premium: 'P1', intune: false }],
    [[p1, p2], { premium: 'P2', intune: false }],
    [
      [{ ...p2, capabilityStatus: 'Deleted' }, p1],
      { premium: 'P1', intune: false },
    ],
    [[plan('any', 'SCO')], { premium: 'none', intune: true }],
    [
      [plan('any', 'SCO', 'Suspended'), null, 5],
      { premium: 'none', intune: false },
    ],
    [[plan('any', 'SCO', 'Warning')], { premium: 'none', intune: true }],
  ])('%#', (plans, expected) => expect(licensesOf(plans)).toEqual(expected));
});

test('the version is that of package.json, from however deep', () => {
  expect(ownVersion()).toBe(version);
  expect(ownVersion('/')).toBe('unknown');
});

test('each request of a step is planned once, with all that ask for it', () => {
  const planned = plannedRequests(integrationSteps);
  const requests = planned.map(({ request }) => request);
  expect(new Set(requests).size).toBe(requests.length);
  for (const step of integrationSteps) {
    for (const request of step.requests) {
      const own = planned.find((each) => each.request === request);
      expect(own?.steps.map(({ id }) => id)).toContain(step.id);
    }
  }
  // Whatever has a parameter says whose ids it takes, or its path does.
  const paths = new Set(requests.map(({ path }) => path));
  for (const { path, parents = {} } of requests) {
    const parent = path.slice(0, path.indexOf('/{'));
    const named = Object.values(parents).flat();
    expect(!path.includes('{') || paths.has(parent)).toBe(true);
    expect(named.every((each) => paths.has(each))).toBe(true);
  }
});

describe('a host', () => {
  const signal = () => AbortSignal.timeout(5_000);
  const connectionsFor = (ca?: string) =>
    new Connections({ keepAlive: false, ca });

  test('with a certificate that is not trusted is named', async () => {
    const { cert, key } = await createCertificate();
    const server = createServer({ cert, key }, (_, answer) => answer.end());
    await new Promise<void>((resolve) =>
      server.listen(0, '127.0.0.1', resolve),
    );
    const { port } = server.address() as AddressInfo;
    const origin = `https://127.0.0.1:${port}`;

    const distrusted = await checkHost(origin, connectionsFor(), signal());
    const trusted = await checkHost(origin, connectionsFor(cert), signal());
    server.closeAllConnections();
    server.close();

    expect(distrusted).toMatchObject({
      isReached: false,
      problem: expect.stringMatching(
        /certificate of 127\.0\.0\.1:\d+ is not trusted.*NODE_EXTRA_CA_CERTS/,
      ),
    });
    expect(trusted).toMatchObject({
      isReached: true,
      clockAheadSeconds: expect.any(Number),
    });
  });

  test('behind a proxy is asked through it, and the password of the proxy is not told', async () => {
    const proxy = await ConnectProxy.start({ credentials: 'me:hush-hush' });
    const { cert, key } = await createCertificate();
    const server = createServer({ cert, key }, (_, answer) => answer.end());
    await new Promise<void>((resolve) =>
      server.listen(0, '127.0.0.1', resolve),
    );
    const { port } = server.address() as AddressInfo;
    const before = process.env.HTTPS_PROXY;
    process.env.HTTPS_PROXY = `http://me:hush-hush@127.0.0.1:${proxy.port}`;
    try {
      const origin = `https://127.0.0.1:${port}`;
      const found = await checkHost(origin, connectionsFor(cert), signal());
      expect(found).toMatchObject({
        isReached: true,
        proxy: `http://127.0.0.1:${proxy.port}`,
      });
      expect(proxy.places).toEqual([`127.0.0.1:${port}`]);
      expect(JSON.stringify(found)).not.toContain('hush');
    } finally {
      process.env.HTTPS_PROXY = before ?? '';
      server.closeAllConnections();
      server.close();
      await proxy.stop();
    }
  });

  test('that does not exist is named', async () => {
    const found = await checkHost(
      'https://nowhere.invalid',
      connectionsFor(),
      signal(),
    );
    expect(found).toMatchObject({
      isReached: false,
      addresses: [],
      problem: expect.stringContaining('nowhere.invalid'),
    });
  });

  test('that is silent ends with the time', async () => {
    const ending = AbortSignal.abort();
    const found = await checkHost(
      'https://127.0.0.1:9',
      connectionsFor(),
      ending,
    );
    expect(found.problem).toMatch(/did not answer in time/);
  });
});
