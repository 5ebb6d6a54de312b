import { batchReply } from '#test/graph/batchReplies';
import {
  failed,
  lostPageToken,
  ok,
  page,
  type HttpReply,
} from '#test/graph/replies';
import {
  forbidden,
  pathsAsked,
  ScriptedIntune,
  type Table,
} from '#test/support/scriptedIntune';
import { scriptedStep } from '#test/support/stepContext';
import type { ListedDevices } from '../devices/listedDevices';
import { DetectionTable } from './detectionTable';
import {
  readApplicationLists,
  readExpandedDevices,
  readInventory,
} from './sources';

const REPORT = 'AppInvRawData';
const header = [
  'ApplicationKey',
  'ApplicationName',
  'ApplicationVersion',
  'DeviceId',
];

let intune: ScriptedIntune;

beforeAll(async () => {
  intune = await ScriptedIntune.start();
});

afterAll(() => intune.stop());

const devicePath = (id: string) => `/deviceManagement/managedDevices/${id}`;
const listPath = (id: string) => `${devicePath(id)}/detectedApps`;

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `d${index + 1}`);

const indexOf = (count: number): ListedDevices =>
  new Map(ids(count).map((id) => [id, { type: 'laptop' }]));

const application = (name: string) => ({
  id: `key of ${name}`,
  displayName: name,
  version: '1',
});

/** So many different ones. */
const applications = (count: number) =>
  Array.from({ length: count }, (_, index) => application(`App ${index}`));

/** A device with its applications. */
const expanded = (count: number) =>
  ok({ id: 'device', detectedApps: applications(count) });

const rowsOf = (deviceId: string, count: number) =>
  applications(count).map(({ id, displayName }) => [
    id,
    displayName,
    '1',
    deviceId,
  ]);

type Reader = typeof readExpandedDevices;

/** @param answers one a device, the last one for all others */
async function readDevices(
  reader: Reader,
  answers: readonly HttpReply[],
  count = answers.length,
) {
  const pathOf = reader === readExpandedDevices ? devicePath : listPath;
  const paths = Object.fromEntries(
    ids(count).map((id, index) => [
      pathOf(id),
      answers[Math.min(index, answers.length - 1)],
    ]),
  );
  const step = intune.step({ paths });
  const table = new DetectionTable(indexOf(count));
  const gone = new Set<string>();
  const unfinished = await reader(step.context, table, gone)(ids(count));
  return {
    ...step,
    unfinished,
    gone: [...gone].sort(),
    left: unfinished.map(({ item }) => item).sort(),
    counts: ids(count).map((id) => table.onDevice(id).length),
  };
}

