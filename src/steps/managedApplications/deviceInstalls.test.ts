import { failed, ok, type HttpReply } from '#test/graph/replies';
import { batchReply } from '#test/graph/batchReplies';
import { scriptedStep } from '#test/support/stepContext';
import type { ListedDevices } from '../devices/listedDevices';
import { areDevicesFaster, readDeviceInstalls } from './deviceInstalls';
import { InstallTable } from './installTable';

const NO_USER = '00000000-0000-0000-0000-000000000000';

const devices: ListedDevices = new Map([
  ['d1', { type: 'laptop', ownerId: 'ann' }],
  ['d2', { type: 'desktop' }],
]);

/** What a device says of applications. */
const states = (...list: readonly (readonly [string, unknown])[]) =>
  ok({
    mobileAppList: list.map(([applicationId, installState]) => ({
      applicationId,
      installState,
    })),
  });

/** @param answers by `user device`; others have no applications */
async function read(
  answers: Readonly<Record<string, HttpReply>>,
  counts: Readonly<Record<string, number>> = { a1: 1, a2: 0 },
) {
  const asked: string[] = [];
  const step = scriptedStep((request) =>
    batchReply(request, (url) => {
      const [, user, device] =
        /^\/users\/(.*)\/mobileAppIntentAndStates\/([^?]*)/.exec(url) ?? [];
      asked.push(`${user} ${device}`);
      return answers[`${user} ${device}`] ?? states();
    }),
  );
  const table = new InstallTable(devices, ['a1', 'a2']);
  const unfinished = await readDeviceInstalls(
    step.context,
    devices,
    new Map(Object.entries(counts)),
    table,
  )(['a1', 'a2']);
  const installs = [...devices.keys()].map((id) => table.onDevice(id));
  return { ...step, asked: asked.sort(), unfinished, installs };
}

