/** What `npm run build` makes can be packed, installed into an empty folder, and collects there. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../scripts/collect/runCollect';
import { integrationSteps } from '../../src/steps';
import { startEmulator, type Emulator } from '../emulator';
import { matrixTenant } from '../reliability/matrix/tenant';
import {
  installPackage,
  type InstalledPackage,
} from '../support/installedPackage';
import { startNode } from './commandLine';
import { createWorkspace, type Workspace } from './workspace';

jest.setTimeout(240_000);

const name = '@jupiterone/graph-microsoft-365';
const commandLine = '@jupiterone/integration-sdk-cli';

let built: string;
let emulator: Emulator;
let workspace: Workspace;
let installed: InstalledPackage;

beforeAll(async () => {
  built = await mkdtemp(path.join(tmpdir(), 'microsoft-365-build-'));
  const args = ['run', 'build', '--', built];
  await promisify(execFile)('npm', args, { cwd: projectRoot });
  emulator = await startEmulator({ tenant: matrixTenant, exportPolls: 1 });
  workspace = await createWorkspace(emulator);
  installed = await installPackage(built, workspace.folder, [commandLine]);
});

afterAll(async () => {
  await workspace.remove();
  await emulator.close();
  await rm(built, { recursive: true });
});

const readInstalled = (file: string) =>
  readFile(path.join(installed.folder, file), 'utf8');

test('it is what JupiterOne’s own repositories publish', async () => {
  const manifest = JSON.parse(await readInstalled('package.json')) as object;
  expect(manifest).toMatchObject({
    name,
    main: 'src/index.js',
    types: 'src/index.d.ts',
    publishConfig: { access: 'public' },
    peerDependencies: {
      '@jupiterone/integration-sdk-core': expect.stringMatching(/^\^17\./),
    },
  });
  expect(manifest).not.toHaveProperty('private');
  expect(manifest).not.toHaveProperty('devDependencies');
  expect(installed.files).toEqual(
    expect.arrayContaining([
      ...['README.md', 'LICENSE', 'jupiterone/questions/questions.yaml'],
      ...['src/index.js', 'src/index.d.ts'],
    ]),
  );
});

test('it has nothing in it that only developers need', () => {
  const unwanted = installed.files.filter((file) =>
    /\.test\.|__recordings__|^test\/|^(scripts|node_modules)\/|(?<!\.d)\.ts$|\.env/.test(
      file,
    ),
  );
  expect(unwanted).toEqual([]);
});

test('it collects a tenant by the command line that is installed beside it', async () => {
  const { folder, environment } = workspace;
  await writeFile(
    path.join(folder, 'src', 'index.js'),
    `module.exports = require('${name}');\n`,
  );
  const modules = path.join(folder, 'node_modules');
  // The whole point: what is not packed and not declared is not there.
  expect(existsSync(path.join(modules, 'ts-node'))).toBe(false);
  const { exitCode, output } = await startNode(
    [
      ...['--preserve-symlinks', '--preserve-symlinks-main'],
      path.join(modules, commandLine, 'bin', 'j1-integration'),
      ...['collect', '--project-path', folder],
    ],
    environment,
  ).ended;
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  const { summary } = await workspace.results();
  expect(summary?.integrationStepResults.map(({ status }) => status)).toEqual(
    integrationSteps.map(() => 'success'),
  );
});
