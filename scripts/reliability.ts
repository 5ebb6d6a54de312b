/** `ts-node scripts/reliability.ts` writes the matrix of faults into docs/reliability.md; a test checks that it is there. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { withMatrix } from '../test/reliability/matrix/documentation';

const file = path.join(__dirname, '..', 'docs', 'reliability.md');

async function main(): Promise<void> {
  const markdown = withMatrix(await readFile(file, 'utf8'));
  const options = await prettier.resolveConfig(file);
  await writeFile(
    file,
    await prettier.format(markdown, { ...options, filepath: file }),
  );
  console.log('docs/reliability.md is up to date.');
}

void main();
