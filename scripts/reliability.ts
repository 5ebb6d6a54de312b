/** `ts-node scripts/reliability.ts` writes the matrices of faults and of behaviors into docs/reliability.md; tests check that they are there. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { withBehaviours } from '../test/reliability/behaviours/documentation';
import { withMatrix } from '../test/reliability/matrix/documentation';

const file = path.join(__dirname, '..', 'docs', 'reliability.md');

async function main(): Promise<void> {
  const current = await readFile(file, 'utf8');
  const markdown = withBehaviours(withMatrix(current));
  const options = await prettier.resolveConfig(file);
  await writeFile(
    file,
    await prettier.format(markdown, { ...options, filepath: file }),
  );
  console.log('docs/reliability.md is up to date.');
}

void main();
