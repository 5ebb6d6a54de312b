/** Writes a result as a run leaves it, for checks and tests. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StoredEntity, StoredRelationship } from '../collection';
import type { RecordedRun } from '../run';

export interface MadeResult {
  readonly entities: readonly StoredEntity[];
  readonly relationships: readonly StoredRelationship[];
  readonly run?: RecordedRun;
  /** In ms since the Unix epoch. */
  readonly endedAt: number;
}

/** @param folder is made for it */
export async function writeResult(
  folder: string,
  { entities, relationships, run, endedAt }: MadeResult,
): Promise<void> {
  const counts: Record<string, number> = {};
  for (const { _type } of [...entities, ...relationships]) {
    counts[_type] = (counts[_type] ?? 0) + 1;
  }
  const graph = path.join(folder, 'graph', 'made');
  await write(graph, 'entities', entities);
  await write(graph, 'relationships', relationships);
  await writeFile(
    path.join(folder, 'summary.json'),
    JSON.stringify({
      integrationStepResults: [
        {
          id: 'made',
          name: 'Make everything',
          status: 'success',
          declaredTypes: Object.keys(counts),
          encounteredTypeCounts: counts,
          startTime: endedAt - 60_000,
          endTime: endedAt,
        },
      ],
      metadata: { partialDatasets: { types: [] } },
      ...(run ? { run } : {}),
    }),
  );
}

/** As many objects in a file as the SDK writes, at most. */
const OBJECTS = 50_000;

async function write(
  graph: string,
  kind: string,
  objects: readonly object[],
): Promise<void> {
  const folder = path.join(graph, kind);
  await mkdir(folder, { recursive: true });
  for (let start = 0; start < objects.length; start += OBJECTS) {
    const content = { [kind]: objects.slice(start, start + OBJECTS) };
    await writeFile(
      path.join(folder, `${start}.json`),
      JSON.stringify(content),
    );
  }
}