describe('the applications of devices', () => {
  it('are asked for each device and its owner', async () => {
    const { asked, transport } = await read({});
    expect(asked).toEqual([`${NO_USER} d1`, `${NO_USER} d2`, 'ann d1']);
    expect(transport.requests).toHaveLength(1);
  });

  it('complete applications, with the worst state of device and owner', async () => {
    const { unfinished, installs } = await read(
      {
        // What is assigned to users is not applicable to the device itself.
        [`${NO_USER} d1`]: states(['a1', 'notApplicable'], ['a2', 'installed']),
        'ann d1': states(['a1', 'installed'], ['a2', 'failed']),
        [`${NO_USER} d2`]: states(['a2', 'unknown'], ['other', 'installed']),
      },
      { a1: 1, a2: 2 },
    );
    expect(unfinished).toEqual([]);
    expect(installs).toEqual([
      [
        { applicationId: 'a1', state: 'installed' },
        { applicationId: 'a2', state: 'failed' },
      ],
      [{ applicationId: 'a2', state: 'unknown' }],
    ]);
  });

  it.each([
    ['Konform', true],
    ['unknownFutureValue', true],
    [null, undefined],
    [undefined, undefined],
  ])(
    'keep the installation whose state is %j, without a state',
    async (state, hasUnreadable) => {
      const { unfinished, installs } = await read({
        [`${NO_USER} d1`]: states(['a1', state]),
      });
      expect(unfinished).toEqual([]);
      expect(installs[0]).toEqual([
        { applicationId: 'a1', state: undefined, hasUnreadable },
      ]);
    },
  );

  it('do not complete an application that Intune counts on more devices', async () => {
    const { unfinished, installs } = await read(
      {
        [`${NO_USER} d1`]: states(['a1', 'installed']),
        'ann d1': states(['a1', 'installed']),
      },
      { a1: 3, a2: 0 },
    );
    expect(unfinished).toEqual([
      {
        item: 'a1',
        cause: '1 devices name it, and Intune counts 3',
        why: undefined,
      },
    ]);
    expect(installs[0]).toHaveLength(1);
  });

  it('complete nothing that is not counted', async () => {
    const { unfinished } = await read(
      { [`${NO_USER} d1`]: states(['a1', 'installed']) },
      { a2: 0 },
    );
    expect(unfinished).toEqual([
      { item: 'a1', cause: '1 devices name it, and Intune counts none' },
    ]);
  });

  it('are as complete without a device or an owner that is gone', async () => {
    const { unfinished } = await read({
      [`${NO_USER} d1`]: states(['a1', 'installed']),
      'ann d1': failed(404, 'NotFound'),
    });
    expect(unfinished).toEqual([]);
  });

  it('complete nothing when they may not be read', async () => {
    const { unfinished, installs } = await read({
      [`${NO_USER} d1`]: states(['a1', 'installed']),
      [`${NO_USER} d2`]: failed(403, 'Forbidden'),
    });
    expect(unfinished).toMatchObject([
      { item: 'a1', why: 'refused' },
      { item: 'a2', why: 'refused' },
    ]);
    expect(unfinished[0].cause).toContain(
      'GET /beta/users/{user}/mobileAppIntentAndStates/{device}',
    );
    expect(installs[0]).toHaveLength(1);
  });

  it.each([
    ['are not taken', failed(400, 'BadRequest'), '400 BadRequest'],
    ['are broken for good', failed(500), '500'],
    ['are nothing that was asked for', ok({}), 'no usable answer'],
  ])(
    'of one device that %s prove nothing, and those of the others complete what is only on them',
    async (_, answer, reason) => {
      const { unfinished, installs } = await read(
        {
          [`${NO_USER} d1`]: states(['a1', 'installed'], ['a2', 'installed']),
          'ann d1': states(['a2', 'installed']),
          [`${NO_USER} d2`]: answer,
        },
        { a1: 1, a2: 2 },
      );
      expect(unfinished).toEqual([
        {
          item: 'a2',
          cause: expect.stringMatching(
            /^1 devices name it, and Intune counts 2, and device d2: GET /,
          ),
          why: undefined,
        },
      ]);
      expect(unfinished[0].cause).toContain(reason);
      expect(installs).toEqual([
        [
          { applicationId: 'a1', state: 'installed' },
          { applicationId: 'a2', state: 'installed' },
        ],
        [],
      ]);
    },
  );

  it('of a device whose owner cannot be asked prove nothing of it', async () => {
    const { unfinished } = await read({
      // The owner has it installed, perhaps.
      [`${NO_USER} d1`]: states(['a1', 'notApplicable']),
      'ann d1': failed(500),
    });
    expect(unfinished).toMatchObject([{ item: 'a1' }]);
  });

  it('are given up when many devices fail', async () => {
    const many: ListedDevices = new Map(
      Array.from({ length: 2_000 }, (_, index) => [
        `d${index}`,
        { type: 'laptop' },
      ]),
    );
    const step = scriptedStep((request) =>
      batchReply(request, () => failed(400, 'BadRequest')),
    );
    const table = new InstallTable(many, ['a1']);
    const reading = readDeviceInstalls(step.context, many, new Map(), table);
    expect(await reading(['a1'])).toMatchObject([
      { item: 'a1', why: 'refused' },
    ]);
    expect(step.transport.requests.length).toBeLessThan(20);
  });

  it('are not asked for any more once they complete nothing', async () => {
    const many: ListedDevices = new Map(
      Array.from({ length: 2_000 }, (_, index) => [
        `d${index}`,
        { type: 'laptop' },
      ]),
    );
    const step = scriptedStep((request) =>
      batchReply(request, () => failed(403, 'Forbidden')),
    );
    const table = new InstallTable(many, ['a1']);
    const reading = readDeviceInstalls(step.context, many, new Map(), table);
    expect(await reading(['a1'])).toHaveLength(1);
    // Those that were under way.
    expect(step.transport.requests.length).toBeLessThan(20);
  });

  it.each([
    ['no list', ok({ mobileAppList: null })],
    ['something else', ok({ mobileAppList: {} })],
    ['nothing in a list', ok({ mobileAppList: [null, {}, 7] })],
    ['no id', states(['', 'installed'])],
  ])('may be %s', async (_, answer) => {
    const { unfinished, installs } = await read({
      [`${NO_USER} d1`]: answer,
    });
    expect(unfinished).toMatchObject([{ item: 'a1' }]);
    expect(installs).toEqual([[], []]);
  });

  it('fail when Graph cannot be asked at the moment', async () => {
    await expect(
      read({ [`${NO_USER} d1`]: failed(503) }),
    ).rejects.toMatchObject({ status: 503 });
  });
});

describe('devices and pages of reports', () => {
  it.each([
    [0, 0, false],
    [1, 10, false],
    [1, 9, true],
    [100, 1_000, false],
    [101, 1_000, true],
  ])('%i pages against %i devices: %p', (pages, count, expected) => {
    expect(areDevicesFaster(pages, count, false)).toBe(expected);
  });

  // Detected applications take another request of each device, and findings more reports.
  it.each([
    [0, 0, false],
    [150, 2_000, false],
    [151, 2_000, true],
  ])(
    'without exports, %i pages against %i devices: %p',
    (pages, count, expected) => {
      expect(areDevicesFaster(pages, count, true)).toBe(expected);
    },
  );
});
