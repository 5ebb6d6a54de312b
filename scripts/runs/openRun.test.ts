import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FolderLockedError } from '../../src/run/storage/lock';
import { RunFolderError } from './fileErrors';
import { listRuns, readSummaryFile } from './layout';
import { openRun, type Run } from './openRun';
import type { RunReport } from './runSummary';

const nothing: RunReport = { events: [], leftOut: [] };
const ten = { keep: 10 };
const umask = process.umask();

let parent: string;
const latest = () => path.join(parent, '.j1-integration');
const runsFolder = () => path.join(parent, '.j1-integration-runs');

beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'microsoft-365-runs-'));
});

afterEach(async () => {
  process.umask(umask);
  await rm(parent, { recursive: true });
});

/** What the SDK leaves of a step: a file, and an absolute link to it. */
async function leaveResult(
  folder: string,
  { status = 'success', count = 2, text = '{"entities":[]}' } = {},
): Promise<void> {
  const file = path.join(folder, 'graph', 'users', 'entities', 'one.json');
  const link = path.join(folder, 'index', 'entities', 'azure_user', 'one.json');
  await mkdir(path.dirname(file), { recursive: true });
  await mkdir(path.dirname(link), { recursive: true });
  await writeFile(file, text);
  await symlink(file, link);
  const isPartial = status !== 'success';
  const summary = {
    integrationStepResults: [
      {
        ...{ id: 'users', status },
        encounteredTypeCounts: { azure_user: count, account_has_user: count },
      },
    ],
    metadata: { partialDatasets: { types: isPartial ? ['azure_user'] : [] } },
  };
  await writeFile(path.join(folder, 'summary.json'), JSON.stringify(summary));
}

async function complete(
  limits: { keep: number; mostBytes?: number } = ten,
  outcome: Parameters<typeof leaveResult>[1] = {},
): Promise<Run> {
  const run = await openRun(parent, limits);
  await writeFile(run.logFile, `log of ${run.id}\n`);
  await leaveResult(run.folder, outcome);
  await run.finish(nothing);
  return run;
}

async function fail(
  limits: Parameters<typeof complete>[0] = ten,
): Promise<Run> {
  const run = await openRun(parent, limits);
  await writeFile(run.logFile, `log of ${run.id}\n`);
  await leaveResult(run.folder);
  await run.abandon();
  return run;
}

const verdicts = async () =>
  (await listRuns(parent)).map(({ verdict }) => verdict ?? 'unfinished');
const latestRun = async () => (await readSummaryFile(latest()))?.run;

describe('a run that reached its end', () => {
  it('is the latest, with its log, and the folder is free', async () => {
    const run = await complete();
    expect((await latestRun())?.id).toBe(run.id);
    const log = path.join(parent, 'j1-integration.log');
    expect(await readFile(log, 'utf8')).toBe(`log of ${run.id}\n`);
    expect(await readdir(parent)).toEqual([
      '.j1-integration',
      '.j1-integration-runs',
      'j1-integration.log',
    ]);
  });

  it('says in its summary what it was', async () => {
    const run = await openRun(parent, ten);
    await writeFile(run.logFile, '');
    await leaveResult(run.folder, { status: 'failure' });
    const events = [{ level: 'info', name: 'Info', message: 'Read' }] as const;
    const leftOut = [{ stepId: 'users', message: 'Repeated', count: 3 }];
    const told = await run.finish({ events, leftOut, requests: { a: 1 } });
    expect(await latestRun()).toEqual(told);
    expect(told).toEqual({
      id: run.id,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      node: process.version,
      startedAt: expect.stringMatching(/^20.*Z$/),
      endedAt: expect.stringMatching(/^20.*Z$/),
      seconds: expect.any(Number),
      verdict: 'partial',
      failedSteps: ['users'],
      disabledSteps: [],
      totals: { entities: 2, relationships: 2 },
      requests: { a: 1 },
      events,
      leftOut,
      partialTypes: ['azure_user'],
    });
    const summary = await readSummaryFile(latest());
    expect(summary?.integrationStepResults).toHaveLength(1);
  });

  it.each([
    ['success', 2, 'complete'],
    ['failure', 2, 'partial'],
    ['failure', 0, 'unusable'],
  ])('with %s and %i objects is %s', async (status, count, verdict) => {
    await complete(ten, { status, count });
    expect((await latestRun())?.verdict).toBe(verdict);
  });

  it("takes the caller's verdict where it knows better", async () => {
    const run = await openRun(parent, ten);
    await leaveResult(run.folder);
    await writeFile(run.logFile, '');
    await run.finish({ ...nothing, verdict: 'unusable' });
    expect(await verdicts()).toEqual(['unusable']);
  });

  it('is readable by its owner only', async () => {
    const run = await complete();
    const folder = path.join(runsFolder(), run.id);
    const modes: string[] = [];
    for (const entry of await readdir(folder, {
      recursive: true,
      withFileTypes: true,
    })) {
      if (!entry.isSymbolicLink()) {
        const { mode } = await stat(path.join(entry.parentPath, entry.name));
        modes.push(`${entry.isFile() ? 'file' : 'folder'} ${modeOf(mode)}`);
      }
    }
    modes.push(`folder ${modeOf((await stat(runsFolder())).mode)}`);
    expect([...new Set(modes)].sort()).toEqual(['file 600', 'folder 700']);
  });

  it('without a summary is a failure, and leaves the result before', async () => {
    const before = await complete();
    const run = await openRun(parent, ten);
    await writeFile(run.logFile, '');
    await expect(run.finish(nothing)).rejects.toThrow(RunFolderError);
    expect((await latestRun())?.id).toBe(before.id);
    await expect(openRun(parent, ten)).resolves.toHaveProperty('id');
  });

  it('that was taken for dead is no result', async () => {
    const run = await openRun(parent, ten);
    await writeFile(run.logFile, '');
    await leaveResult(run.folder);
    for (const name of await readdir(parent)) {
      if (name.includes('.lock.')) {
        await rm(path.join(parent, name));
      }
    }
    await expect(run.finish(nothing)).rejects.toThrow('The lock of');
    expect(await verdicts()).toEqual(['unfinished']);
  });
});

