import type { AddressInfo } from 'node:net';
import { createServer } from 'node:https';
import { createCertificate } from '#test/emulator/http/certificate';
import { ConnectProxy } from '#test/graph/connectProxy';
import { Connections } from '../../../src/graph/network/connections';
import { checkHost } from './hosts';

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
