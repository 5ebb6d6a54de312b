import { batchReply, isBatch, subRequests } from '#test/graph/batchReplies';
import { FakeClock } from '#test/graph/fakeClock';
import {
  brokenConnection,
  failed,
  ok,
  page,
  throttled,
  type Reply,
} from '#test/graph/replies';
import {
  intuneRequest,
  membersOfGroups,
  signInsRequest,
  objectsRequest,
  usersRequest,
} from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { LoggedRequest } from '#test/graph/scriptedTransport';
import type { GraphClient } from '../client';
import { WorkloadPacer } from '../pacing/workloadPacer';
import { workloads } from '../pacing/workloads';

function times(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function isDirectory({ url }: LoggedRequest): boolean {
  return url.includes('/users');
}

/** Reads lists of one page each. */
async function readWhole(
  client: GraphClient,
  lists: ReturnType<typeof membersOfGroups>,
): Promise<void> {
  const areLast: unknown[] = [];
  for await (const result of client.listMany(lists, () => false)) {
    areLast.push('isLast' in result && result.isLast);
  }
  expect(areLast).toEqual(lists.map(() => true));
}

describe('the pause after a 429', () => {
  test('holds for the whole workload, and for no other', async () => {
    const clock = new FakeClock();
    const { client, transport } = scriptedClient(
      async (_, index) => {
        await clock.sleep(100);
        return index === 0 ? throttled('10') : ok({ id: 'a' });
      },
      { clock },
    );
    const first = client.get(usersRequest);
    await clock.sleep(150);
    await Promise.all([
      first,
      ...times(3).map(() => client.get(usersRequest)),
      ...times(3).map(() => client.get(intuneRequest)),
    ]);
    const since = transport.requests[0].at;
    const at = (wanted: boolean) =>
      transport.requests
        .filter((request) => isDirectory(request) === wanted)
        .map((request) => request.at - since);
    expect(at(true)).toEqual([0, 10_100, 10_100, 10_100, 10_100]);
    expect(at(false)).toEqual([150, 150, 150]);
  });

  test('begins before a waiting request gets the free slot', async () => {
    const clock = new FakeClock();
    const { inFlight } = workloads.directory;
    const { client, transport } = scriptedClient(
      async (_, index) => {
        await clock.sleep(index === 0 ? 0 : 100 + index);
        return index === 1 ? throttled('10') : ok({ id: 'a' });
      },
      { clock },
    );
    // The quota is known to have room for all.
    await client.get({ ...usersRequest, cost: 1_000 });
    await Promise.all(times(inFlight * 2).map(() => client.get(usersRequest)));
    const [, ...others] = transport.times;
    const early = others.filter((at) => at < 10_100);
    expect(early).toHaveLength(inFlight);
  });

  test('holds for what logs in while it begins', async () => {
    const clock = new FakeClock();
    const { client, transport, credential } = scriptedClient(
      async (_, index) => {
        await clock.sleep(50);
        return index === 0 ? throttled('10') : ok({ id: 'a' });
      },
      { clock },
    );
    const first = client.get(usersRequest);
    await clock.sleep(1);
    // The token is about to expire, and its renewal takes longer than the answer.
    const login = credential.getToken.bind(credential);
    jest.spyOn(credential, 'getToken').mockImplementation(async (...asked) => {
      await clock.sleep(100);
      return login(...asked);
    });
    clock.advance(56 * 60_000);
    const second = client.get(usersRequest);
    await Promise.all([first, second]);
    const pauseEnds = 56 * 60_000 + 10_000;
    expect(transport.times.map((at) => at >= pauseEnds)).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('ends no earlier than the longest Retry-After inside of a batch', async () => {
    const clock = new FakeClock();
    const { client, transport } = scriptedClient(
      async (request, index) => {
        await clock.sleep(10 * (index + 1));
        let asked = 0;
        return batchReply(request, () => {
          asked += 1;
          return index === 3 && asked <= 3
            ? throttled(['3', '20', '0.5'][asked - 1])
            : page([]);
        });
      },
      { clock },
    );
    // 140 batches: the quota is used up, and others wait for it and for slots.
    const groups = membersOfGroups(140 * 20);
    await readWhole(client, groups);
    const refusedAt = transport.times[3] + 40;
    const inTheMeantime = transport.times.filter(
      (at) => at > refusedAt && at < refusedAt + 20_000,
    );
    expect(inTheMeantime).toEqual([]);
    const asked = transport.requests.flatMap(subRequests);
    expect(asked).toHaveLength(140 * 20 + 3);
  });

  test('begins as soon as a batch brings a 429, although its reader is busy', async () => {
    const clock = new FakeClock();
    const { client, transport } = scriptedClient(
      async (request, index) => {
        if (!isBatch(request)) {
          return ok({ id: 'a' });
        }
        await clock.sleep(50 * index);
        return batchReply(request, () =>
          index === 2 ? throttled('10') : page([]),
        );
      },
      { clock, maxBatchesInFlight: 2 },
    );
    // The quota is known to have room for both batches.
    await client.get({ ...usersRequest, cost: 1_000 });
    const reader = (async () => {
      const groups = membersOfGroups(40);
      for await (const result of client.listMany(groups, () => false)) {
        expect(result).toMatchObject({ isLast: true });
        await clock.sleep(1_000);
      }
    })();
    await clock.sleep(150);
    await client.get(usersRequest);
    await reader;
    const single = transport.requests.findIndex(
      (request, index) => index > 0 && !isBatch(request),
    );
    expect(transport.times[single]).toBe(10_100);
  });
});

describe('the quota', () => {
  test('holds what is beyond it back for a window', async () => {
    const { client, transport } = scriptedClient(() => ok({ id: 'a' }));
    await Promise.all(times(7).map(() => client.get(signInsRequest)));
    expect(transport.times).toEqual([...times(5).map(() => 0), 10_000, 10_000]);
  });

  test.each<[string, Reply]>([
    ['fails', failed(500)],
    ['gets no answer', brokenConnection()],
  ])('is charged for each attempt that %s', async (_, reply) => {
    const { client, transport } = scriptedClient((_request, index) =>
      index < 3 ? reply : ok({ id: 'a' }),
    );
    await Promise.all(times(3).map(() => client.get(signInsRequest)));
    // Five in ten seconds: the three that failed, and two others.
    const [sixth, ...before] = [...transport.times].reverse();
    expect(Math.max(...before)).toBeLessThan(10_000);
    expect(sixth).toBeGreaterThanOrEqual(10_000);
    expect(transport.times).toHaveLength(6);
  });

  test('is not charged for what it refused', async () => {
    const { client, transport } = scriptedClient((_, index) =>
      index === 0 ? throttled('1') : ok({ id: 'a' }),
    );
    await client.get(signInsRequest);
    await Promise.all(times(10).map(() => client.get(signInsRequest)));
    // Ten a minute were granted, and the eleventh waits.
    const [eleventh, ...before] = [...transport.times].reverse();
    expect(Math.max(...before)).toBeLessThan(60_000);
    expect(eleventh).toBeGreaterThanOrEqual(60_000);
    expect(transport.times).toHaveLength(1 + 11);
  });

  test('of a large tenant is used to the last unit, a window at a time', async () => {
    const clock = new FakeClock();
    const { client, transport } = scriptedClient(
      async (request) => {
        await clock.sleep(50);
        return batchReply(request, () => page([]));
      },
      { clock },
    );
    // What the users' step says before the members' step begins.
    client.usersSeen(100_000);
    clock.advance(40_000);
    const groups = membersOfGroups(2_000).map(({ source, request }) => ({
      source,
      request: { ...request, cost: 20 },
    }));
    await readWhole(client, groups);
    // 40,000 units at 8,000 a window: the last fifth begins after four windows.
    const last = transport.times.at(-1) ?? 0;
    expect(last).toBeGreaterThan(40_000);
    expect(last).toBeLessThan(41_500);
    const { throttled: refused, requests } = client.statistics();
    expect({ refused, requests }).toEqual({ refused: 0, requests: 100 });
  });

  test('is left to pages by what is no page', async () => {
    const { client, transport } = scriptedClient(() => page([]));
    // It is known that 3,500 units are granted, of which 1,000 are left.
    const first = { ...usersRequest, cost: 2_500 };
    const large = { ...objectsRequest, cost: 950 };
    await client.get(first);
    await client.getByIds({ ...large, lane: 'pages' }, ['a']);
    expect(transport.times).toEqual([0, 0]);
    const other = scriptedClient(() => page([]));
    await other.client.get(first);
    await other.client.getByIds(large, ['a']);
    expect(other.transport.times).toEqual([0, 10_000]);
  });

  test('lets a batch go with the pages whose requests go with them', async () => {
    const run = jest.spyOn(WorkloadPacer.prototype, 'run');
    const { client } = scriptedClient((request) =>
      batchReply(request, () => page([])),
    );
    for (const lane of [undefined, 'pages'] as const) {
      const groups = membersOfGroups(1).map(({ source, request }) => ({
        source,
        request: { ...request, lane },
      }));
      await readWhole(client, groups);
    }
    const lanes = run.mock.calls.map(([, , , lane]) => lane);
    expect(lanes).toEqual(['batches', 'pages']);
  });

  test('is charged the sum of what a batch holds', async () => {
    const { client, transport } = scriptedClient((request) =>
      batchReply(request, () => page([])),
    );
    // 40 units a batch, 3,500 in a window: 87 batches.
    const groups = membersOfGroups(88 * 20);
    await readWhole(client, groups);
    expect(transport.times.filter((at) => at === 0)).toHaveLength(87);
    expect(transport.times.filter((at) => at === 10_000)).toHaveLength(1);
  });
});

describe('requests under way', () => {
  test.each([
    ['directory', usersRequest, workloads.directory.inFlight],
    ['Intune', intuneRequest, workloads.intuneConfiguration.inFlight],
    ['sign-ins', signInsRequest, workloads.signInActivity.inFlight],
  ])('are bounded: %s', async (_, request, inFlight) => {
    const clock = new FakeClock();
    const { client, transport } = scriptedClient(
      async () => {
        await clock.sleep(100);
        return ok({ id: 'a' });
      },
      { clock },
    );
    await Promise.all(times(inFlight * 3).map(() => client.get(request)));
    expect(transport.mostInFlight).toBe(inFlight);
  });
});
