/** Rules of fault injection, as clients meet them. */
import { generateTenant, answers, pages, type FaultRule } from '..';
import { startTestClient, type TestClient } from '../testClient';

const tenant = generateTenant({ size: 'small' });
const users = { kind: 'graph', url: /^\/v1\.0\/users/ } as const;

let client: TestClient;

beforeAll(async () => {
  client = await startTestClient({ tenant });
});

afterAll(() => client.close());

const statuses = async (rules: readonly FaultRule[], count: number) => {
  client.emulator.setFaults(rules);
  const seen: number[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    seen.push((await client.get('/v1.0/users?$top=1')).status);
  }
  return seen;
};

const batchOf = async (...urls: readonly string[]) => {
  const requests = urls.map((url, index) => ({
    id: String(index),
    method: 'GET',
    url,
  }));
  const answer = await client.post('/v1.0/$batch', { requests });
  return answer.json<{
    responses: readonly { readonly id: string; readonly status: number }[];
  }>().responses;
};

test.each([
  ['every one', undefined, [503, 503, 503]],
  ['the second', { nth: 2 }, [200, 503, 200]],
  ['the first two', { first: 2 }, [503, 503, 200]],
  ['all from the second on', { from: 2 }, [200, 503, 503]],
] as const)('a rule hits %s', async (_, when, expected) => {
  const rule = { on: users, when, fault: answers.unavailable() };
  expect(await statuses([rule], 3)).toEqual(expected);
  expect(client.emulator.faultHits()).toBe(
    expected.filter((status) => status === 503).length,
  );
});

test('a rule hits what its pattern or predicate fits', async () => {
  const fault = answers.serverError;
  const others: FaultRule[] = [
    { on: { ...users, method: 'POST' }, fault },
    { on: { ...users, body: /x/ }, fault },
    { on: { kind: 'login' }, fault },
    { on: { kind: 'batchItem', url: /users/ }, fault },
    { on: ({ url }) => url.includes('groups'), fault },
  ];
  expect(await statuses(others, 1)).toEqual([200]);
  const own: FaultRule = { on: ({ url }) => url.includes('users'), fault };
  expect(await statuses([own], 1)).toEqual([500]);
});

test('new rules count anew, and none are none', async () => {
  const once: FaultRule = {
    on: users,
    when: { nth: 1 },
    fault: answers.badGateway,
  };
  expect(await statuses([once], 2)).toEqual([502, 200]);
  expect(await statuses([once], 2)).toEqual([502, 200]);
  expect(await statuses([], 1)).toEqual([200]);
});

test('a share of the requests is hit: the same for a seed, never too many in a row', async () => {
  const rule = (seed: number): FaultRule => ({
    on: users,
    when: { share: 0.5, seed, mostInARow: 2 },
    fault: [answers.unavailable(), answers.serverError],
  });
  const seen = await statuses([rule(1)], 60);
  const hits = seen.filter((status) => status !== 200).length;
  expect(hits).toBeGreaterThan(15);
  expect(hits).toBeLessThan(45);
  expect(new Set(seen)).toEqual(new Set([200, 500, 503]));
  const pattern = seen.map((status) => (status === 200 ? './' : 'x')).join('');
  expect(pattern).not.toContain('xxx');
  expect(await statuses([rule(1)], 60)).toEqual(seen);
  expect(await statuses([rule(2)], 60)).not.toEqual(seen);
});

test('requests inside a batch fail one by one, are left out, and are logged so', async () => {
  client.emulator.setFaults([
    { on: { kind: 'batchItem', url: /users/ }, fault: answers.forbidden },
    { on: { kind: 'batchItem', url: /groups/ }, fault: answers.leftOut },
  ]);
  const responses = await batchOf('/users', '/groups', '/organization');
  expect([...responses].map(({ id, status }) => [id, status]).sort()).toEqual([
    ['0', 403],
    ['2', 200],
  ]);
  expect(client.emulator.requests.at(-1)?.batch).toMatchObject([
    { status: 403 },
    { status: 0 },
    { status: 200 },
  ]);
});

test('pages keep their items, wherever those are', async () => {
  client.emulator.setFaults([{ on: users, fault: pages.emptyPage() }]);
  const first = await client.get('/v1.0/users?$top=20&$select=id');
  const firstPage = first.json<{
    value: object[];
    '@odata.nextLink': string;
  }>();
  expect(firstPage.value).toEqual([]);
  const second = await client.get(firstPage['@odata.nextLink']);
  expect(second.json<{ value: object[] }>().value).toHaveLength(
    tenant.users.length,
  );
});

test.each([
  ['reset before the answer', answers.reset],
  ['broken in the middle of it', answers.truncated],
])('a connection is %s', async (_, fault) => {
  client.emulator.setFaults([{ on: users, fault }]);
  await expect(client.get('/v1.0/users')).rejects.toMatchObject({
    code: 'ECONNRESET',
  });
});

test('an answer that never comes does not keep the emulator from ending', async () => {
  const own = await startTestClient({
    tenant,
    faults: [{ on: users, fault: answers.never }],
  });
  const waiting = own.get('/v1.0/users').catch(() => 'ended');
  while (!own.emulator.requests.some(({ path }) => path.includes('users'))) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  await own.close();
  expect(await waiting).toBe('ended');
});

test('a device can get another name, by which it is listed', async () => {
  client.emulator.setFaults([]);
  const [device] = tenant.intune?.data.managedDevices ?? [];
  const list = async () => {
    const answer = await client.get(
      '/v1.0/deviceManagement/managedDevices?$select=id,deviceName',
    );
    return answer.json<{
      value: readonly { readonly id: string; readonly deviceName: string }[];
    }>().value;
  };
  client.emulator.renameDevice(device.id, '!');
  expect((await list())[0]).toMatchObject({ id: device.id, deviceName: '!' });
  expect(await list()).toHaveLength(
    tenant.intune?.data.managedDevices.length ?? 0,
  );
  expect(() => client.emulator.renameDevice('nobody', 'x')).toThrow('nobody');
});
