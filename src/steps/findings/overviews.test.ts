import { failed, ok } from '#test/graph/replies';
import { batchReply, type SubReply } from '#test/graph/batchReplies';
import {
  countsOf,
  policiesOf,
  rowsOf,
  tableOf,
} from '#test/support/statusTables';
import { scriptedStep } from '#test/support/stepContext';
import { doubtAbout, readDeviceCounts } from './overviews';
import { policyStatusRequests } from './request';

const policies = policiesOf('p1', 'p2');
const [p1] = policies;

/** The counts that come of an answer to each overview, by the policy's id. */
async function counted(answer: (policyId: string) => SubReply) {
  const step = scriptedStep((request) =>
    batchReply(request, (url) => answer(url.split('/')[3])),
  );
  const { overview } = policyStatusRequests;
  const counts = await readDeviceCounts(step.context, policies, overview);
  return { ...step, counts: [...counts].sort() };
}

describe('readDeviceCounts', () => {
  it('asks beta for all overviews in one batch', async () => {
    const { transport, lines } = await counted(() => ok({ successCount: 0 }));
    expect(transport.urls).toEqual(['https://graph.microsoft.com/beta/$batch']);
    expect(lines).toEqual([]);
  });

  it('adds up what counts devices, and nothing else', async () => {
    const { counts } = await counted((policyId) =>
      policyId === 'p1'
        ? ok({
            conflictCount: 1,
            errorCount: 10,
            failedCount: 100,
            notApplicableCount: 1_000,
            notApplicablePlatformCount: 10_000,
            pendingCount: 100_000,
            successCount: 1_000_000,
            configurationVersion: 7,
            lastUpdateDateTime: '2026-01-01T00:00:00Z',
          })
        : ok({ errorCount: 0 }),
    );
    expect(counts).toEqual([
      ['p1', { total: 1_111_111, ofOtherPlatforms: 10_000 }],
      ['p2', { total: 0, ofOtherPlatforms: 0 }],
    ]);
  });

  it.each<[string, SubReply]>([
    ['has no numbers', ok({ successCount: null, errorCount: '7' })],
    ['is gone', failed(404, 'ResourceNotFound')],
    ['is no request any more', failed(400, 'BadRequest')],
    ['is not there in this cloud', failed(501, 'NotImplemented')],
    ['cannot be had', failed(500, 'InternalServerError')],
    ['stays unreadable', ok({})],
  ])('knows no count where the overview %s', async (_, answer) => {
    const { counts, context } = await counted((policyId) =>
      policyId === 'p1' ? answer : ok({ failedCount: 3 }),
    );
    expect(counts).toEqual([['p2', { total: 3, ofOtherPlatforms: 0 }]]);
    expect(context.logger.info).toHaveBeenCalledWith(
      { count: 1 },
      'Policies without a count of devices',
    );
  });

  it.each([403, 503])('fails after %d', async (status) => {
    await expect(counted(() => failed(status, 'x'))).rejects.toMatchObject({
      status,
    });
  });
});

describe('doubtAbout', () => {
  const doubt = (
    devices: number,
    count?: number | readonly [number, number],
    known = 0,
  ) =>
    doubtAbout(
      p1,
      tableOf(policies, 1_000, rowsOf('p1', devices)),
      countsOf(count === undefined ? {} : { p1: count }),
      devices,
      known,
    )?.cause;

  it.each([
    [0, undefined],
    [7, undefined],
    [0, 0],
    [1, 2],
    [49, 50],
    [98, 100],
    [120, 100],
    [980, 1_000],
  ])('has nothing against %p devices of %p', (devices, count) => {
    expect(doubt(devices, count)).toBeUndefined();
  });

  it.each([
    [0, 1],
    [0, 2],
    [48, 50],
    [97, 100],
    [979, 1_000],
  ])('says that %p devices are not %p', (devices, count) => {
    expect(doubt(devices, count)).toBe(
      `there are states of ${devices} devices, and Intune counts ${count}`,
    );
  });

  it.each([undefined, 0, 10])(
    'says that another source has more, whatever Intune counts (%p)',
    (count) => {
      expect(doubt(10, count, 51)).toBe(
        'there are states of 10 devices, and another source has 51',
      );
      expect(doubt(50, count, 51)).toBeUndefined();
    },
  );

  describe('where 50 of 150 devices are of other platforms', () => {
    it.each([0, 1, 98, 100, 102, 147, 150, 160].map((devices) => [devices]))(
      'takes the list of %d with them or without them',
      (devices) => {
        const isShort = devices < 98;
        expect(doubt(devices, [150, 50])).toBe(
          isShort
            ? `there are states of ${devices} devices, and Intune counts 150, 50 of them of other platforms`
            : undefined,
        );
      },
    );

    it.each([103, 125, 146])('says that %d are neither', (devices) => {
      expect(doubt(devices, [150, 50])).toContain(`of ${devices} devices`);
    });

    it('takes a report that has more rows than devices', () => {
      const rows = [...rowsOf('p1', 100), ...rowsOf('p1', 25)];
      const table = tableOf(policies, 1_000, rows);
      const counts = countsOf({ p1: [150, 50] });
      expect(doubtAbout(p1, table, counts, 125)).toBeUndefined();
    });

    it('takes an empty list where there are no others', () => {
      expect(doubt(0, [50, 50])).toBeUndefined();
      expect(doubt(1, [50, 50])).toBeDefined();
    });
  });

  describe('hands over what a source has', () => {
    const given = (devices: number, count: number, known = 0) => {
      const table = tableOf(policies, 100, rowsOf('p1', devices));
      const counts = countsOf({ p1: count });
      return doubtAbout(p1, table, counts, devices, known)?.given;
    };

    it('when nothing but the count speaks against it', () => {
      expect(given(3, 50)?.filter((value) => value > 0)).toHaveLength(3);
    });

    it('but not when it is nothing, or another source has more', () => {
      expect(given(0, 50)).toBeUndefined();
      expect(given(3, 50, 6)).toBeUndefined();
    });
  });

  it('goes by different devices', () => {
    const twice = [...rowsOf('p1', 2), ...rowsOf('p1', 2)];
    const table = tableOf(policies, 10, twice);
    const counts = countsOf({ p1: 4 });
    expect(doubtAbout(p1, table, counts)?.cause).toContain(
      'states of 2 devices',
    );
    // A source that proves that it is whole may count rows.
    expect(doubtAbout(p1, table, counts, table.rowCount('p1'))).toBeUndefined();
  });

  it.each([
    [0, 50, false],
    [1, 50, false],
    [2, 50, true],
    [2, 100, false],
    [3, 100, true],
    // Never all of them.
    [1, 1, true],
    [2, 2, true],
    [1, 2, false],
    [20, 1_000, false],
    [21, 1_000, true],
  ])('with %p unreadable rows of %p: %p', (unreadable, rows, isDoubted) => {
    const table = tableOf(policies, 1_000, [
      ...rowsOf('p1', rows - unreadable),
      ...Array.from({ length: unreadable }, (_, index) => ({
        policyId: 'p1',
        deviceId: `d${1_000 - index}`,
        status: undefined,
      })),
    ]);
    expect(doubtAbout(p1, table, new Map())?.cause).toBe(
      isDoubted
        ? `${unreadable} of its states are not in Microsoft's list`
        : undefined,
    );
  });
});
