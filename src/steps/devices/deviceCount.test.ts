import { settle } from '#test/graph/fakeClock';
import { devicePayload } from '#test/support/devicePayload';
import { failed, ok, page } from '#test/graph/replies';
import { failureOf, runStep, scriptedStep } from '#test/support/stepContext';
import { IntegrationPartialStepError } from '../../run/wholeness/completeness';
import { managedDevicesStep } from './';
import { listedDevices } from './listedDevices';
import { deviceOverviewRequest } from './request';

const ids = ['device-0001', 'device-0002', 'device-0003'];
const AGAIN = 'A list that was in doubt was read again';

/** @param listings what each listing has, the last one for all that follow */
function prepare(
  listings: readonly (readonly object[])[],
  overview = ok({ enrolledDeviceCount: 3 }),
) {
  let listed = 0;
  const step = scriptedStep((request) => {
    if (request.url.endsWith('/managedDeviceOverview')) {
      return overview;
    }
    if (request.url.includes('/exportJobs')) {
      return failed(403, 'Forbidden');
    }
    const listing = listings[Math.min(listed, listings.length - 1)];
    listed += 1;
    return page(listing);
  });
  return { step, listedTimes: () => listed };
}

async function collected({ step, listedTimes }: ReturnType<typeof prepare>) {
  const { lines, context, events, clock } = step;
  const index = await listedDevices.load(context.jobState);
  return {
    lines,
    events,
    listed: listedTimes(),
    keys: [...index.keys()],
    pauses: clock.sleeps.filter((ms) => ms === 10_000).length,
    emitted: context.jobState.collectedEntities.length,
  };
}

async function run(...script: Parameters<typeof prepare>) {
  const prepared = prepare(...script);
  await runStep(managedDevicesStep, prepared.step);
  return collected(prepared);
}

/** The step emits what it has, and fails by name. */
async function runPartially(...script: Parameters<typeof prepare>) {
  const prepared = prepare(...script);
  const failure = await failureOf(runStep(managedDevicesStep, prepared.step));
  expect(failure).toBeInstanceOf(IntegrationPartialStepError);
  return {
    ...(await collected(prepared)),
    message: (failure as Error).message,
  };
}

const devices = (...positions: number[]) =>
  positions.map((position) => devicePayload(ids[position]));

/** So many different ones. */
const manyDevices = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    devicePayload(`device-${String(index).padStart(4, '0')}`),
  );

const counting = (enrolledDeviceCount: unknown) => ok({ enrolledDeviceCount });

