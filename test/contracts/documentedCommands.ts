/** The commands that the docs show, and what shows of each that it works. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');

export const readFile = (file: string) =>
  readFileSync(path.join(root, file), 'utf8');

export interface DocumentedCommand {
  readonly page: string;
  /** One command, without variables before it, `sudo` and comments. */
  readonly command: string;
  /** Stands in a block of commands, not in a sentence. */
  readonly isShown: boolean;
}

/** README and others in the root, docs, and whatever deploy has. */
export const pages: readonly string[] = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
  ...['docs', 'deploy'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
      .sort(),
  ),
];

const programs =
  /^(?:npm|npx|node|j1-integration|docker|openssl|git|systemctl|journalctl|chmod|jq|tar|cat|cd|mkdir|cp|install|useradd|export|sort|uniq|echo|kubectl|az)\b/;

export function commandsOf(page: string): DocumentedCommand[] {
  const markdown = readFile(page);
  const blocks = [
    ...markdown.matchAll(/^ *```(?:sh|bash|console)\n([^]*?)^ *```/gm),
  ].map(([, block]) => block);
  const inline = markdown
    .replaceAll(/^ *```[^]*?^ *```/gm, '')
    .matchAll(/`([^`\n]+)`/g);
  const shown = blocks.flatMap(splitBlock);
  const named = [...inline]
    .flatMap(([, code]) => code.split(' && '))
    .map(bare)
    .filter((code) => programs.test(code) && code.includes(' '))
    // Stands for a line of `.env`.
    .filter((code) => code !== 'export X=value');
  return [
    ...shown.map((command) => ({ page, command, isShown: true })),
    ...named.map((command) => ({ page, command, isShown: false })),
  ];
}

function splitBlock(block: string): string[] {
  return block
    .replaceAll(/\\\n/g, ' ')
    .replaceAll(/'[^']*'/g, (text) => text.replaceAll(/[\n|&#]/g, ' '))
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#.*/, ''))
    .flatMap((line) => line.split(/ && | \| /))
    .map(bare)
    .filter((command) => command !== '');
}

function bare(command: string): string {
  return command
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replace(/^sudo /, '')
    .replace(/^(?:[A-Z0-9_]+=\S+ )+/, '');
}

/** Text of a test and of all that it imports, sources of the integration apart. */
export function reachedBy(file: string, seen = new Set<string>()): string {
  if (seen.has(file)) {
    return '';
  }
  seen.add(file);
  const text = readFile(file);
  const imported = [...text.matchAll(/from '([.#][^']+)'/g)]
    .map(([, target]) =>
      target.startsWith('#')
        ? target.replace('#', '')
        : path.posix.join(path.posix.dirname(file), target),
    )
    .filter((target) => /^(?:test|scripts)\//.test(target))
    .flatMap((target) => moduleAt(target) ?? []);
  return [text, ...imported.map((each) => reachedBy(each, seen))].join('\n');
}

function moduleAt(target: string): string | undefined {
  return [`${target}.ts`, `${target}/index.ts`].find((file) => {
    try {
      return readFile(file) !== '';
    } catch {
      return false;
    }
  });
}
