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

const noExports = { exportPermission: 'nobody' } as const;

test.each<[string, Partial<EmulatorOptions>, Partial<EmulatorOptions>]>([
  ['lists and exports', { idCase: 'upper', reportedIdCase: 'upper' }, {}],
  ['lists', { idCase: 'upper' }, {}],
  ['some items of lists', { idCase: 'mixed' }, {}],
  ['exports', { reportedIdCase: 'upper' }, {}],
  ['lists, where reports are in lower case', { idCase: 'upper' }, noExports],
  ['reports', { reportedIdCase: 'upper', idCase: 'mixed' }, noExports],
])('ids in upper case in %s', async (_, idCase, other) => {
  const plain = await collect(other);
  const run = await collect({ ...other, ...idCase });
  expect(failedSteps(run)).toEqual(failedSteps(plain));
  expect(differences(run.graph, plain.graph)).toEqual({
    missing: [],
    unexpected: [],
    changed: [],
  });
  expect(plain.graph.entities.length).toBeGreaterThan(0);
});