describe('devices with their applications', () => {
  const read = (answers: readonly HttpReply[], count?: number) =>
    readDevices(readExpandedDevices, answers, count);

  it('are complete, however many they have', async () => {
    const { unfinished, counts } = await read([
      expanded(326),
      expanded(50),
      expanded(0),
    ]);
    expect(unfinished).toEqual([]);
    expect(counts).toEqual([326, 50, 0]);
  });

  it('are asked for nothing else, on beta, 20 at a time', async () => {
    const { transport } = await read([expanded(1)], 21);
    const bodies = transport.requests.map(
      ({ body }) => body as { requests: { url: string }[] },
    );
    const urls = bodies.map(({ requests }) => requests.map(({ url }) => url));
    expect(urls.map(({ length }) => length).sort()).toEqual([1, 20]);
    expect(urls.flat()).toContain(
      '/deviceManagement/managedDevices/d1?$select=id&$expand=detectedApps',
    );
    expect(transport.urls[0]).toBe(
      `${new URL(transport.urls[0]).origin}/beta/$batch`,
    );
  });

  it.each([
    ['no list', ok({ id: 'd2' })],
    ['null', ok({ id: 'd2', detectedApps: null })],
    [
      'a part of the list',
      ok({
        id: 'd2',
        detectedApps: applications(50),
        'detectedApps@odata.nextLink': 'https://graph.microsoft.com/next',
      }),
    ],
    ['a refusal', failed(400, 'BadRequest')],
    ['a 500 for good', failed(500)],
    ['an answer of nothing', ok({})],
  ])('are not complete with %s', async (_, answer) => {
    const { left, counts } = await read([expanded(1), answer]);
    expect(left).toEqual(['d2']);
    expect(counts).toEqual([1, 0]);
  });

  it('are as complete without a device that is gone', async () => {
    const { left, gone } = await read([expanded(1), failed(404, 'NotFound')]);
    expect(left).toEqual([]);
    expect(gone).toEqual(['d2']);
  });

  it('have no word when all of them are gone', async () => {
    const { left, gone } = await read([failed(404, 'NotFound')], 3);
    expect(left).toEqual(ids(3));
    expect(gone).toEqual(ids(3));
  });

  // Lists of devices give empty lists, too.
  it('have no word when none of them names any application', async () => {
    const { unfinished } = await read([expanded(0)], 2);
    expect(unfinished).toEqual(
      ['d1', 'd2'].map((item) => ({
        item,
        cause: 'no device names any application',
      })),
    );
  });

  it.each([
    ['may not be read', failed(403, 'Forbidden')],
    ['are not taken in this form', failed(400, 'BadRequest')],
  ])('are not asked for one by one when they %s', async (_, answer) => {
    const { unfinished, left, transport } = await read([answer], 2_000);
    expect(left).toEqual(ids(2_000).sort());
    expect(unfinished[1_999].cause).toContain(
      'GET /beta/deviceManagement/managedDevices/{id} answered 40',
    );
    // Those that were under way.
    expect(transport.requests.length).toBeLessThan(50);
  });

  it.each([
    ['none was taken yet', 0, 99],
    ['others were taken', 100, 150],
  ])(
    'are asked for to the last when some are refused, and %s',
    async (_, taken, refused) => {
      const answers = [
        ...Array.from({ length: taken }, () => expanded(1)),
        ...Array.from({ length: refused }, () => failed(400, 'BadRequest')),
        expanded(1),
      ];
      const { left } = await read(answers, 2_000);
      expect(left).toHaveLength(refused);
    },
  );

  it('fail when Graph cannot be asked at the moment', async () => {
    await expect(read([failed(503)], 1)).rejects.toMatchObject({ status: 503 });
  });
});

describe('the lists of applications of devices', () => {
  const read = (answers: readonly HttpReply[], count?: number) =>
    readDevices(readApplicationLists, answers, count);

  it.each([0, 1, 49, 51, 87])('are complete with %i', async (count) => {
    const { unfinished, counts } = await read([page(applications(count))]);
    expect(unfinished).toEqual([]);
    expect(counts).toEqual([count]);
  });

  it('may be cut off with 50, and have those all the same', async () => {
    const { unfinished, counts } = await read([
      page(applications(50)),
      page(applications(1)),
    ]);
    expect(unfinished).toEqual([
      {
        item: 'd1',
        cause:
          'the list of its applications ends at 50, where lists are known to be cut off',
      },
    ]);
    expect(counts).toEqual([50, 1]);
  });

  it('are complete with pages of 50', async () => {
    const all = applications(87);
    const link = `https://graph.microsoft.com/beta${listPath('d1')}?$skip=50`;
    const step = scriptedStep((request) =>
      batchReply(request, (url) =>
        url.includes('$skip')
          ? page(all.slice(50))
          : page(all.slice(0, 50), link),
      ),
    );
    const table = new DetectionTable(indexOf(1));
    const reader = readApplicationLists(step.context, table, new Set());
    expect(await reader(['d1'])).toEqual([]);
    expect(table.onDevice('d1')).toHaveLength(87);
  });

  it('count from their first page on when a page token is lost', async () => {
    const link = `https://graph.microsoft.com/beta${listPath('d1')}?$skip=25`;
    let lost = 0;
    const step = scriptedStep((request) =>
      batchReply(request, (url) => {
        if (!url.includes('$skip')) {
          return page(applications(25), link);
        }
        lost += 1;
        return lost === 1 ? lostPageToken() : page([]);
      }),
    );
    const table = new DetectionTable(indexOf(1));
    const reader = readApplicationLists(step.context, table, new Set());
    // 25 and once more the same 25 are no 50.
    expect(await reader(['d1'])).toEqual([]);
    expect(lost).toBe(2);
  });

  it('complete the others when one is refused', async () => {
    const { left, counts } = await read([
      failed(400, 'BadRequest'),
      page(applications(2)),
    ]);
    expect(left).toEqual(['d1']);
    expect(counts).toEqual([0, 2]);
  });

  it('are as complete without a device that is gone', async () => {
    const { left, gone } = await read([page([]), failed(404, 'NotFound')]);
    expect(left).toEqual([]);
    expect(gone).toEqual(['d2']);
  });

  it('count devices that are gone, and leave it to the step what that means', async () => {
    const { left, gone } = await read([failed(404, 'NotFound')], 3);
    expect(left).toEqual([]);
    expect(gone).toEqual(ids(3));
  });

  it('are not asked for one by one when they may not be read', async () => {
    const { left, transport } = await read([forbidden], 2_000);
    expect(left).toHaveLength(2_000);
    expect(transport.requests.length).toBeLessThan(50);
  });
});

