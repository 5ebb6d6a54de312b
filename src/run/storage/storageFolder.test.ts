import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderLockedError } from './lock';
import { holdStorageFolder, STORAGE_VARIABLE } from './storageFolder';

const umask = process.umask();
const logger = { info: jest.fn() };
let parent: string;
let folder: string;
const environment = () => ({ [STORAGE_VARIABLE]: folder });

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'microsoft-365-storage-'));
  folder = path.join(parent, '.j1-integration');
});

afterEach(() => {
  process.umask(umask);
  rmSync(parent, { recursive: true });
});

it("touches nothing where the SDK's command line does not run", () => {
  const storage = holdStorageFolder({});
  storage.makeRoom(logger);
  expect(readdirSync(parent)).toEqual([]);
  expect(process.umask()).toBe(umask);
  storage.release();
});

it('holds the folder until it is released, and keeps others from what is written', () => {
  const storage = holdStorageFolder(environment());
  expect(() => holdStorageFolder(environment())).toThrow(FolderLockedError);
  expect(process.umask()).toBe(0o077);
  storage.release();
  holdStorageFolder(environment()).release();
  expect(readdirSync(parent)).toEqual([]);
});

it('takes away a link to an earlier run, and leaves that run', async () => {
  const earlier = path.join(parent, 'earlier');
  await mkdir(earlier);
  await writeFile(path.join(earlier, 'summary.json'), '{}');
  await symlink('earlier', folder);
  const storage = holdStorageFolder(environment());
  expect(existsSync(folder)).toBe(true);
  storage.makeRoom(logger);
  storage.release();
  expect(lstatSync(folder, { throwIfNoEntry: false })).toBeUndefined();
  expect(readdirSync(earlier)).toEqual(['summary.json']);
});

it('leaves a folder, which the SDK has emptied', async () => {
  await mkdir(folder);
  const storage = holdStorageFolder(environment());
  storage.makeRoom(logger);
  storage.release();
  expect(readdirSync(parent)).toEqual(['.j1-integration']);
});

it('says when it cannot hold the folder, and lets the run go on', () => {
  folder = path.join(parent, 'missing', '.j1-integration');
  const storage = holdStorageFolder(environment());
  storage.makeRoom(logger);
  storage.release();
  expect(logger.info).toHaveBeenCalledWith(
    { reason: expect.stringContaining('ENOENT') as string },
    'A second run in the same folder would not be noticed',
  );
});
