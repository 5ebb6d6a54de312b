/**
 * The sources and scripts as JavaScript. ts-node translates them anew in each
 * process, which takes seconds: the tests that start dozens of processes share
 * one translated tree, and keep it for the next run.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { transformSync, version, type Options } from '@swc/core';

const projectRoot = path.join(__dirname, '..', '..');
/** What the processes of tests run: folders, and a script of the tests. */
const folders = ['src', 'scripts'];
const scripts = [path.join('test', 'endToEnd', 'startIn.ts')];
/** Below `node_modules`, so that packages are found from there. */
const cache = path.join(
  projectRoot,
  'node_modules',
  '.cache',
  'compiled-source',
);

/** As packages/ts-node does, which is what users run. */
const options: Options = {
  configFile: false,
  swcrc: false,
  module: { type: 'commonjs' },
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
};

/** Where the translated tree is; sources do not change while a test file runs. */
let translatedTree: Promise<string> | undefined;

interface SourceFile {
  /** Below the project's folder. */
  readonly name: string;
  readonly text: string;
}

/**
 * Where the module is that a file is translated into.
 *
 * @param name of the file, below the project's folder and without `.ts`
 */
export async function compiledSource(name: string): Promise<string> {
  translatedTree ??= translateSources();
  return path.join(await translatedTree, `${name}.js`);
}

async function translateSources(): Promise<string> {
  const files = await sourceFiles();
  const folder = path.join(cache, hashOf(files));
  if (!existsSync(folder)) {
    // Other test files may do the same at this moment: whoever is first has done it for all.
    const own = `${folder}.${process.pid}`;
    await compile(files, own);
    await rename(own, folder).catch(() => rm(own, { recursive: true }));
  }
  return folder;
}

async function sourceFiles(): Promise<SourceFile[]> {
  const names = [...scripts];
  for (const folder of folders) {
    const entries = await readdir(path.join(projectRoot, folder), {
      recursive: true,
    });
    const isCode = (name: string) => /(?<!\.test)\.(ts|js)$/.test(name);
    names.push(
      ...entries.filter(isCode).map((name) => path.join(folder, name)),
    );
  }
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      text: await readFile(path.join(projectRoot, name), 'utf8'),
    })),
  );
}

function hashOf(files: readonly SourceFile[]): string {
  return createHash('sha256')
    .update(JSON.stringify([version, options, files]))
    .digest('hex');
}

async function compile(
  files: readonly SourceFile[],
  folder: string,
): Promise<void> {
  for (const { name, text } of files) {
    const file = path.join(folder, name.replace(/\.ts$/, '.js'));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, name.endsWith('.js') ? text : translated(text, name));
  }
}

function translated(text: string, fileName: string): string {
  return transformSync(text, { ...options, filename: fileName }).code;
}
