import { once } from 'node:events';
import { FakeClock } from '#test/graph/fakeClock';
import { FakeCredential } from '#test/graph/fakeCredential';
import { HttpsServer } from '#test/graph/httpsServer';
import { usersRequest } from '#test/graph/sampleRequests';
import { emulatedCloud } from './clouds/clouds';
import {
  createGraphClient,
  type GraphClientOptions,
} from './createGraphClient';

let server: HttpsServer;

beforeAll(async () => {
  server = await HttpsServer.start();
});

afterAll(() => server.stop());

function clientOfServer(options: Partial<GraphClientOptions> = {}) {
  const clock = new FakeClock();
  return createGraphClient({
    cloud: emulatedCloud(server.origin),
    credential: new FakeCredential(clock),
    ca: server.ca,
    clock,
    ...options,
  });
}

describe('createGraphClient', () => {
  test('reads pages over HTTPS, and hangs up when it is closed', async () => {
    server.answer = (request, response) => {
      const isFirst = !request.url?.includes('skiptoken');
      const nextLink = `${server.origin}/v1.0/users?$skiptoken=1`;
      response.end(
        JSON.stringify({
          value: [{ id: request.headers.authorization }],
          ...(isFirst && { '@odata.nextLink': nextLink }),
        }),
      );
    };
    const client = clientOfServer();
    const pages: unknown[] = [];
    for await (const items of client.list(usersRequest)) {
      pages.push(items);
    }
    expect(pages).toEqual([
      [{ id: 'Bearer token-1' }],
      [{ id: 'Bearer token-1' }],
    ]);
    expect(server.sockets.size).toBe(1);
    const [socket] = server.sockets;
    client.close();
    await once(socket, 'close');
    expect(server.sockets.size).toBe(0);
  });

  test('tries a broken connection again', async () => {
    let requests = 0;
    server.answer = (request, response) => {
      requests += 1;
      if (requests < 3) {
        request.socket.destroy();
      } else {
        response.end('{"id":"a"}');
      }
    };
    const client = clientOfServer();
    expect(await client.get(usersRequest)).toEqual({ id: 'a' });
    expect(requests).toBe(3);
    client.close();
  });

  test('keeps the limits that it is given', async () => {
    server.answer = (_, response) => response.end('{"id":"a long body"}');
    const client = clientOfServer({ limits: { maxBodyBytes: 5 } });
    await expect(client.get(usersRequest)).rejects.toThrow('larger than 5');
    client.close();
  });
});
