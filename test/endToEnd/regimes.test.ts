/** The regimes really run: processes, emulator and all, with a tenant of forty users. */
import { originOf } from '../benchmark/origin';
import { scenarios } from '../benchmark/scenarios';
import {
  createWorkspace,
  projectRoot,
  type Workspace,
} from '../benchmark/workspace';
import type { RegimeResult } from '../benchmark/regimes/regimeResult';
import { runRegimes } from '../benchmark/regimes/runRegimes';

let workspace: Workspace;
let result: RegimeResult;
const told: string[] = [];

beforeAll(async () => {
  workspace = await createWorkspace();
  [result] = await runRegimes({
    scenario: { ...scenarios.small, size: 'small' },
    names: ['unavailable1'],
    rounds: 1,
    checkout: projectRoot,
    workspace,
    origin: originOf(projectRoot),
    progress: (text) => told.push(text),
  });
});

afterAll(() => workspace.remove());

test('says what goes on', () => {
  expect(told).toEqual([
    'unavailable1, run 1 of 1',
    'unavailable1, the SDK alone',
  ]);
});

test('measures the process from its start to its end', () => {
  const [{ firstRequestMs, process: whole }] = result.runs;
  // It loads thousands of modules before it sends anything.
  expect(firstRequestMs).toBeGreaterThan(200);
  expect(whole.wallMs).toBeGreaterThan(firstRequestMs);
  expect(whole.wallMs).toBeLessThan(60_000);
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('measures what it used', () => {
  const [{ process: whole }] = result.runs;
  expect(whole.cpuMs).toBeGreaterThan(300);
  expect(whole.peakRssBytes).toBeGreaterThan(50_000_000);
});

test('has a floor, what was collected and what was sent', () => {
  const [{ floors, objects, requests, ...run }] = result.runs;
  expect(floors.pageChainMs).toBeGreaterThan(50);
  expect(floors.storeMs).toBeGreaterThan(0);
  expect(objects.entities).toBeGreaterThan(60);
  expect(requests.inner).toBeGreaterThan(requests.http);
  expect(run.failedSteps).toEqual([]);
  expect([requests.refused, run.earlyRetries, run.chargedFloorMs]).toEqual([
    0, 0, 0,
  ]);
});

test('says where it was made', () => {
  expect(result).toMatchObject({
    regime: 'unavailable1',
    size: 'small',
    node: process.version,
    machine: expect.stringContaining('GiB'),
  });
});
