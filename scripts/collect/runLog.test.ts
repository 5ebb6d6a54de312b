import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunLog } from './runLog';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-log-'));
});

afterEach(() => rm(folder, { recursive: true }));

it('has everything, for its owner alone', async () => {
  const file = path.join(folder, 'run.log');
  const log = new RunLog(file);
  log.write('one\n');
  log.write('two\n');
  expect(await log.end()).toBeUndefined();
  expect(await readFile(file, 'utf8')).toBe('one\ntwo\n');
  expect((await stat(file)).mode & 0o077).toBe(0);
});

// A device of Linux that is always full: https://man7.org/linux/man-pages/man4/full.4.html
it('ends on a disk that is full, and says so', async () => {
  const log = new RunLog('/dev/full');
  log.write('one\n');
  log.write('two\n');
  expect(await log.end()).toBe(
    '/dev/full cannot be written: there is no space left on the disk. Free some. [M365-RUN-002]',
  );
});

it('says when it cannot be made', async () => {
  const log = new RunLog(path.join(folder, 'missing', 'run.log'));
  log.write('one\n');
  expect(await log.end()).toContain('ENOENT');
});
