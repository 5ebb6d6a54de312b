import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { compiledSource } from '#test/support/compiledSource';
import { FolderLockedError, lockFolder, type Holder } from './lock';
import { isRunning, ownIdentity } from './processes';

let folder: string;
const result = () => path.join(folder, '.j1-integration');
const locks = () => readdirSync(folder);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'microsoft-365-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** As another process would have left it. */
function leaveLock(holder: Partial<Holder>, secondsAgo = 0): void {
  const since = '2026-01-01T00:00:00.000Z';
  const content = JSON.stringify({ ...ownIdentity(), since, ...holder });
  writeLock(content, secondsAgo);
}

function writeLock(content: string, secondsAgo = 0): void {
  const file = `${result()}.lock.other`;
  writeFileSync(file, content);
  const beat = Date.now() / 1_000 - secondsAgo;
  utimesSync(file, beat, beat);
}

/** Of a process that has ended. */
const deadPid = spawnSync('true').pid;

describe('a lock', () => {
  it('is a file that names its holder, and is gone when it is released', () => {
    const lock = lockFolder(result());
    const [name] = locks();
    const holder = JSON.parse(
      readFileSync(path.join(folder, name), 'utf8'),
    ) as Holder;
    expect(holder).toMatchObject({ ...ownIdentity(), pid: process.pid });
    expect(lock.isHeld()).toBe(true);
    lock.release();
    expect(locks()).toEqual([]);
    expect(lock.isHeld()).toBe(false);
  });

  it('is refused to a second run, which is told whose it is', () => {
    const lock = lockFolder(result());
    const second = () => lockFolder(result());
    expect(second).toThrow(FolderLockedError);
    expect(second).toThrow(
      `Another run works in ${folder}: process ${process.pid}, since 20`,
    );
    expect(locks()).toHaveLength(1);
    lock.release();
    lockFolder(result()).release();
  });

  it('is of one folder only', () => {
    const lock = lockFolder(result());
    lockFolder(path.join(folder, 'other')).release();
    lock.release();
  });

  it('is refused with the error of the file system where nothing can be made', () => {
    const missing = path.join(folder, 'missing', '.j1-integration');
    expect(() => lockFolder(missing)).toThrow('ENOENT');
  });
});

describe('the lock of somebody else', () => {
  it('is taken over from a process that has ended', () => {
    leaveLock({ pid: deadPid });
    lockFolder(result()).release();
    expect(locks()).toEqual([]);
  });

  it('is taken over when a later process has got its id', () => {
    leaveLock({ pid: process.pid, began: 'earlier' });
    lockFolder(result()).release();
  });

  it('holds while its process runs, however old it is', () => {
    leaveLock({}, 3_600);
    expect(() => lockFolder(result())).toThrow(FolderLockedError);
  });

  it('holds on another machine while it shows that it is there', () => {
    leaveLock({ pid: deadPid, place: 'elsewhere' }, 30);
    expect(() => lockFolder(result())).toThrow(FolderLockedError);
  });

  it('is taken over from another machine after a minute of silence', () => {
    leaveLock({ place: 'elsewhere' }, 90);
    lockFolder(result()).release();
  });

  it.each(['', '{"pid":', 'text'])('is none with the content %j', (content) => {
    writeLock(content);
    lockFolder(result()).release();
    expect(locks()).toEqual([]);
  });
});

it('of many that take over at once, one gets it', async () => {
  const rounds = 4;
  const module = await compiledSource('src/run/storage/lock');
  const program = `
    const { workerData, parentPort } = require('node:worker_threads');
    const { lockFolder, FolderLockedError } = require(workerData.module);
    const arrived = new Int32Array(workerData.arrived);
    const won = [];
    for (const [round, result] of workerData.results.entries()) {
      Atomics.add(arrived, round, 1);
      Atomics.notify(arrived, round);
      for (let there = 0; there < workerData.workers; ) {
        there = Atomics.load(arrived, round);
        if (there < workerData.workers) Atomics.wait(arrived, round, there);
      }
      try {
        lockFolder(result);
        won.push(round);
      } catch (error) {
        if (!(error instanceof FolderLockedError)) throw error;
      }
    }
    // The end of a thread would release what it holds.
    setInterval(() => undefined, 1_000);
    parentPort.postMessage(won);
  `;
  const results = Array.from({ length: rounds }, (_, round) => {
    const own = path.join(folder, String(round));
    mkdirSync(own);
    const dead = { ...ownIdentity(), pid: 1, began: 'earlier', since: '' };
    const file = path.join(own, '.j1-integration.lock.dead');
    writeFileSync(file, JSON.stringify(dead));
    return path.join(own, '.j1-integration');
  });
  const workers = 3;
  const arrived = new SharedArrayBuffer(4 * rounds);
  const threads = Array.from(
    { length: workers },
    () =>
      new Worker(program, {
        eval: true,
        workerData: { module, results, arrived, workers },
      }),
  );
  const won = await Promise.all(
    threads.map(async (thread) => {
      const [message] = (await once(thread, 'message')) as [number[]];
      return message;
    }),
  );
  await Promise.all(threads.map((thread) => thread.terminate()));
  expect(won.flat().sort()).toEqual([0, 1, 2, 3]);
});

describe('a process', () => {
  it('runs as long as it has not ended', () => {
    const own = ownIdentity();
    expect(isRunning(own)).toBe(true);
    expect(isRunning({ ...own, pid: deadPid })).toBe(false);
  });

  it('is another one when it began at another time', () => {
    expect(isRunning({ ...ownIdentity(), began: 'earlier' })).toBe(false);
  });

  it('of another place cannot be seen', () => {
    expect(isRunning({ ...ownIdentity(), place: 'there' })).toBeUndefined();
  });
});