describe('links in the index', () => {
  const link = (folder: string) =>
    path.join(folder, 'index', 'entities', 'azure_user', 'one.json');

  it('lead to the files of the same result, wherever it is moved', async () => {
    await complete();
    const moved = path.join(parent, 'moved');
    await rename(await realpath(latest()), moved);
    expect(await realpath(link(moved))).toContain('moved/graph/users/');
  });

  it('lead to the files of the same result when it is copied', async () => {
    await complete();
    const copy = path.join(parent, 'copy');
    await cp(await realpath(latest()), copy, {
      recursive: true,
      verbatimSymlinks: true,
    });
    expect(await realpath(link(copy))).toContain('copy/graph/users/');
  });
});

describe('a run that did not reach its end', () => {
  it('stays in its own folder, and the result before stays the latest', async () => {
    const good = await complete();
    const run = await fail();
    expect((await latestRun())?.id).toBe(good.id);
    expect(await verdicts()).toEqual(['unfinished', 'complete']);
    const folder = path.join(runsFolder(), `${run.id}.unfinished`);
    expect(await readdir(path.join(folder, '.j1-integration'))).toEqual([
      'graph',
      'index',
    ]);
    const log = path.join(parent, 'j1-integration.log');
    expect(await readFile(log, 'utf8')).toBe(`log of ${run.id}\n`);
  });

  it('and was killed loses its summary with the next run', async () => {
    const run = await openRun(parent, ten);
    await leaveResult(run.folder);
    await rm(path.join(parent, await lockName()));
    await complete();
    expect(await readSummaryFile(run.folder)).toBeUndefined();
    expect(await verdicts()).toEqual(['complete', 'unfinished']);
  });

  it('leaves nothing when its configuration was refused', async () => {
    await complete();
    const before = await readdir(parent, { recursive: true });
    const run = await openRun(parent, ten);
    await writeFile(run.logFile, '');
    await run.discard();
    expect(await readdir(parent, { recursive: true })).toEqual(before);
  });
});

describe('a second run in the same folder', () => {
  it('is refused, with the process of the first', async () => {
    const run = await openRun(parent, ten);
    const second = openRun(parent, ten);
    await expect(second).rejects.toThrow(FolderLockedError);
    await expect(second).rejects.toThrow(`process ${process.pid}`);
    expect(await verdicts()).toEqual(['unfinished']);
    await run.abandon();
  });
});

