/** What a caller of a throttled emulator gets to see, and what the emulator counts meanwhile. */
import { generateTenant, type EmulatorOptions, type RefusalKind } from '..';
import {
  startTestClient,
  type ErrorBody,
  type TestClient,
} from '../testClient';
import { FakeClock } from '../../graph/fakeClock';

const tenant = generateTenant({ size: 'small' });
/** Of the 3,500 resource units of a small tenant: four. Of the 2,000 requests for devices: two. */
const quotaScale = 4 / 3_500;
const cheap = '/v1.0/groups?$select=id';
const devices = '/v1.0/deviceManagement/managedDevices?$select=id';

const clock = new FakeClock();
let client: TestClient;

async function start(
  refusals?: readonly RefusalKind[],
  scale = quotaScale,
  options: Partial<EmulatorOptions> = {},
): Promise<void> {
  client = await startTestClient({
    ...options,
    tenant,
    throttling: { quotaScale: scale, refusals, clock },
  });
}
afterEach(() => client?.close());

async function getTimes(path: string, times: number) {
  const answers = [];
  for (let time = 0; time < times; time += 1) {
    answers.push(await client.get(path));
  }
  return answers;
}

const bucket = (name: string) =>
  client.emulator.throttling?.buckets.find((each) => each.name === name);

test('the directory refuses what exceeds its resource units, and tells when to come back', async () => {
  await start(['integer']);
  const answers = await getTimes(cheap, 5);
  expect(answers.map(({ status }) => status)).toEqual([
    200, 200, 200, 200, 429,
  ]);
  const { headers, json } = answers[4];
  const { clientId, tenant: tenantId } = client.emulator.app;
  expect(headers).toMatchObject({
    'retry-after': '3',
    'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${clientId}/${tenantId}`,
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
  });
  expect(headers).not.toHaveProperty('x-ms-resource-unit');
  expect(json<ErrorBody>().error).toMatchObject({
    code: 'TooManyRequests',
    message: `Too many requests from Identifier:${clientId} under category:aadgraph.app.tenant_small. Please try again later.`,
    innerError: { 'request-id': headers['request-id'] },
  });
  expect(bucket('directory')).toMatchObject({ charged: 4, refused: 1 });
  clock.advance(3_000);
  expect((await client.get(cheap)).status).toBe(200);
});

test('the requests of a batch are charged and refused one by one', async () => {
  await start(['decimal']);
  const answer = await client.post('/v1.0/$batch', {
    requests: ['1', '2', '3'].map((id) => ({
      id,
      method: 'GET',
      url: `/groups/${tenant.groups[0].id}/members?$select=id`,
    })),
  });
  expect(answer.status).toBe(200);
  const { responses } = answer.json<{
    responses: { id: string; status: number; headers: object }[];
  }>();
  const byId = [...responses].sort((a, b) => a.id.localeCompare(b.id));
  expect(byId).toMatchObject([
    { status: 200, headers: { 'x-ms-resource-unit': '2' } },
    { status: 200, headers: { 'x-ms-resource-unit': '2' } },
    { status: 429, headers: { 'Retry-After': '5.000' } },
  ]);
  expect(bucket('directory')).toMatchObject({ charged: 4, refused: 1 });
});

test('who was refused first comes first', async () => {
  await start(['decimal']);
  const answers = await getTimes(cheap, 7);
  expect(answers.slice(4).map(({ headers }) => headers['retry-after'])).toEqual(
    ['2.500', '5.000', '7.500'],
  );
});

test('refusals take turns in their kind, each bucket for itself', async () => {
  await start(undefined, 0.001);
  const seen = (answers: Awaited<ReturnType<typeof getTimes>>) =>
    answers
      .filter(({ status }) => status !== 200)
      .map(({ status, headers }) => [status, headers['retry-after']]);
  expect(seen(await getTimes(devices, 7))).toEqual([
    [429, '10'],
    [429, '20.000'],
    [429, undefined],
    [500, undefined],
    [429, '50'],
  ]);
  expect(seen(await getTimes('/v1.0/deviceManagement', 5))).toEqual([
    [429, '20'],
    [429, '40.000'],
    [429, undefined],
    [429, '80'],
  ]);
});

test('Intune refuses in its own words', async () => {
  await start(['integer', 'broker'], 0.0005);
  const errors = (await getTimes(devices, 3)).map(
    ({ json }) => json<Partial<ErrorBody>>().error,
  );
  expect(errors).toMatchObject([
    undefined,
    { code: 'TooManyRequests', message: 'An error has occurred.' },
    {
      code: 'UnknownError',
      message:
        'Rate limit reached because of too many requests to query broker. Please retry after sometime.',
    },
  ]);
});

// "5 requests per 10 seconds" is documented for reports of sign-ins, "10 requests per minute" was written for single users:
// https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8653. Nobody has published a 429 of the list.
test.each([
  [undefined, 5, '2'],
  ['10 per minute', 10, '6'],
] as const)(
  'sign-in activity has few pages (limit: %s), whatever is left in the directory',
  async (signInLimit, pages, retryAfter) => {
    await start(['integer'], 1, { signInLimit });
    const path = '/v1.0/users?$select=id,signInActivity&$top=500';
    const answers = await getTimes(path, pages + 1);
    expect(answers[pages].status).toBe(429);
    expect(answers[pages].headers['retry-after']).toBe(retryAfter);
    expect(bucket('signInActivity')).toMatchObject({
      charged: pages,
      refused: 1,
    });
    expect(bucket('directory')).toMatchObject({
      charged: pages * 2,
      refused: 0,
    });
    expect((await client.get(cheap)).status).toBe(200);
  },
);

test('what the directory refuses as wrong costs nothing', async () => {
  await start(['integer']);
  const missing = '/v1.0/users/00000000-0000-0000-0000-000000000000';
  const statuses = (await getTimes(missing, 9)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([404]));
  expect(bucket('directory')).toMatchObject({ charged: 0, refused: 0 });
});

// Recorded beside a 403: `x-ms-resource-unit: 1`.
test('what the directory forbids costs one unit, whatever the call would have cost', async () => {
  await start(['integer'], quotaScale, { roles: ['AuditLog.Read.All'] });
  const members = `/v1.0/groups/${tenant.groups[0].id}/members`;
  const statuses = (await getTimes(members, 2)).map(({ status }) => status);
  expect(statuses).toEqual([403, 403]);
  expect(bucket('directory')).toMatchObject({ charged: 2, refused: 0 });
});

test('a call that comes before its time is noted, with the milliseconds that it lacks', async () => {
  await start(['integer', 'missing']);
  await getTimes(cheap, 5);
  clock.advance(2_900);
  await client.get(cheap);
  expect(client.emulator.throttling?.early).toEqual([
    { bucket: 'directory', path: '/v1.0/groups', earlyMs: 100 },
  ]);
  clock.advance(100);
  await getTimes(cheap, 2);
  expect(client.emulator.throttling?.early).toHaveLength(1);
});

test('after a refusal without Retry-After nothing is too early', async () => {
  await start(['missing']);
  await getTimes(cheap, 7);
  expect(client.emulator.throttling?.early).toEqual([]);
  expect(bucket('directory')?.refused).toBe(3);
});

test('without throttling there is no report, and no limit', async () => {
  client = await startTestClient({ tenant });
  expect(client.emulator.throttling).toBeUndefined();
});
