/** A run that is killed leaves the result before it, and nothing that a next run or an upload would trust. */
import childProcess from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { generateTenant, startEmulator, type Emulator } from '../emulator';
import {
  startSynchronizationApi,
  type SynchronizationApi,
} from '../synchronization/synchronizationApi';
import {
  startUpload,
  upload,
  uploadEnvironment,
} from '../synchronization/uploading';
import { startCollecting } from './commandLine';
import { expectedGraph } from './expectedGraph';
import { createGate } from './gate';
import { graphOf } from './graphOf';
import { collectInto, createWorkspace, type Workspace } from './workspace';

jest.setTimeout(120_000);

/** Signals' numbers are the same on every system that we run on. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGKILL: 137 };
const firstRequest = /^\/v1\.0\/organization/;
const middleOfSteps = /^\/v1\.0\/users\?/;
const summaryFile = '.j1-integration/summary.json';
const staleFile = '.j1-integration/graph/users/entities/stale.json';

const tenant = generateTenant({ size: 'small' });
const graph = createGate();
const uploads = createGate();

let emulator: Emulator;
let api: SynchronizationApi;
let workspace: Workspace;

beforeAll(async () => {
  emulator = await startEmulator({
    tenant,
    exportPolls: 0,
    middleware: [graph.middleware],
  });
  api = await startSynchronizationApi([uploads.middleware]);
});

beforeEach(async () => {
  workspace = await createWorkspace(emulator, {
    certificates: [api.certificatePem],
  });
});

afterEach(async () => {
  graph.open();
  uploads.open();
  await workspace.remove();
});

afterAll(async () => {
  await api.close();
  await emulator.close();
});

/** Looks like the whole result of an earlier run. */
async function leaveEarlierResult({ folder }: Workspace): Promise<void> {
  const files = {
    [staleFile]: { entities: [{ _key: 'stale', _type: 'azure_user' }] },
    [summaryFile]: {
      integrationStepResults: [],
      metadata: { partialDatasets: { types: [] } },
    },
  };
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(content));
  }
}

/** Waits for a process that is not our child; the test's time limit is the limit. */
async function endOf(pid: number): Promise<void> {
  while (isAlive(pid)) {
    await setTimeout(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What the killed run left has no summary: nothing finalizes an upload of it. */
async function expectEarlierResult(): Promise<void> {
  const files = await workspace.files();
  expect(files.has(summaryFile)).toBe(true);
  expect(files.has(staleFile)).toBe(true);
  const summaries = [...files.keys()].filter((name) =>
    /unfinished.*summary\.json$/.test(name),
  );
  expect(summaries).toEqual([]);
}

test.each([
  ['SIGINT', 'before the first step', firstRequest],
  ['SIGTERM', 'in the middle of the steps', middleOfSteps],
] as const)('%s %s ends npm start and what it started', async (...moment) => {
  const [signal, , request] = moment;
  await leaveEarlierResult(workspace);
  const arrived = graph.close(request);
  const { child, ended } = await startCollecting(workspace);
  await arrived;

  child.kill(signal);

  const { exitCode, output } = await ended;
  expect(exitCode).toBe(exitCodes[signal]);
  expect(output).toContain(`Interrupted by ${signal}`);
  await expectEarlierResult();
});

test('the command line ends with an npm start that is killed', async () => {
  await leaveEarlierResult(workspace);
  const arrived = graph.close(middleOfSteps);
  const { child, ended } = await startCollecting(workspace);
  await arrived;
  const files = await workspace.files();
  const [, log = ''] =
    [...files].find(([name]) =>
      name.endsWith('.unfinished/j1-integration.log'),
    ) ?? [];
  const [, pid] = /"pid":(\d+)/.exec(log) ?? [];

  child.kill('SIGKILL');

  await ended;
  await endOf(Number(pid));
  await expectEarlierResult();

  graph.open();
  const { exitCode, ...next } = await collectInto(workspace, emulator);

  // The lock of a dead process holds nobody.
  expect(exitCode).toBe(0);
  expect(graphOf(next)).toEqual(expectedGraph(tenant));
});

test('a command line that is killed before it has loaded anything is told, and the earlier result is left', async () => {
  await leaveEarlierResult(workspace);
  const { spawn } = childProcess;
  const spawnAndKill = (...args: Parameters<typeof spawn>) => {
    const child = spawn(...args);
    child.kill('SIGKILL');
    return child;
  };
  jest
    .spyOn(childProcess, 'spawn')
    .mockImplementationOnce(spawnAndKill as typeof spawn);

  const { exitCode, output } = await collectInto(workspace, emulator);

  expect(exitCode).toBe(exitCodes.SIGKILL);
  expect(output).toContain('Interrupted by SIGKILL');
  await expectEarlierResult();
});

test('an upload that is killed changes nothing, and what it left is not uploaded for good', async () => {
  const arrived = uploads.close(/\/entities$/);
  const environment = uploadEnvironment(workspace, api);
  const { child, ended } = startUpload('run', workspace, api, environment);
  await arrived;

  child.kill('SIGKILL');

  await ended;
  uploads.open();
  const files = await workspace.files();
  const written = [...files.keys()].filter((name) => name.includes('/graph/'));
  expect(written).not.toEqual([]);
  expect(files.has(summaryFile)).toBe(false);
  expect(api.jobs.map(({ status }) => status)).toEqual(['AWAITING_UPLOADS']);

  const { exitCode } = await upload('sync', workspace, emulator, api);

  expect(exitCode).toBe(1);
  expect(api.jobs.map(({ status }) => status)).toEqual([
    'AWAITING_UPLOADS',
    'ABORTED',
  ]);
  expect(api.kept().size).toBe(0);

  const collected = await collectInto(workspace, emulator);

  expect(collected.exitCode).toBe(0);
  expect(graphOf(collected)).toEqual(expectedGraph(tenant));
});
