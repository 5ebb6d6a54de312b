/** The Markdown pages of the project, by their path in it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');

export const markdownFiles: readonly string[] = [
  '',
  'docs',
  'deploy',
  'packages',
  'test',
  'jupiterone',
]
  .flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: folder !== '' }).map(
      (name) => path.join(folder, String(name)),
    ),
  )
  .filter((name) => name.endsWith('.md') && !name.includes('node_modules'));

/** A page without its blocks of code. */
export function proseOf(file: string): string {
  return readFileSync(path.join(root, file), 'utf8').replaceAll(
    /^ *```[\s\S]*?^ *```/gm,
    '',
  );
}
