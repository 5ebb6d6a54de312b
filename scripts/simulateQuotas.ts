/** `npm run simulate:quotas` runs the real pacer against simulated services, and writes the tables of docs/quotas.md; tests check that they are there. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { groups, run, type CellResult, type Group } from '#test/quotas/cells';
import { meetsBounds, tables } from '#test/quotas/table';
import { replaceGenerated } from './document/markers';
import { printedHelp } from './help';

const file = path.join(__dirname, '..', 'docs', 'quotas.md');

const HELP = `Usage: npm run simulate:quotas

Runs the pacer against simulated services, and writes the tables of docs/quotas.md.`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const resultsOf = new Map<Group, readonly CellResult[]>();
  for (const group of groups) {
    const results: CellResult[] = [];
    for (const cell of group.cells) {
      results.push(await run(cell));
    }
    resultsOf.set(group, results);
    console.log(group.title);
  }
  const all = [...resultsOf.values()].flat();
  const missed = all.filter((result) => !meetsBounds(result));
  console.log(`${all.length} cells, ${missed.length} outside of the bounds`);
  const markdown = replaceGenerated(
    await readFile(file, 'utf8'),
    'quotas',
    tables(resultsOf),
  );
  const options = await prettier.resolveConfig(file);
  await writeFile(
    file,
    await prettier.format(markdown, { ...options, filepath: file }),
  );
}

void main();
