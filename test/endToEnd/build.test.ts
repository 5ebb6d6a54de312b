/** What `npm run build` makes runs: by the SDK's command line, and as `npm start` runs it. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { integrationSteps } from '../../src/steps';
import { projectRoot } from '../../scripts/collect/runCollect';
import { startEmulator, type Emulator } from '../emulator';
import { matrixTenant } from '../reliability/matrix/tenant';
import { collectFrom } from './workspace';

jest.setTimeout(180_000);

const run = promisify(execFile);
let built: string;
let emulator: Emulator;

beforeAll(async () => {
  // Below `node_modules`, so that packages are found from there.
  const cache = path.join(projectRoot, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  built = await mkdtemp(path.join(cache, 'build-'));
  const args = ['run', 'build', '--', '--outDir', built];
  await run('npm', args, { cwd: projectRoot });
  emulator = await startEmulator({ tenant: matrixTenant, exportPolls: 1 });
});

afterAll(async () => {
  await emulator.close();
  await rm(built, { recursive: true });
});

test('the build exports the invocation config', () => {
  const module = jest.requireActual<object>(built);
  expect(module).toHaveProperty('invocationConfig.integrationSteps');
});

test('the build collects a tenant, step by step', async () => {
  const source = path.join(built, 'src');
  const { exitCode, summary, output } = await collectFrom(
    emulator,
    {},
    { source },
  );
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect(summary?.integrationStepResults.map(({ status }) => status)).toEqual(
    integrationSteps.map(() => 'success'),
  );
});