describe('the export of applications', () => {
  interface Options {
    readonly count?: number;
    /** How many applications each device names itself; default: all of the file. */
    readonly own?: (id: string) => HttpReply;
    /** The list of another source, that may be cut off. */
    readonly before?: readonly ReturnType<typeof application>[];
  }

  async function read(
    rows: Table | HttpReply,
    { count = 3, own, before = [] }: Options = {},
  ) {
    const answer = 'status' in rows ? rows : [header, ...rows];
    const inFile = (id: string) =>
      'status' in rows ? 0 : rows.filter((cells) => cells[3] === id).length;
    const step = intune.step({
      exports: { [REPORT]: answer },
      paths: Object.fromEntries(
        ids(count).map((id) => [
          devicePath(id),
          own?.(id) ?? expanded(inFile(id)),
        ]),
      ),
    });
    const devices = indexOf(count);
    const table = new DetectionTable(devices);
    table.addAll('d1', before);
    const reader = readInventory(step.context, devices, table);
    const unfinished = await reader(ids(count));
    return {
      ...step,
      unfinished,
      counts: ids(count).map((id) => table.onDevice(id).length),
      told: () => {
        step.context.completeness.settle('step', step.context.logger);
        return step.events.map(({ description }) => description);
      },
    };
  }

  it('completes all devices when a sample of them agrees', async () => {
    const { unfinished, counts, lines } = await read([
      ...rowsOf('d1', 60),
      ...rowsOf('d2', 1),
    ]);
    expect(unfinished).toEqual([]);
    expect(counts).toEqual([60, 1, 0]);
    expect(lines).toEqual([]);
  });

  it('asks a batch of devices, half of them without any row', async () => {
    const rows = ids(200)
      .slice(0, 100)
      .flatMap((id) => rowsOf(id, 1));
    const step = await read(rows, { count: 200 });
    const asked = pathsAsked(step)
      .filter((path) => path.startsWith(devicePath('')))
      .map((path) => Number(/\d+$/.exec(path)?.[0]));
    expect(asked).toHaveLength(20);
    expect(asked.filter((number) => number > 100)).toHaveLength(10);
  });

  it('completes nothing when it is short of the sample', async () => {
    const { unfinished, counts, lines } = await read(rowsOf('d1', 2), {
      own: () => expanded(2),
    });
    const cause = `${REPORT}: the file lacks 4 rows of a sample of 6`;
    expect(unfinished).toEqual(ids(3).map((item) => ({ item, cause })));
    expect(counts).toEqual([0, 0, 0]);
    expect(lines).toEqual(['Export is short [M365-LOG-005]']);
  });

  it.each([
    ['are refused', failed(400, 'BadRequest'), 'answered 400 BadRequest'],
    ['are broken', failed(500), 'answered 500'],
    ['are gone', failed(404), 'no device names any application'],
    ['name nothing', expanded(0), 'no device names any application'],
  ])(
    'stands unchecked when the devices of the sample %s, which is told',
    async (_, answer, reason) => {
      const { unfinished, counts, told } = await read(rowsOf('d1', 2), {
        own: () => answer,
      });
      expect(unfinished).toEqual([]);
      expect(counts).toEqual([2, 0, 0]);
      expect(told()).toHaveLength(1);
      expect(told()[0]).toMatch(
        /^Whether all applications that were detected on devices were collected could not be checked: /,
      );
      expect(told()[0]).toContain(reason);
    },
  );

  it.each([
    ['refused', failed(400, 'BadRequest')],
    // Whether so many were deleted is for the devices' step to say.
    ['gone', failed(404)],
  ])(
    'is checked by the others when some devices of the sample are %s',
    async (_, answer) => {
      const rows = ids(20).flatMap((id) => rowsOf(id, 2));
      const { unfinished, told } = await read(rows, {
        count: 20,
        own: (id) => (Number(id.slice(1)) > 10 ? answer : expanded(2)),
      });
      expect(unfinished).toEqual([]);
      expect(told()).toEqual([]);
      const short = await read(rows, {
        count: 20,
        own: (id) => (Number(id.slice(1)) > 10 ? answer : expanded(9)),
      });
      expect(short.unfinished).toHaveLength(20);
    },
  );

  it.each([
    ['stands', 10],
    ['completes nothing', 11],
  ])(
    '%s when it lacks %i of a few hundred rows of the sample',
    async (end, lacks) => {
      const rows = ids(20).flatMap((id) =>
        rowsOf(id, id === 'd1' ? 25 - lacks : 25),
      );
      const { unfinished } = await read(rows, {
        count: 20,
        own: () => expanded(25),
      });
      expect(unfinished).toHaveLength(end === 'stands' ? 0 : 20);
    },
  );

  it.each<[string, Table | HttpReply, number]>([
    ['may not be made', forbidden, 1],
    ['is not known', failed(400, 'BadRequest'), 0],
    ['has no rows', [], 0],
  ])('completes nothing when it %s', async (_, answer, told) => {
    const { unfinished, events, transport } = await read(answer);
    expect(unfinished.map(({ item }) => item)).toEqual(ids(3));
    expect(events).toHaveLength(told);
    // There is nothing to compare.
    expect(transport.urls.some((url) => url.endsWith('$batch'))).toBe(false);
  });

  it('compares ids of devices in one case', async () => {
    const id = 'abcdef00-0000-4000-8000-00000000abcd';
    const step = intune.step({
      exports: { [REPORT]: [header, ...rowsOf(id.toUpperCase(), 1)] },
      paths: { [devicePath(id)]: expanded(1) },
    });
    const devices: ListedDevices = new Map([[id, { type: 'laptop' }]]);
    const table = new DetectionTable(devices);
    await readInventory(step.context, devices, table)([id]);
    expect(table.onDevice(id)).toHaveLength(1);
  });

  describe('after a list that may be cut off', () => {
    const refused = () => failed(400, 'BadRequest');

    it('completes a device of which it has as many, or more', async () => {
      for (const count of [50, 87]) {
        const { unfinished, counts } = await read(rowsOf('d1', count), {
          count: 1,
          own: refused,
          before: applications(50),
        });
        expect(unfinished).toEqual([]);
        expect(counts).toEqual([count]);
      }
    });

    it('does not complete one that it does not know, or knows less of', async () => {
      for (const count of [0, 49]) {
        const rows = [...rowsOf('d1', count), ...rowsOf('d2', 1)];
        const { unfinished, counts } = await read(rows, {
          count: 2,
          own: refused,
          before: applications(50),
        });
        expect(unfinished).toMatchObject([{ item: 'd1' }]);
        expect(counts).toEqual([50, 1]);
      }
    });
  });
});
