/** Runs the real command line against an emulator, in its own folder. */
import childProcess from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import {
  collectAndReport,
  projectRoot,
} from '../../scripts/collect/runCollect';
import { missingAs } from '../../scripts/runs/fileErrors';
import { LOG_NAME, RESULT_NAME } from '../../scripts/runs/layout';
import type { SummaryFile } from '../../scripts/runs/runSummary';
import { environmentOf, type Emulator } from '../emulator';
import { compiledSource } from '../support/compiledSource';
import { leaksIn, secretsOf } from './leaks';

export interface Collected extends Results {
  readonly exitCode: number;
  /** All that a user of `npm start` sees. */
  readonly output: string;
}

/** What a run left in its folder. */
export interface Results {
  /** undefined when the run ended before it collected everything. */
  readonly summary?: SummaryFile;
  readonly entities: Entity[];
  readonly relationships: Relationship[];
  /** Every file that the run left, by its path: results and logs. */
  readonly files: ReadonlyMap<string, string>;
}

/** A folder that the command line takes for a project like ours. */
export interface Workspace {
  readonly folder: string;
  /** Valid for the emulator; what is not given here is not in it. */
  readonly environment: NodeJS.ProcessEnv;
  /** By their names. Of a run that was killed some may be half written. */
  files(): Promise<ReadonlyMap<string, string>>;
  results(): Promise<Results>;
  remove(): Promise<void>;
}

interface WorkspaceOptions {
  /** Of further servers that a run must trust. */
  readonly certificates?: readonly string[];
  /** The folder of the integration's modules; default: the sources, translated once for all tests. */
  readonly source?: string;
}

/** Translated anew by every process, which takes a second. */
export const typeScriptSource = path.join(projectRoot, 'src');

export async function createWorkspace(
  emulator: Emulator,
  { certificates = [], source }: WorkspaceOptions = {},
): Promise<Workspace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-test-'));
  const own = path.join(folder, 'src');
  if (source !== undefined) {
    await symlink(source, own);
  } else {
    const module = JSON.stringify(await compiledSource('src/index'));
    await mkdir(own);
    await writeFile(
      path.join(own, 'index.js'),
      `module.exports = require(${module});\n`,
    );
  }
  const access = await environmentOf(emulator, folder, certificates);
  return {
    folder,
    environment: { PATH: process.env.PATH, ...access },
    files: () => readFiles(folder),
    results: () => readResults(folder),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** @param overrides environment variables, instead of the emulator's valid ones */
export async function collectFrom(
  emulator: Emulator,
  overrides: Readonly<Record<string, string>> = {},
  options?: WorkspaceOptions,
): Promise<Collected> {
  const workspace = await createWorkspace(emulator, options);
  try {
    return await collectInto(workspace, emulator, overrides);
  } finally {
    await workspace.remove();
  }
}

/** Collects as `npm start` does, and fails when anything secret is left behind. */
export async function collectInto(
  workspace: Workspace,
  emulator: Emulator,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Collected> {
  const environment = { ...workspace.environment, ...overrides };
  const spawned = jest.spyOn(childProcess, 'spawn');
  const ended = await captureConsole(() =>
    collectAndReport(environment, workspace.folder),
  );
  const commandLines = spawned.mock.calls.map(([command, args]) =>
    [command, ...args].join(' '),
  );
  spawned.mockRestore();
  const results = await workspace.results();
  expect(commandLines).toHaveLength(1);
  expectNoLeaks(emulator, environment, commandLines, {
    output: ended.output,
    files: results.files,
  });
  return { ...ended, ...results };
}

export function expectNoLeaks(
  emulator: Emulator,
  environment: NodeJS.ProcessEnv,
  commandLines: readonly string[],
  { output, files }: Pick<Collected, 'output' | 'files'>,
): void {
  const leaks = leaksIn(
    {
      texts: new Map([['the output', output], ...files]),
      commandLines,
      requests: emulator.requests,
    },
    secretsOf(environment),
  );
  expect(leaks).toEqual([]);
}

async function captureConsole(
  run: () => Promise<number>,
): Promise<{ exitCode: number; output: string }> {
  const lines: string[] = [];
  const keep = (...values: unknown[]) => void lines.push(values.join(' '));
  const spies = [
    jest.spyOn(console, 'log').mockImplementation(keep),
    jest.spyOn(console, 'error').mockImplementation(keep),
  ];
  try {
    return { exitCode: await run(), output: lines.join('\n') };
  } finally {
    spies.forEach((spy) => spy.mockRestore());
  }
}

/** Also under the names of the links to the latest result and log. */
async function readFiles(folder: string): Promise<Map<string, string>> {
  const files = await readFilesIn(folder);
  const log = await readFile(path.join(folder, LOG_NAME), 'utf8').catch(
    missingAs(undefined),
  );
  if (log !== undefined) {
    files.set(LOG_NAME, log);
  }
  const result = await realpath(path.join(folder, RESULT_NAME)).catch(
    missingAs(undefined),
  );
  for (const [name, text] of result ? await readFilesIn(result) : []) {
    files.set(path.join(RESULT_NAME, name), text);
  }
  return files;
}

async function readFilesIn(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    const file = path.join(entry.parentPath, entry.name);
    const isOurs = file.endsWith('ca.pem') || file.endsWith('index.js');
    if (entry.isFile() && !isOurs) {
      files.set(path.relative(folder, file), await readFile(file, 'utf8'));
    }
  }
  return files;
}

async function readResults(folder: string): Promise<Results> {
  const files = await readFiles(folder);
  const summary = files.get('.j1-integration/summary.json');
  return {
    files,
    summary:
      summary === undefined ? undefined : (JSON.parse(summary) as SummaryFile),
    entities: readObjects<Entity>(files, 'entities'),
    relationships: readObjects<Relationship>(files, 'relationships'),
  };
}

/** The SDK's file store: `graph/<step>/<kind>/<file>.json`, each `{ [kind]: [...] }`. */
function readObjects<GraphObject>(
  files: ReadonlyMap<string, string>,
  kind: 'entities' | 'relationships',
): GraphObject[] {
  return [...files]
    .filter(
      ([name]) =>
        name.startsWith('.j1-integration/graph/') && name.includes(`/${kind}/`),
    )
    .flatMap(([, text]) => {
      const file = JSON.parse(text) as Record<typeof kind, GraphObject[]>;
      return file[kind];
    });
}
