import { failed, ok, page } from '../../../test/graph/replies';
import { runStep, scriptedStep } from '../../../test/support/stepContext';
import { managedDevicesStep } from '.';
import { loadDeviceIndex } from './deviceIndex';

const ids = ['device-0001', 'device-0002', 'device-0003'];
const MORE = 'Intune counts more devices than it lists';
const AGAIN =
  'Intune counts more devices than it listed: they were listed again';

/** @param listings what each listing has, the last one for all that follow */
async function run(
  listings: readonly (readonly object[])[],
  overview = ok({ enrolledDeviceCount: 3 }),
) {
  let listed = 0;
  const step = scriptedStep((request) => {
    if (request.url.endsWith('/managedDeviceOverview')) {
      return overview;
    }
    const listing = listings[Math.min(listed, listings.length - 1)];
    listed += 1;
    return page(listing);
  });
  await runStep(managedDevicesStep, step);
  const { lines, context } = step;
  const index = await loadDeviceIndex(context.jobState);
  return { lines, listed, keys: [...index.keys()], context };
}

const devices = (...positions: number[]) =>
  positions.map((position) => ({ id: ids[position] }));

describe('the listing of devices, against what Intune counts', () => {
  it('is believed when it has as many, or more', async () => {
    for (const enrolledDeviceCount of [3, 2, 0]) {
      const { keys, listed, lines } = await run(
        [devices(0, 1, 2)],
        ok({ enrolledDeviceCount }),
      );
      expect({ keys, listed, lines }).toEqual({
        keys: ids,
        listed: 1,
        lines: [],
      });
    }
  });

  it('is read again when it has fewer, until all are there', async () => {
    const { keys, listed, lines } = await run([
      devices(0, 1),
      devices(0, 1, 2),
    ]);
    expect({ keys, listed, lines }).toEqual({
      keys: ids,
      listed: 2,
      lines: [AGAIN],
    });
  });

  it('is read once more only when that finds nothing, and the step succeeds', async () => {
    const { keys, listed, lines } = await run([devices(0, 1)]);
    expect({ keys, listed, lines }).toEqual({
      keys: ids.slice(0, 2),
      listed: 2,
      lines: [AGAIN, MORE],
    });
  });

  it('is read three times at most', async () => {
    const { keys, listed, lines } = await run(
      [devices(0), devices(1), devices(2), devices(0, 1, 2)],
      ok({ enrolledDeviceCount: 9 }),
    );
    expect({ keys, listed, lines }).toEqual({
      keys: ids,
      listed: 3,
      lines: [AGAIN, AGAIN, MORE],
    });
  });

  it('counts devices without an id as listed, once', async () => {
    const { listed, context } = await run([[...devices(0, 1), {}]]);
    expect(listed).toBe(1);
    expect(context.logger.warn).toHaveBeenCalledWith(
      { kind: 'withoutId', count: 1 },
      expect.any(String),
    );
  });

  it.each([
    ['refused', failed(403, 'Forbidden')],
    ['missing', failed(404)],
    ['broken for good', failed(500)],
  ])('stands when the count is %s, which is told', async (_, overview) => {
    const { keys, listed, lines } = await run([devices(0, 1)], overview);
    expect({ keys, listed }).toEqual({ keys: ids.slice(0, 2), listed: 1 });
    expect(lines).toContain('The number of devices was not checked');
  });

  it.each([[null], ['3'], [undefined], [{}]])(
    'stands when the count is %j',
    async (enrolledDeviceCount) => {
      const { listed } = await run(
        [devices(0, 1)],
        ok({ enrolledDeviceCount }),
      );
      expect(listed).toBe(1);
    },
  );
});
