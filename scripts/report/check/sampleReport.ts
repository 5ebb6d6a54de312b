/** A report of a made result, for tests: everything but the files of the page. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StoredEntity } from '../collection';
import { readReport, type ReportOptions } from '../makeReport';
import type { Report } from '../page/report';
import type { RecordedRun, RunStep, RunSummary } from '../run';
import { entityTypes, relationshipTypes } from '../types';
import { writeResult } from './result';
import { tenantNamed } from './sampleTenant';

interface Changes {
  /** Instead of each entity. */
  readonly entity?: (entity: StoredEntity) => StoredEntity;
  /** Instead of the one that succeeded. */
  readonly steps?: readonly RunStep[];
  /** Instead of what the run recorded; null when it recorded nothing. */
  readonly run?: Partial<RecordedRun> | null;
  readonly partialTypes?: readonly string[];
}

/** @param endedAt in ms since the Unix epoch */
export async function readReportOf(
  name: string,
  endedAt: number,
  changes: Changes = {},
  options?: ReportOptions,
): Promise<Report> {
  const folder = await mkdtemp(path.join(tmpdir(), 'report-test-'));
  try {
    await writeChanged(folder, name, endedAt, changes);
    return await readReport(folder, options);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeChanged(
  folder: string,
  name: string,
  endedAt: number,
  { entity = (given) => given, steps, run, partialTypes = [] }: Changes,
): Promise<void> {
  const made = tenantNamed(name, endedAt);
  await writeResult(folder, { ...made, entities: made.entities.map(entity) });
  const file = path.join(folder, 'summary.json');
  const summary = JSON.parse(await readFile(file, 'utf8')) as RunSummary;
  const changed: object = {
    ...summary,
    integrationStepResults: steps ?? summary.integrationStepResults,
    metadata: { partialDatasets: { types: partialTypes } },
    run: run === null ? undefined : { ...summary.run, ...run },
  };
  await writeFile(file, JSON.stringify(changed));
}

/** A step that makes objects of every type. */
export function step(id: string, status: string): RunStep {
  const types = [
    ...entityTypes,
    ...relationshipTypes.map(({ _type }) => _type),
  ];
  return {
    ...{ id, name: `Fetch ${id}`, status },
    declaredTypes: types,
    encounteredTypeCounts: {},
    startTime: 1_000,
    endTime: 2_000,
  };
}
