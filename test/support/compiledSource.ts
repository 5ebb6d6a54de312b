/**
 * The sources as JavaScript. The command line translates them anew in each of
 * its processes, which takes seconds: the tests that start dozens of them do it
 * once, and keep what came of it for the next run.
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
import ts from 'typescript';

const projectRoot = path.join(__dirname, '..', '..');
const source = path.join(projectRoot, 'src');
/** Below `node_modules`, so that packages are found from there. */
const cache = path.join(
  projectRoot,
  'node_modules',
  '.cache',
  'compiled-source',
);

const compilerOptions: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
  isolatedModules: true,
};

interface SourceFile {
  /** Below `src`. */
  readonly name: string;
  readonly text: string;
}

/** Where the module is that `src/index.ts` is translated into. */
export async function compiledSource(): Promise<string> {
  const files = await sourceFiles();
  const folder = path.join(cache, hashOf(files));
  if (!existsSync(folder)) {
    // Other test files may do the same at this moment: whoever is first has done it for all.
    const own = `${folder}.${process.pid}`;
    await compile(files, own);
    await rename(own, folder).catch(() => rm(own, { recursive: true }));
  }
  return path.join(folder, 'index.js');
}

async function sourceFiles(): Promise<SourceFile[]> {
  const entries = await readdir(source, { recursive: true });
  const names = entries
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort();
  return Promise.all(
    names.map(async (name) => ({
      name,
      text: await readFile(path.join(source, name), 'utf8'),
    })),
  );
}

function hashOf(files: readonly SourceFile[]): string {
  return createHash('sha256')
    .update(JSON.stringify([ts.version, compilerOptions, files]))
    .digest('hex');
}

async function compile(
  files: readonly SourceFile[],
  folder: string,
): Promise<void> {
  for (const { name, text } of files) {
    const file = path.join(folder, name.replace(/\.ts$/, '.js'));
    const { outputText } = ts.transpileModule(text, {
      compilerOptions,
      fileName: name,
    });
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, outputText);
  }
}