describe('what is kept', () => {
  const ids = async () => (await listRuns(parent)).map(({ id }) => id);

  it('is the last results, and as many that did not reach their end', async () => {
    const limits = { keep: 2 };
    await complete(limits);
    await fail(limits);
    await fail(limits);
    await fail(limits);
    await complete(limits);
    await complete(limits);
    expect(await verdicts()).toEqual([
      'complete',
      'complete',
      'unfinished',
      'unfinished',
    ]);
  });

  it('is always the latest result and the latest good one', async () => {
    const limits = { keep: 1 };
    const good = await complete(limits);
    await complete(limits, { status: 'failure' });
    const last = await complete(limits, { status: 'failure' });
    expect(await ids()).toEqual([last.id, good.id]);
    expect((await latestRun())?.id).toBe(last.id);
  });

  it('fits into the limit of bytes, the oldest goes first', async () => {
    const text = JSON.stringify({ entities: 'x'.repeat(20_000) });
    const limits = { keep: 10, mostBytes: 50_000 };
    const runs = [];
    for (let index = 0; index < 4; index += 1) {
      runs.push((await complete(limits, { text })).id);
    }
    expect(await ids()).toEqual(runs.slice(2).reverse());
  });

  it('is what the run that has just ended left, however large the others are', async () => {
    const limits = { keep: 1, mostBytes: 1 };
    const good = await complete(limits);
    await fail(limits);
    const run = await fail(limits);
    expect(await ids()).toEqual([run.id, good.id]);
    const log = path.join(parent, 'j1-integration.log');
    expect(await readFile(log, 'utf8')).toBe(`log of ${run.id}\n`);
  });

  it('is not what somebody put there under another name', async () => {
    const own = path.join(runsFolder(), 'audit-2025');
    await mkdir(own, { recursive: true });
    await complete({ keep: 1 });
    await complete({ keep: 1 });
    expect(await readdir(runsFolder())).toContain('audit-2025');
  });

  it('is a good result though the graph of a later one was taken away', async () => {
    const good = await complete({ keep: 1 });
    await complete({ keep: 1 });
    expect(await ids()).not.toContain(good.id);
    const second = await complete({ keep: 1 });
    await rm(path.join(await realpath(latest()), 'graph'), { recursive: true });
    expect(await verdicts()).toEqual(['unusable']);
    expect(await ids()).toEqual([second.id]);
  });
});

describe("a result of the SDK's command line", () => {
  it('is kept among the others, with its links', async () => {
    await leaveResult(latest());
    const long = new Date('2026-01-01T00:00:00Z');
    await utimes(latest(), long, long);
    await complete();
    expect(await verdicts()).toEqual(['complete', 'complete']);
    const [, { id, folder }] = await listRuns(parent);
    expect(id).toBe('2026-01-01T00-00-00-000Z');
    const index = '.j1-integration/index/entities/azure_user/one.json';
    expect(await realpath(path.join(folder, index))).toContain(folder);
  });

  it.each([
    '{"integrationSt',
    '{}',
    '{"integrationStepResults":[]}',
    '[]',
    'null',
  ])('is none when its summary is only %j', async (text) => {
    await leaveResult(latest());
    await writeFile(path.join(latest(), 'summary.json'), text);
    const run = await complete();
    expect(await verdicts()).toEqual(['complete', 'unfinished']);
    expect((await latestRun())?.id).toBe(run.id);
  });

  it('stays the latest when the run after it does not reach its end', async () => {
    await leaveResult(latest());
    await fail();
    expect(await readSummaryFile(latest())).toBeDefined();
    expect(await readlink(latest())).toContain('.j1-integration-runs/');
  });
});

describe('a folder that cannot be written to', () => {
  it.each([
    [
      '.j1-integration',
      'something else has this name',
      (file: string) => writeFile(file, ''),
    ],
    [
      'j1-integration.log',
      'a folder is where a file must be',
      (file: string) => mkdir(file),
    ],
  ])(
    'is refused before the run begins when %s is in the way',
    async (name, cause, make) => {
      const file = path.join(parent, name);
      await make(file);
      const refusal = openRun(parent, ten);
      await expect(refusal).rejects.toThrow(RunFolderError);
      await expect(refusal).rejects.toThrow(
        `${file} cannot be written: ${cause}. Move it away.`,
      );
      expect(await readdir(parent)).toEqual([name]);
    },
  );

  it('is named in one sentence, and the lock is free', async () => {
    await writeFile(runsFolder(), '');
    await expect(openRun(parent, ten)).rejects.toThrow(RunFolderError);
    await expect(openRun(parent, ten)).rejects.toThrow(
      /\.j1-integration-runs cannot be written: something else has this name/,
    );
    expect(await readdir(parent)).toEqual(['.j1-integration-runs']);
  });
});

it('names the folder when no lock can be made in it', async () => {
  const file = path.join(parent, 'file');
  await writeFile(file, '');
  await expect(openRun(file, ten)).rejects.toThrow(
    `${file} cannot be written: a file is where a folder must be.`,
  );
});

async function lockName(): Promise<string> {
  const names = await readdir(parent);
  return names.find((name) => name.includes('.lock.')) ?? 'no lock';
}

function modeOf(mode: number): string {
  return (mode & 0o777).toString(8);
}

test('a run is left while files in it are still removed', async () => {
  const run = await openRun(parent, ten);
  await mkdir(run.folder, { recursive: true });
  const files = Array.from({ length: 500 }, (_, index) =>
    path.join(run.folder, `${index}.json`),
  );
  await Promise.all(files.map((file) => writeFile(file, '{}')));
  const removed = async () => {
    for (const file of files.reverse()) {
      await rm(file);
    }
  };
  await expect(Promise.all([run.abandon(), removed()])).resolves.toBeDefined();
});
