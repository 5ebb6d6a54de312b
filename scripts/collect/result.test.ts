import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunSummary } from '../runs/runSummary';
import type { Output } from './output';
import { tellResult } from './result';

const run: RunSummary = {
  id: '2026-11-28T01-00-02-417Z',
  version: '1.0.0',
  node: 'v20.20.2',
  startedAt: '2026-11-28T01:00:02.417Z',
  endedAt: '2026-11-28T01:00:04.917Z',
  seconds: 2.5,
  verdict: 'complete',
  failedSteps: [],
  disabledSteps: [],
  totals: { entities: 1_200, relationships: 7 },
  events: [],
  leftOut: [],
  partialTypes: [],
};
const partial = {
  verdict: 'partial',
  failedSteps: ['users', 'groups'],
  partialTypes: ['azure_user'],
} as const;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-told-'));
  await mkdir(path.join(folder, 'index', 'entities', 'azure_user'), {
    recursive: true,
  });
});

afterEach(() => rm(folder, { recursive: true }));

/** What was said, in order, and the exit code. */
async function tell(changes: Partial<RunSummary>, isVerbose = false) {
  const summary = {
    integrationStepResults: [
      {
        ...{ id: 'users', status: 'success' },
        encounteredTypeCounts: { azure_user: 1_200, account_has_user: 7 },
      },
    ],
    metadata: { partialDatasets: { types: [] } },
    run: { ...run, ...changes },
  };
  const file = path.join(folder, 'summary.json');
  await writeFile(file, JSON.stringify(summary));
  const said: string[] = [];
  const output: Output = {
    line: () => undefined,
    say: (text) => said.push(text),
    fail: (text) => said.push(`error: ${text.trim()}`),
    end: ({ message }) => said.push(`end: ${message}`),
  };
  const line = { level: 30, msg: 'Requests', requests: 3, throttled: 1 };
  const exitCode = await tellResult(folder, line, { isVerbose }, output);
  return { exitCode, said };
}

it('has eight lines, then the verdict, and last what to do next', async () => {
  const { exitCode, said } = await tell({});
  expect(exitCode).toBe(0);
  expect(said[0].trim().split('\n')).toHaveLength(8);
  expect(said[0]).toMatch(/^ {2}Users +1,200$/m);
  expect(said.slice(1)).toEqual([
    'Collected 1,200 entities and 7 relationships in 2.5 s with 3 Microsoft Graph requests (1 throttled).',
    'The run is complete.',
    'The result is in .j1-integration/. Run `npm run report` to see it.',
    'end: The run is complete.',
  ]);
});

it('has a line for each type when asked', async () => {
  const { said } = await tell({}, true);
  expect(said[1]).toContain('azure_user ');
  expect(said[1]).toContain('account_has_user');
  expect((await tell({})).said.join()).not.toContain('account_has_user');
});

it('says what is not whole as the verdict', async () => {
  const { exitCode, said } = await tell(partial);
  expect(exitCode).toBe(2);
  expect(said.at(-3)).toBe(
    'error: Incomplete: users, groups failed. JupiterOne keeps what it has of 1 partial type (partialTypes in summary.json). [M365-RUN-008]',
  );
});

it('says what to look up when nothing was collected', async () => {
  const { exitCode, said } = await tell({ ...partial, verdict: 'unusable' });
  expect(exitCode).toBe(1);
  expect(said.at(-3)).toBe(
    'error: Nothing was collected: users, groups failed. [M365-RUN-009]',
  );
  expect(said.at(-2)).toContain('docs/troubleshooting.md');
});

it('does not forget what was disabled, left out and said on the way', async () => {
  const changes = {
    disabledSteps: ['groups'],
    events: [{ level: 'info', name: 'info', message: 'Read' }],
    leftOut: [
      { message: 'Repeated', count: 1_000 },
      { message: 'Odd', count: 2 },
    ],
  } as const;
  const { said } = await tell(changes);
  expect(said[0]).toMatch(/^ {2}Left out or odd +1,002$/m);
  expect(said[1]).toBe('Not collected, because disabled: groups.');
  const verbose = await tell(changes, true);
  expect(verbose.said).toEqual(
    expect.arrayContaining([
      '1 note of the run above (events in summary.json).',
      'Left out or odd: 1,002, by 2 lines above (leftOut in summary.json).',
    ]),
  );
});
