/**
 * docs/architecture.md fits the code: each way names files and functions that
 * exist, and its own numbers; and the document stays short.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const MOST_LINES = 350;
const MOST_WORDS = 25;
/** Words that a reader can have learned nowhere else. */
const MOST_OWN_WORDS = 8;
const MOST_CONCEPTS = 8;

const root = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const architecture = read('docs/architecture.md');

/** The text below a heading, up to the next one. */
function chapterOf(title: string): string {
  const [, after] = architecture.split(new RegExp(`^##+ ${title}$`, 'm'));
  return after.split(/^##+ /m)[0];
}

/** The cells of the table in a chapter, row by row, without its header. */
function rowsOf(title: string): string[][] {
  const lines = chapterOf(title).match(/^\|.*\|$/gm) ?? [];
  return lines
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => cells.slice(1, -1));
}

/** The names in backticks. */
function codesIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}

/** All functions, methods and variables that a file declares. */
function namesIn(file: string): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const isNamed =
      ts.isFunctionDeclaration(node) ||
      ts.isMethodDeclaration(node) ||
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node);
    if (isNamed && node.name) {
      names.add(node.name.getText(source));
    }
    node.forEachChild(visit);
  };
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022);
  visit(source);
  return names;
}

describe.each([
  'The way of a user',
  'The way of a member of a group',
  'The way of a row of an export',
])('%s', (title) => {
  const passed = rowsOf(title).flatMap(([file, functions]) =>
    codesIn(functions).map((name) => ({
      file: `src/${codesIn(file)[0]}`,
      name,
    })),
  );

  test('names functions that are in its files', () => {
    const missing = passed.filter(({ file, name }) => !namesIn(file).has(name));
    expect(passed.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  test('counts its files and functions', () => {
    const files = new Set(passed.map(({ file }) => file));
    const functions = new Set(
      passed.map(({ file, name }) => `${file} ${name}`),
    );
    expect(chapterOf(title).replace(/\s+/g, ' ')).toContain(
      `passes ${files.size} files and ${functions.size} functions`,
    );
  });
});

test('the document is short', () => {
  expect(architecture.trimEnd().split('\n').length).toBeLessThanOrEqual(
    MOST_LINES,
  );
});

test('few words have to be learned', () => {
  const rows = rowsOf('Glossary');
  const owners = new Set(rows.map(([, whose]) => whose));
  const own = rows.filter(([, whose]) => whose === 'ours');
  expect(owners).toEqual(new Set(['ours', 'Microsoft', 'SDK']));
  expect(rows.length).toBeLessThanOrEqual(MOST_WORDS);
  expect(own.length).toBeLessThanOrEqual(MOST_OWN_WORDS);
});

test('few concepts have to be learned, each of a place in the code', () => {
  const concepts = chapterOf('Eight concepts').match(
    /^\*\*\w+\*\* \(`src\/[^`]+`\)/gm,
  );
  expect(concepts).toHaveLength(MOST_CONCEPTS);
});

/** Files of the code, by all ends of their paths: `graph/client.ts`, `client.ts`. */
function endsOfPaths(folder: string): Set<string> {
  const files = readdirSync(path.join(root, folder), {
    recursive: true,
    encoding: 'utf8',
  });
  return new Set(
    files.flatMap((file) => {
      const parts = [folder, ...file.split(path.sep)];
      return parts.map((_, index) => parts.slice(index).join('/'));
    }),
  );
}

test.each([
  'architecture',
  'graph-client',
  'sources',
  'performance',
  'reliability',
  'development',
])('docs/%s.md names files that exist', (name) => {
  const known = ['src', 'test', 'scripts'].map(endsOfPaths);
  const missing = codesIn(read(`docs/${name}.md`).replace(/```.*?```/gs, ''))
    .filter((code) => /^[\w./-]+\.ts$/.test(code))
    .filter((file) => !known.some((files) => files.has(file)));
  expect(missing).toEqual([]);
});

test('links between the docs lead to chapters', () => {
  const docs = readdirSync(path.join(root, 'docs')).filter((file) =>
    file.endsWith('.md'),
  );
  const anchors = new Set(
    docs.flatMap((file) => [
      file,
      ...anchorsOf(file).map((a) => `${file}#${a}`),
    ]),
  );
  const broken = docs.flatMap((file) =>
    [...read(`docs/${file}`).matchAll(/\]\(([\w-]+\.md)?(#[\w-]+)?\)/g)]
      .map(([, target = file, anchor = '']) => `${target}${anchor}`)
      .filter((link) => !anchors.has(link))
      .map((link) => `${file}: ${link}`),
  );
  expect(broken).toEqual([]);
});

/** As GitHub makes them of headings. */
function anchorsOf(file: string): string[] {
  const headings = read(`docs/${file}`).matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/ /g, '-'),
  );
}
