/**
 * The SDK lists what it wrote by type in `index/`, as links to the files in
 * `graph/`. It makes them absolute, so they would lead nowhere, or into another
 * result, once the folder is moved or copied.
 */
import { readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { missingAs } from './fileErrors';

/** Makes the links of a result relative, each in one step. Its folder is where the SDK wrote it. */
export async function makeLinksRelative(resultFolder: string): Promise<void> {
  const index = path.join(resultFolder, 'index');
  const entries = await readdir(index, {
    recursive: true,
    withFileTypes: true,
  }).catch(missingAs([]));
  for (const entry of entries) {
    if (entry.isSymbolicLink()) {
      await makeRelative(path.join(entry.parentPath, entry.name));
    }
  }
}

async function makeRelative(link: string): Promise<void> {
  const target = await readlink(link);
  if (path.isAbsolute(target)) {
    await replaceLink(link, path.relative(path.dirname(link), target));
  }
}

/** Whoever looks sees the old link or the new one. */
export async function replaceLink(link: string, target: string): Promise<void> {
  const own = `${link}.new-${process.pid}`;
  await symlink(target, own);
  try {
    await rename(own, link);
  } catch (error) {
    await rm(own, { force: true });
    throw error;
  }
}
