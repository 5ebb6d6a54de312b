/** From the folder of a run to `report.html` in it. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createAggregator } from './aggregate';
import { readObjects, readSummary } from './collection';
import { renderPage } from './page/page';
import { readRun } from './run';

const styleSheetFile = path.join(__dirname, 'page', 'report.css');

/**
 * @param folder `.j1-integration`, as a run left it
 * @returns the file that was written
 * @throws UnreadableCollectionError
 */
export async function makeReport(folder: string): Promise<string> {
  const summary = await readSummary(folder);
  const aggregator = createAggregator(readRun(summary).endedAt);
  for await (const relationships of readObjects(folder, 'relationships')) {
    relationships.forEach(aggregator.addRelationship);
  }
  for await (const entities of readObjects(folder, 'entities')) {
    entities.forEach(aggregator.addEntity);
  }
  const styleSheet = await readFile(styleSheetFile, 'utf8');
  const file = path.join(folder, 'report.html');
  await writeFile(file, renderPage(aggregator.result(), summary, styleSheet));
  return file;
}
