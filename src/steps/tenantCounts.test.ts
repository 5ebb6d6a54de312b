import { failed, ok, type Reply } from '#test/graph/replies';
import type { Script } from '#test/graph/scriptedTransport';
import { scriptedStep } from '#test/support/stepContext';
import { Pacer } from '../graph/pacing/pacer';
import { countDevices } from './devices/deviceCount';
import { deviceOverviewRequest } from './devices/request';
import { askCounts, countTenant } from './tenantCounts';

const counts: Script = ({ url }) => {
  if (url.endsWith('/users/$count')) {
    return ok(7);
  }
  return url.endsWith('/groups/$count')
    ? ok(5)
    : ok({ enrolledDeviceCount: 3 });
};

async function count(script: Script, off: readonly string[] = []) {
  const { context, transport, clock, lines } = scriptedStep(script);
  const { graph, logger } = context;
  const overview = off.includes('devices')
    ? undefined
    : graph.prepareGet(deviceOverviewRequest);
  const asked = askCounts(graph, new Set(off), overview);
  const counted = await countTenant(graph, logger, asked);
  return { counted, lines, requests: transport.requests, clock };
}

it('asks three times, and at the same time', async () => {
  const { counted, requests, lines } = await count(counts);
  expect(counted).toEqual({ users: 7, groups: 5, devices: 3 });
  expect(requests.map(({ url }) => new URL(url).pathname).sort()).toEqual([
    '/v1.0/deviceManagement/managedDeviceOverview',
    '/v1.0/groups/$count',
    '/v1.0/users/$count',
  ]);
  expect(new Set(requests.map(({ at }) => at)).size).toBe(1);
  expect(lines).toEqual([]);
});

it('does not wait longer for the devices either, and leaves the answer to their step', async () => {
  let answer = (_: Reply) => undefined as void;
  const { context, clock } = scriptedStep((request, index) =>
    request.url.endsWith('Overview')
      ? new Promise<Reply>((resolve) => (answer = resolve))
      : (counts as (...all: unknown[]) => Reply)(request, index),
  );
  const { graph, logger } = context;
  const overview = graph.prepareGet(deviceOverviewRequest);
  const asked = askCounts(graph, new Set(), overview);
  expect(await countTenant(graph, logger, asked)).toEqual({
    users: 7,
    groups: 5,
    devices: 0,
  });
  expect(clock.monotonic()).toBe(5_000);
  answer(ok({ enrolledDeviceCount: 3 }));
  expect(await countDevices(graph)).toBe(3);
});

it('tells the pacer how many users there are, for the directory grants more to many', async () => {
  const seen = jest.spyOn(Pacer.prototype, 'usersSeen');
  await count(counts);
  expect(seen.mock.calls).toEqual([[7]]);
});

it('does not count what is switched off', async () => {
  const { counted, requests } = await count(counts, ['groups', 'devices']);
  expect(counted).toEqual({ users: 7, groups: 0, devices: 0 });
  expect(requests).toHaveLength(1);
});

it('has zero where Graph refuses, and logs why', async () => {
  const { counted, lines } = await count((request, index) =>
    request.url.includes('/groups')
      ? failed(403, 'Authorization_RequestDenied')
      : (counts as (...all: unknown[]) => ReturnType<typeof ok>)(
          request,
          index,
        ),
  );
  expect(counted).toEqual({ users: 7, groups: 0, devices: 3 });
  expect(lines).toContain('A count for the estimate of the heap is not known');
});

it('keeps what came, and does not wait longer than 5 s for the rest', async () => {
  const never = new Promise<never>(() => undefined);
  const { counted, clock } = await count(async (request, index) =>
    request.url.includes('/users')
      ? never
      : (counts as (...all: unknown[]) => ReturnType<typeof ok>)(
          request,
          index,
        ),
  );
  expect(counted).toEqual({ users: 0, groups: 5, devices: 3 });
  expect(clock.monotonic()).toBe(5_000);
});
