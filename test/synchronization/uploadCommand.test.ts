/** `npm run upload` as a process: what operators and schedulers see of it. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import { startNodeIn, type Started } from '../endToEnd/commandLine';
import { expectedGraph } from '../endToEnd/expectedGraph';
import { createGate } from '../endToEnd/gate';
import { graphOf } from '../endToEnd/graphOf';
import {
  createWorkspace,
  expectNoLeaks,
  type Workspace,
} from '../endToEnd/workspace';
import { generateTenant, startEmulator, type Emulator } from '../emulator';
import { compiledSource } from '../support/compiledSource';
import {
  startSynchronizationApi,
  type SynchronizationApi,
} from './synchronizationApi';

jest.setTimeout(120_000);

const tenant = generateTenant({ size: 'small' });
const graph = createGate();

let emulator: Emulator;
let api: SynchronizationApi;
let workspace: Workspace;
let script: string;

beforeAll(async () => {
  emulator = await startEmulator({
    tenant,
    exportPolls: 0,
    middleware: [graph.middleware],
  });
  api = await startSynchronizationApi();
  workspace = await createWorkspace(emulator, {
    certificates: [api.certificatePem],
  });
  script = await compiledSource('scripts/upload');
});

afterAll(async () => {
  await workspace.remove();
  await api.close();
  await emulator.close();
});

/** As a container has them: the key is in a file. */
function environmentOf(): NodeJS.ProcessEnv {
  const keyFile = path.join(workspace.folder, 'api-key.pem');
  writeFileSync(keyFile, `${api.apiKey}\n`);
  return {
    ...workspace.environment,
    INTEGRATION_INSTANCE_ID: 'another-instance',
    JUPITERONE_ACCOUNT: api.account,
    JUPITERONE_API_KEY_FILE: keyFile,
    JUPITERONE_API_BASE_URL: api.origin,
  };
}

const start = (args: readonly string[], environment: NodeJS.ProcessEnv) =>
  startNodeIn(workspace.folder, [script, ...args], environment);

async function expectNoSecrets({ commandLine, ended }: Started) {
  const { output } = await ended;
  const files = new Map(await workspace.files());
  files.delete('api-key.pem');
  const secrets = { ...workspace.environment, JUPITERONE_API_KEY: api.apiKey };
  expectNoLeaks(emulator, secrets, [commandLine], { output, files });
}

const lines = (output: string) => output.trim().split('\n');

test('a run uploads the tenant, and its last line is for programs', async () => {
  const instance = ['--integration-instance-id', 'local-integration-instance'];
  const started = start(['--log', 'json', ...instance], environmentOf());

  const { exitCode, output } = await started.ended;

  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  const [job] = api.jobs;
  const objects = (kind: string) =>
    job.uploads
      .filter((upload) => upload.kind === kind)
      .flatMap((upload) => upload.objects);
  expect(
    graphOf({
      entities: objects('entities') as Entity[],
      relationships: objects('relationships') as Relationship[],
    }),
  ).toEqual(expectedGraph(tenant));
  expect(job).toMatchObject({ status: 'FINISHED', partialTypes: [] });
  const printed = lines(output).map(
    (line) => JSON.parse(line) as Record<string, unknown>,
  );
  expect(printed.at(-1)).toMatchObject({
    kind: 'end',
    exitCode: 0,
    upload: {
      jobId: job.id,
      status: 'FINISHED',
      entities: objects('entities').length,
      relationships: objects('relationships').length,
    },
  });
  const summary = JSON.parse(
    readFileSync(
      path.join(workspace.folder, '.j1-integration', 'summary.json'),
      'utf8',
    ),
  ) as { run: object };
  expect(summary.run).toMatchObject({ verdict: 'complete' });
  await expectNoSecrets(started);
});

test('SIGTERM aborts the job and says so', async () => {
  const jobsBefore = api.jobs.length;
  const arrived = graph.close(/^\/v1\.0\/users\?/);
  const started = start([], environmentOf());
  await arrived;

  started.child.kill('SIGTERM');
  const { exitCode, signal, output } = await started.ended;
  graph.open();

  const job = api.jobs.at(-1);
  expect({ exitCode, signal, output }).toEqual({
    exitCode: 143,
    signal: null,
    output: expect.stringContaining(
      `Interrupted by SIGTERM. [M365-UPLOAD-014] Job ${job?.id} is aborted: JupiterOne keeps what it has. [M365-UPLOAD-021]`,
    ),
  });
  const jobs = api.jobs.slice(jobsBefore);
  expect(jobs.map(({ status }) => status)).toEqual(['ABORTED']);
  await expectNoSecrets(started);
});
