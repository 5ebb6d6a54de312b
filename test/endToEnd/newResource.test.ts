/** The patch of docs/development.md that adds a resource works as it stands. */
import { execFile } from 'node:child_process';
import {
  cp,
  mkdtemp,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

jest.setTimeout(240_000);

const run = promisify(execFile);
const root = path.join(__dirname, '..', '..');

/** What the type check and the test of the patch need. */
const copied = [
  ...['src', 'test', 'scripts', 'packages'],
  ...['package.json', 'tsconfig.json', 'jest.config.js'],
];

let folder: string;
let patch: string;

beforeAll(async () => {
  const docs = await readFile(
    path.join(root, 'docs', 'development.md'),
    'utf8',
  );
  patch = /```diff\n(.*?)```/s.exec(docs)?.[1] ?? '';
  folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-new-resource-'));
  for (const name of copied) {
    await cp(path.join(root, name), path.join(folder, name), {
      recursive: true,
      filter: (file) => !file.includes('__recordings__'),
    });
  }
  await symlink(
    path.join(root, 'node_modules'),
    path.join(folder, 'node_modules'),
  );
  await writeFile(path.join(folder, 'resource.patch'), patch);
});

afterAll(() => rm(folder, { recursive: true }));

test('a new resource takes at most 100 lines', () => {
  const added = patch.split('\n').filter((line) => /^\+(?!\+\+ )/.test(line));
  expect(added.length).toBeGreaterThan(0);
  expect(added.length).toBeLessThanOrEqual(100);
});

test('a new resource compiles, and its test passes', async () => {
  await writeFile(
    path.join(folder, 'tsconfig.resource.json'),
    JSON.stringify({
      extends: './tsconfig.json',
      include: ['src/steps/index.ts', 'src/steps/namedLocations'],
    }),
  );
  const inFolder = { cwd: folder };
  await run('git', ['apply', '-p0', 'resource.patch'], inFolder);
  const node = (script: string, ...args: string[]) =>
    run(
      process.execPath,
      [path.join(root, 'node_modules', script), ...args],
      inFolder,
    );
  await node('typescript/bin/tsc', '-p', 'tsconfig.resource.json');
  const tests = ['src/steps/namedLocations', 'test/contracts/proofs'];
  const { stderr } = await node('jest/bin/jest.js', '-w', '1', ...tests);
  expect(stderr).toContain('Test Suites: 2 passed');
});
