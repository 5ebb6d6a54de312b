/** Runs in one folder: one at a time, and never two in one result. */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { exitCodes } from '../../scripts/exitCodes';
import { RESULT_NAME } from '../../scripts/runs/layout';
import { generateTenant, startEmulator, type Emulator } from '../emulator';
import { startCollecting, startCommandLine } from './commandLine';
import { expectedGraph } from './expectedGraph';
import { createGate } from './gate';
import { graphOf } from './graphOf';
import { createWorkspace, type Workspace } from './workspace';

jest.setTimeout(180_000);

const tenant = generateTenant({ size: 'small' });
const gate = createGate();
let emulator: Emulator;
let workspace: Workspace;

beforeAll(async () => {
  const middleware = [gate.middleware];
  emulator = await startEmulator({ tenant, exportPolls: 0, middleware });
  workspace = await createWorkspace(emulator);
});

afterAll(async () => {
  gate.open();
  await workspace.remove();
  await emulator.close();
});

const collectByHand = () =>
  startCommandLine(
    ['collect', '--project-path', workspace.folder],
    workspace.environment,
  ).ended;

async function expectWholeResult(): Promise<void> {
  const results = await workspace.results();
  expect(graphOf(results)).toEqual(expectedGraph(tenant));
  const { entities, relationships } = results;
  const keys = [...entities, ...relationships].map(({ _key }) => _key);
  expect(new Set(keys).size).toBe(keys.length);
}

test('a second run is refused before its first request, and the result of the first has no duplicate', async () => {
  const arrived = gate.close(/^\/v1\.0\/users\?/);
  const first = await startCollecting(workspace, ['--log', 'json']);
  await arrived;
  const logins = countLogins();

  const second = await (await startCollecting(workspace)).ended;
  const byHand = await collectByHand();

  const holder = `process ${first.child.pid},`;
  expect(second.output).toContain(holder);
  expect(second.output.trim().split('\n')).toHaveLength(1);
  expect(second.exitCode).toBe(exitCodes.locked);
  expect(byHand.output).toContain(holder);
  expect(byHand.exitCode).toBe(1);
  // With which a run begins.
  expect(countLogins()).toBe(logins);

  gate.open();
  const { exitCode, output } = await first.ended;
  expect(exitCode).toBe(exitCodes.complete);
  await expectWholeResult();
  // JSON, and nothing else; the last line is the verdict.
  const lines = output.trim().split('\n').map(parse);
  expect(lines.at(-1)).toMatchObject({
    ...{ kind: 'end', verdict: 'complete', exitCode: 0 },
  });
});

test("the SDK's command line leaves that run, and adds nothing to it", async () => {
  const { exitCode } = await collectByHand();

  expect(exitCode).toBe(0);
  await expectWholeResult();
  const result = path.join(workspace.folder, RESULT_NAME);
  expect((await lstat(result)).isSymbolicLink()).toBe(false);
  const kept = [...(await workspace.files()).keys()].filter((name) =>
    /^\.j1-integration-runs\/[^/]+\/\.j1-integration\/summary\.json$/.test(
      name,
    ),
  );
  expect(kept).toHaveLength(1);
});

function countLogins(): number {
  return emulator.requests.filter(({ kind }) => kind === 'login').length;
}

function parse(line: string): unknown {
  return JSON.parse(line);
}
