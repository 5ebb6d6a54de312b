/** `ts-node scripts/reliability.ts` writes the matrices of faults and of behaviors into the docs; tests check that they are there. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import {
  withBehaviours,
  withBehavioursCount,
} from '../test/reliability/behaviours/documentation';
import {
  withCellCount,
  withMatrix,
} from '../test/reliability/matrix/documentation';

const documents: Readonly<Record<string, (markdown: string) => string>> = {
  'reliability.md': (markdown) => withBehavioursCount(withCellCount(markdown)),
  'reliability-matrix.md': (markdown) => withBehaviours(withMatrix(markdown)),
};

async function main(): Promise<void> {
  for (const [name, complete] of Object.entries(documents)) {
    const filepath = path.join(__dirname, '..', 'docs', name);
    const markdown = complete(await readFile(filepath, 'utf8'));
    const options = await prettier.resolveConfig(filepath);
    await writeFile(
      filepath,
      await prettier.format(markdown, { ...options, filepath }),
    );
    console.log(`docs/${name} is up to date.`);
  }
}

void main();
