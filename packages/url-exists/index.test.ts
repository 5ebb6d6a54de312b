import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

const urlExists =
  jest.requireActual<
    (url: string, callback: (error: null, exists: boolean) => void) => void
  >('./index');

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(({ method, url = '' }, response) => {
    response.statusCode = method === 'HEAD' ? Number(url.slice(1)) : 405;
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

test.each([
  [200, true],
  [404, false],
  [405, false],
  [500, true],
])('what answers with %d exists: %s', async (status, exists) => {
  const answer = await promisify(urlExists)(`${origin}/${status}`);
  expect(answer).toBe(exists);
});

test.each(['http://127.0.0.1:1', 'no address'])(
  '%s does not exist',
  async (url) => {
    expect(await promisify(urlExists)(url)).toBe(false);
  },
);
