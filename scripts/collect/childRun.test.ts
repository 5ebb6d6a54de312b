import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exitCodeOf, removeResult } from './childRun';

describe('removeResult', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-result-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('leaves nothing of an earlier run, and everything else', async () => {
    const result = path.join(folder, '.j1-integration');
    await mkdir(path.join(result, 'graph', 'users'), { recursive: true });
    await writeFile(path.join(result, 'summary.json'), '{}');
    await writeFile(path.join(folder, 'other'), '');

    await removeResult(result);

    expect(await readdir(folder)).toEqual(['other']);
  });

  it('bears that there is nothing', async () => {
    await expect(
      removeResult(path.join(folder, 'nothing')),
    ).resolves.toBeUndefined();
  });
});

test.each([
  ['SIGINT', 130],
  ['SIGKILL', 137],
  ['SIGTERM', 143],
] as const)('%s ends with %i, as shells tell it', (signal, exitCode) => {
  expect(exitCodeOf(signal)).toBe(exitCode);
});
