/** The Dockerfile, carried out without Docker: what it copies and compiles collects a tenant and uploads it. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../scripts/collect/runCollect';
import { startEmulator, type Emulator } from '../emulator';
import { matrixTenant } from '../reliability/matrix/tenant';
import { buildImage, type Image } from '../support/dockerfile';
import {
  startSynchronizationApi,
  type SynchronizationApi,
} from '../synchronization/synchronizationApi';
import { createWorkspace, type Workspace } from './workspace';

jest.setTimeout(240_000);

let target: string;
let image: Image;
let emulator: Emulator;
let api: SynchronizationApi;
let workspace: Workspace;

beforeAll(async () => {
  target = await mkdtemp(path.join(tmpdir(), 'microsoft-365-image-'));
  const installed = path.join(projectRoot, 'node_modules');
  image = await buildImage({ folder: projectRoot, target, installed });
  emulator = await startEmulator({ tenant: matrixTenant, exportPolls: 1 });
  api = await startSynchronizationApi();
  workspace = await createWorkspace(emulator, {
    certificates: [api.certificatePem],
  });
});

afterAll(async () => {
  await workspace.remove();
  await api.close();
  await emulator.close();
  await rm(target, { recursive: true });
});

/** What is there, and when it was last written to. */
async function contentOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const times = await Promise.all(
    names.map(async (name) => {
      const { mtimeMs } = await stat(path.join(folder, name));
      return `${name} ${mtimeMs}`;
    }),
  );
  return times.sort();
}

test('it does not run as root', () => {
  const [user, group] = (image.user ?? '').split(':').map(Number);
  expect(user).toBeGreaterThan(0);
  expect(group).toBeGreaterThan(0);
});

test('it has compiled code, and neither sources nor tests', async () => {
  const names = await readdir(image.place('/app'));
  expect(names.sort()).toEqual(
    ['LICENSE', 'dist', 'node_modules', 'package.json', 'packages'].sort(),
  );
  const files = await readdir(image.place('/app/dist'), { recursive: true });
  expect(files).toEqual(
    expect.arrayContaining(['src/index.js', 'scripts/start.js']),
  );
  expect(files).toContain('scripts/collect/endWithParent.js');
  expect(files.filter((name) => /\.ts$|\.test\./.test(name))).toEqual([]);
});

test('it collects and uploads, and writes nowhere but to /data', async () => {
  const before = await contentOf(image.place('/app/dist'));
  const [command, ...args] = image.entrypoint;
  const child = spawn(command, args, {
    cwd: image.place(image.workingDirectory),
    env: {
      ...workspace.environment,
      ...image.environment,
      INTEGRATION_INSTANCE_ID: 'local-integration-instance',
      JUPITERONE_ACCOUNT: api.account,
      JUPITERONE_API_KEY: api.apiKey,
      JUPITERONE_API_BASE_URL: api.origin,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode] = (await once(child, 'close')) as unknown[];
  const output = (await printed).join('\n');

  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect(api.jobs).toHaveLength(1);
  expect(api.jobs[0]).toMatchObject({
    status: 'FINISHED',
    partialTypes: [],
  });
  expect(api.kept().size).toBeGreaterThan(0);
  expect(await readdir(image.place('/data'))).toContain('.j1-integration');
  expect(await contentOf(image.place('/app/dist'))).toEqual(before);
  expect(await readdir(image.root)).toEqual(['app', 'data']);
});
