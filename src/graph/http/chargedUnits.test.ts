/** What Graph says that calls cost, and that the quota is nearly used up. */
import { read } from '#test/graph/batchReading';
import { batchReply } from '#test/graph/batchReplies';
import { settle } from '#test/graph/fakeClock';
import { page } from '#test/graph/replies';
import {
  intuneRequest,
  membersOfGroups,
  usersRequest,
} from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import { QuotaWindow } from '../pacing/quotaWindow';
import { WorkloadPacer } from '../pacing/workloadPacer';

const UNITS = 'X-Ms-Resource-Unit';
const SHARE = 'X-Ms-Throttle-Limit-Percentage';

let nearlyUsedUp: jest.SpyInstance;

beforeEach(() => {
  nearlyUsedUp = jest.spyOn(WorkloadPacer.prototype, 'nearlyUsedUp');
});

/** When three calls of 1,500 units each are sent, of the 3,500 of a window, one after the other. */
async function timesOf(
  headers: Readonly<Record<string, string>>,
  request: typeof usersRequest | typeof intuneRequest = usersRequest,
  cost = 1_500,
): Promise<number[]> {
  const { client, transport } = scriptedClient(() => ({
    ...page([]),
    headers,
  }));
  for (let sent = 0; sent < 3; sent += 1) {
    await client.get({ ...request, cost });
    await settle();
  }
  return transport.times;
}

describe('a call is charged', () => {
  test('what was expected when Graph says nothing', async () => {
    expect(await timesOf({})).toEqual([0, 0, 10_000]);
  });

  test('what Graph says', async () => {
    expect(await timesOf({ [UNITS]: '900' })).toEqual([0, 0, 0]);
    expect(await timesOf({ [UNITS]: '3000' })).toEqual([0, 10_000, 20_000]);
  });

  test('what was expected where Graph counts requests, not units', async () => {
    const times = await timesOf({ [UNITS]: '1' }, intuneRequest, 400);
    expect(times).toEqual([0, 0, 20_000]);
  });
});

describe('a batch is charged', () => {
  /** When three batches of 20 requests with 80 units each are sent, of the 3,500 of a window. */
  async function timesOfBatches(
    units: (url: string) => string | undefined,
  ): Promise<number[]> {
    const groups = membersOfGroups(60).map(({ source, request: members }) => ({
      source,
      request: { ...members, cost: 80 },
    }));
    const { transport } = await read(
      groups,
      (request) =>
        batchReply(request, (url) => {
          const unit = units(url);
          return unit === undefined
            ? page([])
            : { ...page([]), headers: { [UNITS]: unit } };
        }),
      { maxBatchesInFlight: 1 },
    );
    return transport.times;
  }

  test('the sum of what Graph says', async () => {
    expect(await timesOfBatches(() => '2')).toEqual([0, 0, 0]);
    expect(await timesOfBatches(() => '100')).toEqual([0, 10_000, 20_000]);
  });

  test('what was expected when Graph does not say it of each', async () => {
    const times = await timesOfBatches((url) =>
      // One in each batch.
      /\/g\d?7\//.test(url) ? undefined : '2',
    );
    expect(times).toEqual([0, 0, 10_000]);
  });

  test.each([429, 424])(
    'what was expected when one was refused with %d, which costs nothing itself',
    async (status) => {
      // What the test before sent has ended.
      await settle();
      const answered = jest.spyOn(QuotaWindow.prototype, 'answered');
      await read(membersOfGroups(3), (request, index) =>
        batchReply(request, (url) => ({
          ...page([]),
          ...(index === 0 && url.includes('/g1/') && { status }),
          headers: { [UNITS]: '0' },
        })),
      );
      const [cost, , charged] = answered.mock.calls[0];
      expect(cost).toBeGreaterThan(0);
      expect(charged).toBe(cost);
    },
  );
});

describe('no more is tried', () => {
  test.each<[string, number]>([
    ['0.8', 1],
    ['1.7', 1],
    ['0.79', 0],
    ['', 0],
  ])('when Graph says that %p of it is used: %d', async (share, told) => {
    const { client } = scriptedClient(() => ({
      ...page([]),
      headers: { [SHARE]: share },
    }));
    await client.get(usersRequest);
    expect(nearlyUsedUp).toHaveBeenCalledTimes(told);
  });

  test('when one answer of a batch says so', async () => {
    await read(membersOfGroups(3), (request) =>
      batchReply(request, (url) => ({
        ...page([]),
        ...(url.includes('/g1/') && { headers: { [SHARE]: '0.9' } }),
      })),
    );
    expect(nearlyUsedUp).toHaveBeenCalledTimes(1);
  });

  test('but not of a workload that Graph does not say it of', async () => {
    const { client } = scriptedClient(() => ({
      ...page([]),
      headers: { [SHARE]: '0.9' },
    }));
    await client.get(intuneRequest);
    expect(nearlyUsedUp).not.toHaveBeenCalled();
  });
});
