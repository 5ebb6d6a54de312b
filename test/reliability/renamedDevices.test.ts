/** The listing of devices walks by name: who is renamed on the way is missed, or met twice. */
import { answers, startEmulator, type Emulator } from '../emulator';
import { shortPages } from './matrix/shortPages';
import { matrixTenant } from './matrix/tenant';
import { failedSteps } from './outcome';
import { runIntegration } from './runIntegration';

jest.setTimeout(30_000);

const devices = [...(matrixTenant.intune?.data.managedDevices ?? [])].sort(
  (one, other) => ((one.deviceName ?? '') < (other.deviceName ?? '') ? -1 : 1),
);
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator({
    tenant: matrixTenant,
    exportPolls: 1,
    largestPage: shortPages,
  });
});

afterEach(() => emulator.close());

test.each([
  ['behind the walk', devices.at(-1)?.id, '!', 2],
  ['in front of the walk', devices[0]?.id, '~~~', 1],
])('a device renamed to %s is there, once', async (_, id, name, walks) => {
  emulator.setFaults([
    {
      on: { kind: 'graph', url: /\/managedDevices\?/ },
      when: { nth: 2 },
      fault: answers.effect('rename', () =>
        emulator.renameDevice(id ?? '', name),
      ),
    },
  ]);

  const run = await runIntegration(emulator);

  expect(failedSteps(run)).toEqual([]);
  const found = run.graph.entities.filter(({ _class }) =>
    [_class].flat().some((each) => each === 'Host' || each === 'Device'),
  );
  expect(found.map(({ _key }) => _key).sort()).toEqual(
    devices.map((device) => device.id).sort(),
  );
  const firstPages = emulator.requests.filter(
    ({ path }) => /managedDevices\?/.test(path) && !/skiptoken/.test(path),
  );
  expect(firstPages).toHaveLength(walks);
});
