/** The npm package: compiled code with declarations, questions, and a package.json of its own. */
import { execFile } from 'node:child_process';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { importedPackages, publishedManifest, type Manifest } from './manifest';

const projectRoot = path.join(__dirname, '..', '..');

/** What is published as it stands here. The registry does not carry the stand-in, so the package does. */
const copied = ['README.md', 'LICENSE', 'CHANGELOG.md', 'jupiterone'];
const standIn = path.join('packages', 'entity-validator');

/**
 * Nothing of an earlier build stays.
 *
 * @param folder is removed, and made anew
 * @throws with the compiler's messages when the sources do not compile
 */
export async function buildPackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await compile(folder);
  for (const name of copied) {
    await cp(path.join(projectRoot, name), path.join(folder, name), {
      recursive: true,
    });
  }
  await cp(path.join(projectRoot, standIn), path.join(folder, standIn), {
    recursive: true,
    filter: (file) =>
      !file.endsWith('.test.ts') && !file.includes('node_modules'),
  });
  const manifest = await readManifest(path.join(projectRoot, 'package.json'));
  const code = await readCode(path.join(folder, 'src'));
  await writeFile(
    path.join(folder, 'package.json'),
    `${JSON.stringify(publishedManifest(manifest, importedPackages(code)), undefined, 2)}\n`,
  );
}

async function compile(folder: string): Promise<void> {
  const tsc = require.resolve('typescript/bin/tsc');
  const args = [tsc, '-p', 'tsconfig.dist.json', '--outDir', folder];
  await promisify(execFile)(process.execPath, args, { cwd: projectRoot }).catch(
    (error: { stdout: string }) => {
      throw new Error(`The sources do not compile:\n${error.stdout}`);
    },
  );
}

async function readManifest(file: string): Promise<Manifest> {
  return JSON.parse(await readFile(file, 'utf8')) as Manifest;
}

/** Every module and declaration below a folder. */
async function readCode(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return Promise.all(
    names
      .filter((name) => /\.(js|d\.ts)$/.test(name))
      .map((name) => readFile(path.join(folder, name), 'utf8')),
  );
}
