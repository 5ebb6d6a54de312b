/** Runs the real command line against an emulator, in a folder of its own. */
import {
  mkdtemp,
  readdir,
  readFile,
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
import type { Summary } from '../../scripts/collect/summary';
import { EMULATOR_VARIABLE } from '../../src/config/loadExecutionConfig';
import type { Emulator } from '../emulator';

export interface Collected {
  readonly exitCode: number;
  /** All that a user of `npm start` sees. */
  readonly output: string;
  /** undefined when the run ended before it collected anything. */
  readonly summary?: Summary;
  readonly entities: Entity[];
  readonly relationships: Relationship[];
  /** Every file that the run left, by its path: results and logs. */
  readonly files: ReadonlyMap<string, string>;
}

/** @param overrides environment variables, instead of the emulator's valid ones */
export async function collectFrom(
  emulator: Emulator,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Collected> {
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-test-'));
  try {
    await symlink(path.join(projectRoot, 'src'), path.join(folder, 'src'));
    const caFile = path.join(folder, 'ca.pem');
    await writeFile(caFile, emulator.certificatePem);
    const environment = { ...environmentOf(emulator, caFile), ...overrides };
    const { exitCode, output } = await captureConsole(() =>
      collectAndReport(environment, folder),
    );
    return { exitCode, output, ...(await readResults(folder)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function environmentOf(
  { app, origin }: Emulator,
  caFile: string,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    CLIENT_ID: app.clientId,
    CLIENT_SECRET: app.clientSecret,
    TENANT: app.tenant,
    [EMULATOR_VARIABLE]: origin,
    NODE_EXTRA_CA_CERTS: caFile,
  };
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

async function readResults(folder: string) {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !file.endsWith('ca.pem')) {
      files.set(path.relative(folder, file), await readFile(file, 'utf8'));
    }
  }
  const summary = files.get('.j1-integration/summary.json');
  return {
    files,
    summary:
      summary === undefined ? undefined : (JSON.parse(summary) as Summary),
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
