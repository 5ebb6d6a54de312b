/** An earlier run than that of the demo, for comparisons. */
import { cp, readdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface Earlier {
  /** Its folder. */
  readonly older: string;
  /** The names of the finding and the device that it lacks. */
  readonly finding: string;
  readonly device: string;
}

/**
 * A run that lacks a finding and a device, and has one of each more.
 *
 * @param older the folder to put it into
 */
export async function makeEarlier(
  newer: string,
  older: string,
): Promise<Earlier> {
  // The folder may be a link to that of the run.
  await cp(await realpath(newer), older, {
    recursive: true,
    verbatimSymlinks: true,
  });
  const finding = await change(older, 'intune_noncompliance_finding', (all) => [
    { ...all[0], _key: 'solved', displayName: 'A solved finding' },
    ...all.slice(1),
  ]);
  const device = await change(older, 'desktop', (all) => [
    { ...all[0], _key: 'vanished', displayName: 'A vanished device' },
    ...all.slice(1),
  ]);
  return { older, finding, device };
}

interface Named {
  readonly [property: string]: unknown;
}

/** @returns the name of the first entity of the type, before the change */
async function change(
  folder: string,
  type: string,
  edit: (all: Named[]) => Named[],
): Promise<string> {
  for (const file of await filesIn(path.join(folder, 'graph'))) {
    const { entities } = JSON.parse(await readFile(file, 'utf8')) as {
      readonly entities?: Named[];
    };
    const some = entities?.filter(({ _type }) => _type === type) ?? [];
    if (entities && some.length > 0) {
      const others = entities.filter(({ _type }) => _type !== type);
      await writeFile(
        file,
        JSON.stringify({ entities: [...others, ...edit(some)] }),
      );
      return String(some[0].displayName);
    }
  }
  throw new Error(`The demo has no ${type}`);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
