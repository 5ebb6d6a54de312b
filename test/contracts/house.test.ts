/**
 * No folder of the sources becomes a hall. Rooms are the files and folders at one
 * level of a folder; an arrow leads from one room to another that it imports.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const MOST_FILES = 20;
const MOST_ARROWS = 75;

const root = path.join(__dirname, '..', '..');
const sources = readdirSync(path.join(root, 'src'), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => path.join('src', file));

/** Pairs of files, of which the first one imports the other. */
const imports = sources.flatMap((file) =>
  ts
    .preProcessFile(readFileSync(path.join(root, file), 'utf8'))
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => [file, resolveImport(file, name)] as const),
);

function resolveImport(file: string, name: string): string {
  const target = path.join(path.dirname(file), name);
  return existsSync(path.join(root, `${target}.ts`))
    ? `${target}.ts`
    : path.join(target, 'index.ts');
}

/** The room of a folder that a file is in; undefined for a file elsewhere. */
function roomOf(folder: string, file: string): string | undefined {
  return file.startsWith(`${folder}/`)
    ? file.slice(folder.length + 1).split('/')[0]
    : undefined;
}

/** What each room imports of its neighbors. */
function neighborsIn(folder: string): Map<string, Set<string>> {
  const neighbors = new Map<string, Set<string>>();
  for (const files of imports) {
    const [from, to] = files.map((file) => roomOf(folder, file));
    if (from !== undefined && to !== undefined && from !== to) {
      neighbors.set(from, (neighbors.get(from) ?? new Set()).add(to));
    }
  }
  return neighbors;
}

/** The rooms from which imports lead back to themselves. */
function circlesIn(neighbors: ReadonlyMap<string, ReadonlySet<string>>) {
  const reached = (room: string, seen: Set<string>): Set<string> => {
    for (const next of neighbors.get(room) ?? []) {
      if (!seen.has(next)) {
        reached(next, seen.add(next));
      }
    }
    return seen;
  };
  return [...neighbors.keys()].filter((room) =>
    reached(room, new Set()).has(room),
  );
}

const folders = [...new Set(sources.map((file) => path.dirname(file)))];

it('finds the folders, and resolves each import', () => {
  const missing = imports.filter(([, to]) => !sources.includes(to));
  expect(missing).toEqual([]);
  expect(folders.length).toBeGreaterThan(20);
  expect(neighborsIn('src').get('steps')).toEqual(
    new Set(['run', 'graph', 'model']),
  );
});

it('finds a circle', () => {
  const neighbors = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['c', 'd'])],
    ['c', new Set(['b'])],
  ]);
  expect(circlesIn(neighbors)).toEqual(['b', 'c']);
});

describe.each(folders)('%s', (folder) => {
  it(`has at most ${MOST_FILES} files at its level`, () => {
    const files = sources.filter((file) => path.dirname(file) === folder);
    expect(files.length).toBeLessThanOrEqual(MOST_FILES);
  });

  it(`has at most ${MOST_ARROWS} arrows among its rooms, and no circle`, () => {
    const neighbors = neighborsIn(folder);
    const arrows = [...neighbors.values()].reduce(
      (sum, { size }) => sum + size,
      0,
    );
    expect(arrows).toBeLessThanOrEqual(MOST_ARROWS);
    expect(circlesIn(neighbors)).toEqual([]);
  });
});