describe('the listing of devices, against what Intune counts', () => {
  it('is believed when it has as many, or more', async () => {
    for (const counted of [3, 2, 0]) {
      const { keys, listed, lines } = await run(
        [devices(0, 1, 2)],
        counting(counted),
      );
      expect({ keys, listed, lines }).toEqual({
        keys: ids,
        listed: 1,
        lines: [],
      });
    }
  });

  it('is read again after a pause when it has fewer, until all are there', async () => {
    const { keys, listed, lines, pauses } = await run([
      devices(0, 1),
      devices(0, 1, 2),
    ]);
    expect({ keys, listed, lines, pauses }).toEqual({
      keys: ids,
      listed: 2,
      lines: [AGAIN],
      pauses: 1,
    });
  });

  it('is read again when it is empty, and has what comes then', async () => {
    const { keys, listed, events } = await run([[], devices(0, 1, 2)]);
    expect({ keys, listed, events }).toEqual({
      keys: ids,
      listed: 2,
      events: [],
    });
  });

  it('is read once more only when that finds nothing, and one device may be missing', async () => {
    const { keys, listed, lines } = await run([devices(0, 1)]);
    expect({ keys, listed }).toEqual({ keys: ids.slice(0, 2), listed: 2 });
    expect(lines[0]).toBe(AGAIN);
  });

  it('is read three times at most', async () => {
    const { keys, listed, lines } = await runPartially(
      [devices(0), devices(1), devices(2), devices(0, 1, 2)],
      counting(9),
    );
    expect({ keys, listed }).toEqual({ keys: ids, listed: 3 });
    expect(lines.slice(0, 2)).toEqual([AGAIN, AGAIN]);
  });

  it.each([
    ['none of 1,000', 0, 1_000],
    ['20 of 1,000', 20, 1_000],
    ['979 of 1,000', 979, 1_000],
    ['none of one', 0, 1],
    ['one of three', 1, 3],
  ])(
    'is listed again and then partial with %s, which is emitted',
    async (_, listedCount, counted) => {
      const { keys, listed, message, events, emitted } = await runPartially(
        [manyDevices(listedCount)],
        counting(counted),
      );
      expect(listed).toBe(2);
      expect(keys).toHaveLength(listedCount);
      // Devices and their host agents.
      expect(emitted).toBe(2 * listedCount);
      expect(message).toBe(
        `"managed-devices" is incomplete: ${counted - listedCount} devices are not listed: Microsoft Graph counts ${counted} and lists ${listedCount}, however often it is asked. [M365-STEP-001]`,
      );
      expect(events).toMatchObject([{ name: 'warn_incomplete_data' }]);
    },
  );

  it('may be short of 2 %', async () => {
    const { keys, listed, events } = await run(
      [manyDevices(980)],
      counting(1_000),
    );
    expect(keys).toHaveLength(980);
    expect(events).toMatchObject([
      {
        description: expect.stringMatching(
          /^20 of 1000 devices that Microsoft Graph counts are not listed\./,
        ),
      },
    ]);
    // Pages can lose single devices: that is worth another reading.
    expect(listed).toBe(2);
  });

  it('counts devices without an id as listed', async () => {
    const { listed, events } = await run([
      [...devices(0, 1), { deviceName: 'Without an id' }],
    ]);
    expect(listed).toBe(1);
    expect(events).toMatchObject([
      {
        description: expect.stringMatching(
          /^1 of 3 devices came without an id, or with nothing else\./,
        ),
      },
    ]);
  });

  it.each([
    ['is refused', failed(403, 'Forbidden'), '403 Forbidden'],
    ['is missing', failed(404), '404'],
    ['is broken for good', failed(500), '500'],
    ['is null', counting(null), 'the answer has no number of devices'],
    ['is a text', counting('3'), 'the answer has no number of devices'],
    ['is an object', counting({}), 'the answer has no number of devices'],
    ['is negative', counting(-1), 'the answer has no number of devices'],
  ])(
    'counts as unchecked when the count %s, which an event says',
    async (_, overview, reason) => {
      const { keys, listed, events } = await run([devices(0, 1)], overview);
      expect({ keys, listed }).toEqual({ keys: ids.slice(0, 2), listed: 1 });
      const told = events.map(({ description }) => description);
      expect(told).toHaveLength(1);
      expect(told[0]).toMatch(
        /^Whether all devices were collected could not be checked: /,
      );
      expect(told[0]).toContain(reason);
    },
  );

  it.each([
    ['refused', failed(403, 'Forbidden'), '403'],
    ['without a number', counting(null), 'no number of devices'],
    ['none', counting(0), undefined],
  ])(
    'may be empty twice when the count is %s, which an event says',
    async (_, overview, unchecked) => {
      const { keys, listed, events } = await run([[]], overview);
      expect({ keys, listed }).toEqual({ keys: [], listed: 2 });
      const [empty, ...others] = events.map(({ description }) => description);
      expect(empty).toBe(
        'Microsoft Graph listed no devices, and none when it was asked again: none are collected. If the tenant has some, see docs/troubleshooting.md. [M365-DATA-004]',
      );
      // A check that could not be made has not passed.
      expect(others).toEqual(
        unchecked === undefined
          ? []
          : [
              expect.stringMatching(
                `^Whether all devices were collected could not be checked: .*${unchecked}`,
              ),
            ],
      );
    },
  );
});

describe('exports of many devices', () => {
  const posted = async (overview = counting(2_000)) => {
    const { step } = prepare([manyDevices(3)], overview);
    void step.context.graph.prepareGet(deviceOverviewRequest);
    await settle();
    const before = step.transport.requests.length;
    const running = runStep(managedDevicesStep, step).catch(() => undefined);
    await settle();
    const { requests } = step.transport;
    const endpoints = requests.slice(before).map(({ endpoint }) => endpoint);
    await running;
    return { first: endpoints.slice(0, 2), step };
  };

  it('are posted without asking for the number that the start of the run has asked for', async () => {
    const { first } = await posted();
    // The number that proves the list is asked for after the list.
    expect(first).toEqual([
      'GET /beta/deviceManagement/managedDevices',
      'POST /v1.0/deviceManagement/reports/exportJobs',
    ]);
  });

  it('are not posted when it could not be had, which is logged', async () => {
    const { first, step } = await posted(failed(403, 'Forbidden'));
    expect(first.filter((name) => name.endsWith('/exportJobs'))).toEqual([]);
    expect(step.lines).toContain('The number of devices is not known yet');
  });
});
