/** Compares the results of two runs, of this or of the published integration. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { readObjects, UnreadableCollectionError } from '../report/collection';
import { Comparing, type Comparison } from './comparison';
import { describeComparison } from './text';
import { coded } from '../../src/graph/basics/messageCodes';

type Kind = 'entities' | 'relationships';

const kinds: Readonly<Record<Kind, string>> = {
  entities: 'Entities',
  relationships: 'Relationships',
};

/**
 * The text to print.
 *
 * @param older a folder such as `.j1-integration`; @param newer likewise
 * @throws UnreadableCollectionError when one of them has no result
 */
export async function compareResults(
  older: string,
  newer: string,
): Promise<string> {
  for (const folder of [older, newer]) {
    await assertResult(folder);
  }
  const texts: string[] = [];
  for (const [kind, title] of Object.entries(kinds)) {
    const comparison = await compareKind(older, newer, kind as Kind);
    texts.push(describeComparison(title, comparison));
  }
  return texts.join('\n\n');
}

/**
 * What differs between the entities, or the relationships, of two results.
 *
 * @throws UnreadableCollectionError
 */
export async function compareKind(
  older: string,
  newer: string,
  kind: Kind,
): Promise<Comparison> {
  const comparing = new Comparing();
  for await (const objects of readObjects(older, kind)) {
    objects.forEach((object) => comparing.addOlder(object));
  }
  for await (const objects of readObjects(newer, kind)) {
    objects.forEach((object) => comparing.addNewer(object));
  }
  return comparing.result();
}

async function assertResult(folder: string): Promise<void> {
  const graph = path.join(folder, 'graph');
  try {
    await access(graph);
  } catch {
    throw new UnreadableCollectionError(
      coded(
        'M365-REPORT-004',
        `There is no result in ${folder}: it has no folder "graph". Give the folder that a run left, such as .j1-integration.`,
      ),
    );
  }
}
