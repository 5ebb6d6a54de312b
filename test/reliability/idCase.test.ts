/** The components of Microsoft's services write the same GUID in either case: the graph is the same. */
import { startEmulator, type EmulatorOptions } from '../emulator';
import { matrixTenant } from './matrix/tenant';
import { differences, failedSteps } from './outcome';
import { runIntegration } from './runIntegration';

jest.setTimeout(60_000);

async function collect(options: Partial<EmulatorOptions>) {
  const emulator = await startEmulator({
    tenant: matrixTenant,
    exportPolls: 1,
    ...options,
  });
  try {
    return await runIntegration(emulator);
  } finally {
    await emulator.close();
  }
}

type Options = Partial<EmulatorOptions>;

/** Where ids are in upper case. */
const withExports: [string, Options][] = [
  ['lists and exports', { idCase: 'upper', reportedIdCase: 'upper' }],
  ['lists', { idCase: 'upper' }],
  ['some items of lists', { idCase: 'mixed' }],
  ['exports', { reportedIdCase: 'upper' }],
];

const withReports: [string, Options][] = [
  ['lists', { idCase: 'upper' }],
  ['reports and some items', { reportedIdCase: 'upper', idCase: 'mixed' }],
];

describe.each<[string, Options, [string, Options][]]>([
  ['exports', {}, withExports],
  ['reports', { exportPermission: 'nobody' }, withReports],
])('collected from %s', (_, source, cases) => {
  let plain: Awaited<ReturnType<typeof collect>>;

  beforeAll(async () => {
    plain = await collect(source);
  });

  it.each(cases)('with ids in upper case in %s', async (_where, idCase) => {
    const run = await collect({ ...source, ...idCase });
    expect(failedSteps(run)).toEqual(failedSteps(plain));
    expect(differences(run.graph, plain.graph)).toEqual({
      missing: [],
      unexpected: [],
      changed: [],
    });
    expect(plain.graph.entities.length).toBeGreaterThan(0);
  });
});
