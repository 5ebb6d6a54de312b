/** The emulator as its users see it: request log, delays, policies, independent instances, command line. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generateTenant, type GraphPolicy } from './';
import { GraphError } from './graph/errors';
import { startTestClient } from './testClient';

const tenant = generateTenant({ size: 'small' });

test('the log has every request in order, batched ones included', async () => {
  const client = await startTestClient({ tenant });
  const { app, requests } = client.emulator;
  await client.get('/v1.0/users?$top=1');
  await client.post('/beta/$batch', {
    requests: [
      { id: '1', method: 'GET', url: '/users?$top=1' },
      { id: '2', method: 'GET', url: '/nothing' },
    ],
  });
  await client.send('/v1.0/users', { headers: { 'user-agent': 'me' } });
  await client.close();
  expect(requests).toEqual([
    {
      method: 'POST',
      path: `/${app.tenant}/oauth2/v2.0/token`,
      status: 200,
      kind: 'login',
      authorization: false,
    },
    {
      method: 'GET',
      path: '/v1.0/users?$top=1',
      status: 200,
      kind: 'graph',
      authorization: true,
    },
    {
      method: 'POST',
      path: '/beta/$batch',
      status: 200,
      kind: 'graph',
      authorization: true,
      batch: [
        { method: 'GET', url: '/users?$top=1', status: 200 },
        { method: 'GET', url: '/nothing', status: 400 },
      ],
    },
    {
      method: 'GET',
      path: '/v1.0/users',
      status: 401,
      kind: 'graph',
      authorization: false,
      userAgent: 'me',
    },
  ]);
});

test('each answer can be delayed', async () => {
  const client = await startTestClient({ tenant, latencyMs: 60 });
  await client.login();
  const start = performance.now();
  await client.get('/v1.0/organization');
  const elapsed = performance.now() - start;
  await client.close();
  // A login and a listing; timers may fire a little early.
  expect(elapsed).toBeGreaterThan(115);
});

test('a policy sees each call, in a batch too, and may refuse it', async () => {
  const seen: string[] = [];
  const busyGroups: GraphPolicy = (call, next) => {
    seen.push(call.route.path);
    if (call.route.path === '/groups') {
      throw new GraphError(429, 'TooManyRequests', 'Too many requests', {
        'Retry-After': '7',
      });
    }
    return next(call);
  };
  const client = await startTestClient({ tenant, policies: [busyGroups] });
  const alone = await client.get('/v1.0/groups');
  const batch = await client.post('/v1.0/$batch', {
    requests: [{ id: '1', method: 'GET', url: '/groups' }],
  });
  await client.close();
  expect(alone.status).toBe(429);
  expect(alone.headers['retry-after']).toBe('7');
  expect(batch.json()).toMatchObject({
    responses: [{ id: '1', status: 429, headers: { 'Retry-After': '7' } }],
  });
  expect(seen).toEqual(['/groups', '/$batch', '/groups']);
});

test('middleware may answer whatever it likes', async () => {
  const client = await startTestClient({
    tenant,
    middleware: [
      async (request, next) =>
        request.url.startsWith('/v1.0/')
          ? { status: 502, headers: {}, body: '<html>Bad gateway</html>' }
          : next(request),
    ],
  });
  const answer = await client.get('/v1.0/users');
  await client.close();
  expect([answer.status, answer.text]).toEqual([
    502,
    '<html>Bad gateway</html>',
  ]);
});

test('a mistake of the emulator is told as such', async () => {
  const client = await startTestClient({
    tenant,
    policies: [() => Promise.reject(new Error('a bug'))],
  });
  const answer = await client.get('/v1.0/users');
  await client.close();
  expect(answer.status).toBe(500);
  expect(answer.text).toContain('The emulator failed: Error: a bug');
});

test('two emulators know nothing of each other', async () => {
  const one = await startTestClient({ tenant });
  const two = await startTestClient({
    tenant: generateTenant({ size: 'small', seed: 2 }),
  });
  const authorization = `Bearer ${await one.login()}`;
  const answer = await two.send('/v1.0/users', { headers: { authorization } });
  await Promise.all([one.close(), two.close()]);
  expect(answer.status).toBe(401);
  expect(two.emulator.requests).toHaveLength(1);
});

test('the command line serves a tenant until it is interrupted', async () => {
  const child = spawn(
    process.execPath,
    [
      '--require',
      'ts-node/register',
      join(__dirname, 'serve.ts'),
      '--size',
      'small',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [output] = (await once(child.stdout, 'data')) as [Buffer];
  const certificateFile = /CA certificate: +(.+)/.exec(output.toString())?.[1];
  expect(output.toString()).toMatch(/https:\/\/127\.0\.0\.1:\d+/);
  expect(existsSync(certificateFile ?? '')).toBe(true);
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(0);
  expect(existsSync(certificateFile ?? '')).toBe(false);
}, 20_000);
