/** The real client under quotas far too small for it: it gets everything, and never comes back before it may. */
import type { Clock } from '../../../src/graph/basics/clock';
import {
  createGraphClient,
  type GraphClientOptions,
} from '../../../src/graph/createGraphClient';
import type { GraphClient } from '../../../src/graph/client';
import { emulatedCloud } from '../../../src/graph/clouds/clouds';
import { createCredential } from '../../../src/graph/login/credential';
import { defineRequest } from '../../../src/graph/request';
import {
  generateTenant,
  startEmulator,
  type Emulator,
  type ThrottlingOptions,
} from '..';
import { FakeClock } from '../../graph/fakeClock';
import type { RefusalKind } from './refusals';

interface Identified {
  readonly id: string;
}

const permission = {
  anyOf: ['Directory.Read.All'],
  without: 'the test',
} as const;
const documentation =
  'https://learn.microsoft.com/graph/api/group-list-members';
const membersRequest = defineRequest<Identified>()({
  version: 'beta',
  path: '/groups/{id}/members',
  select: ['id'],
  top: 999,
  workload: 'directory',
  cost: 2,
  permission,
  documentation,
});
const devicesRequest = defineRequest<Identified>()({
  version: 'v1.0',
  path: '/deviceManagement/managedDevices',
  select: ['id'],
  top: 10,
  workload: 'intuneDevices',
  cost: 1,
  permission,
  documentation,
});

const tenant = generateTenant({ size: 'test' });
const groups = tenant.groups.filter(
  ({ id }) => !tenant.vanishedGroupIds.has(id),
);

interface Throttled {
  readonly emulator: Emulator;
  readonly client: GraphClient;
}

async function throttled(
  throttling: ThrottlingOptions,
  options: Pick<GraphClientOptions, 'clock' | 'maxBatchesInFlight'>,
  use: (throttled: Throttled) => Promise<void>,
): Promise<void> {
  const emulator = await startEmulator({ tenant, throttling });
  const cloud = emulatedCloud(emulator.origin);
  const ca = emulator.certificatePem;
  const credential = createCredential(emulator.app, cloud, ca);
  const client = createGraphClient({ cloud, ca, credential, ...options });
  try {
    await use({ emulator, client });
  } finally {
    client.close();
    await emulator.close();
  }
}

async function readMembers(
  client: GraphClient,
): Promise<Map<string, string[]>> {
  const items = groups.map(({ id }) => ({
    source: id,
    request: { ...membersRequest, path: `/groups/${id}/members` },
  }));
  const members = new Map<string, string[]>();
  for await (const result of client.listMany(items, () => false)) {
    if ('failure' in result) throw result.failure;
    const known = members.get(result.source) ?? [];
    members.set(result.source, [...known, ...result.items.map(({ id }) => id)]);
  }
  return members;
}

function expectedMembers(): Map<string, string[]> {
  return new Map(
    groups.map(({ id }) => [
      id,
      (tenant.members.get(id) ?? []).map((member) => member.id),
    ]),
  );
}

function refusedBy({ throttling }: Emulator, bucket: string) {
  return throttling?.buckets.find(({ name }) => name === bucket)?.refused;
}

const sorted = (members: Map<string, string[]>) => [...members].sort();

test('members are complete, whatever the refusals look like', async () => {
  const clock = new FakeClock(Date.now());
  const options = { clock, maxBatchesInFlight: 1 };
  await throttled({ quotaScale: 0.004, clock }, options, async (setting) => {
    const { client, emulator } = setting;
    expect(sorted(await readMembers(client))).toEqual(
      sorted(expectedMembers()),
    );
    expect(refusedBy(emulator, 'directory')).toBeGreaterThan(5);
    expect(emulator.throttling?.early).toEqual([]);
  });
});

test.each<RefusalKind>(['integer', 'decimal', 'missing', 'broker'])(
  'a list is complete when refusals look like this: %s',
  async (kind) => {
    const clock = new FakeClock(Date.now());
    const throttling = { quotaScale: 0.01, refusals: [kind], clock };
    await throttled(throttling, { clock }, async (setting) => {
      const { client, emulator } = setting;
      const ids: string[] = [];
      for await (const page of client.list(devicesRequest)) {
        ids.push(...page.map(({ id }) => id));
      }
      expect(ids.sort()).toEqual(
        tenant.intune?.data.managedDevices.map(({ id }) => id).sort(),
      );
      expect(refusedBy(emulator, 'intuneDevices')).toBeGreaterThan(0);
      expect(emulator.throttling?.early).toEqual([]);
    });
  },
);

test('batches under way at the same time keep out of a pause together', async () => {
  const clock = new FakeClock(Date.now());
  const throttling: ThrottlingOptions = {
    quotaScale: 0.005,
    refusals: ['decimal'],
    clock,
  };
  await throttled(throttling, { clock }, async ({ client, emulator }) => {
    expect(sorted(await readMembers(client))).toEqual(
      sorted(expectedMembers()),
    );
    expect(refusedBy(emulator, 'directory')).toBeGreaterThan(5);
    expect(emulator.throttling?.early).toEqual([]);
  });
});

test('a client whose clock runs fast is found out', async () => {
  const clock = new FakeClock(Date.now());
  const fast: Clock = {
    now: () => clock.now(),
    monotonic: () => clock.monotonic() * 2,
    sleep: (ms, signal) => clock.sleep(ms / 2, signal),
  };
  const throttling: ThrottlingOptions = {
    quotaScale: 0.004,
    refusals: ['decimal'],
    clock,
  };
  const options = { clock: fast, maxBatchesInFlight: 1 };
  await throttled(throttling, options, async ({ client, emulator }) => {
    await readMembers(client);
    expect(emulator.throttling?.early).toContainEqual({
      bucket: 'directory',
      path: expect.stringMatching(/^\/beta\/groups\/[^/]+\/members$/),
      earlyMs: expect.any(Number),
    });
  });
});
