/** Reads what a run left in `.j1-integration`, one file at a time: a large tenant does not fit in memory. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunSummary } from './run';
import { coded } from '../../src/graph/basics/messageCodes';
import { UserError } from '../problem';

/** The SDK's file store: `graph/<step>/<kind>/<file>.json`, each `{ [kind]: [...] }`. */
export interface StoredEntity {
  readonly _key: string;
  readonly _type: string;
  readonly [property: string]: unknown;
}

export interface StoredRelationship {
  readonly _type: string;
  readonly _fromEntityKey: string;
  readonly _toEntityKey: string;
  readonly [property: string]: unknown;
}

interface StoredKinds {
  readonly entities: StoredEntity;
  readonly relationships: StoredRelationship;
}

/** The report cannot be made; the message says what to do. */
export class UnreadableCollectionError extends UserError {}

const RUN_FIRST =
  'Run `npm run demo` (an emulated tenant) or `npm start` (the tenant of .env) first.';

/** @throws UnreadableCollectionError */
export async function readSummary(folder: string): Promise<RunSummary> {
  const file = path.join(folder, 'summary.json');
  const summary = await readJson<Partial<RunSummary> | null>(file, folder);
  const { integrationStepResults, metadata, run } = summary ?? {};
  const hasRun = integrationStepResults?.some(({ endTime }) => endTime);
  if (!integrationStepResults || !metadata?.partialDatasets || !hasRun) {
    throw new UnreadableCollectionError(
      coded(
        'M365-REPORT-001',
        `${file} describes no run that did anything. ${RUN_FIRST}`,
      ),
    );
  }
  return { integrationStepResults, metadata, ...(run ? { run } : {}) };
}

/**
 * The objects of every file of that kind, a file at a time.
 *
 * @throws UnreadableCollectionError
 */
export async function* readObjects<Kind extends keyof StoredKinds>(
  folder: string,
  kind: Kind,
): AsyncGenerator<readonly StoredKinds[Kind][]> {
  const graph = path.join(folder, 'graph');
  for (const step of await namesIn(graph)) {
    for (const name of await namesIn(path.join(graph, step, kind))) {
      const file = path.join(graph, step, kind, name);
      const content = await readJson<
        Partial<Record<Kind, StoredKinds[Kind][]>>
      >(file, folder);
      yield content[kind] ?? [];
    }
  }
}

/** A step that gave nothing has no folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) {
      return [];
    }
    throw error;
  }
}

async function readJson<Content>(
  file: string,
  folder: string,
): Promise<Content> {
  let json: string;
  try {
    json = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) {
      throw new UnreadableCollectionError(
        coded(
          'M365-REPORT-002',
          `There is no finished run in ${folder} (no ${path.basename(file)}). ${RUN_FIRST}`,
        ),
      );
    }
    throw error;
  }
  try {
    return JSON.parse(json) as Content;
  } catch {
    // The parser's own message quotes the file.
    throw new UnreadableCollectionError(
      coded(
        'M365-REPORT-003',
        `${file} is damaged: it is not JSON. ${RUN_FIRST}`,
      ),
    );
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
}
