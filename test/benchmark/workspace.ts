/** A temporary folder with the integration as plain JavaScript: compiling it is no part of what is measured. */
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';

export const projectRoot = path.join(__dirname, '..', '..');

export interface Workspace {
  readonly folder: string;
  /** For Node.js in the measured processes. */
  readonly nodeOptions: readonly string[];
  /** The compiled module of this name in `child/`. */
  child(name: string): string;
  remove(): Promise<void>;
}

export interface WorkspaceOptions {
  /** The checkout whose integration is measured, with the packages of this one; default: this one. */
  readonly checkout?: string;
  /** Gets the CPU profiles of the measured processes, which slows them down. */
  readonly profileFolder?: string;
}

export async function createWorkspace({
  checkout = projectRoot,
  profileFolder,
}: WorkspaceOptions = {}): Promise<Workspace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-benchmark-'));
  const compiled = path.join(folder, 'compiled');
  // What the measured processes load, tests left out.
  await compileFolder(path.resolve(checkout), 'src', compiled);
  await compileFolder(projectRoot, 'test/benchmark', compiled);
  await symlink(
    path.join(projectRoot, 'node_modules'),
    path.join(folder, 'node_modules'),
  );
  return {
    folder,
    nodeOptions: profileFolder
      ? ['--cpu-prof', '--cpu-prof-dir', path.resolve(profileFolder)]
      : [],
    child: (name) => path.join(compiled, 'test/benchmark/child', `${name}.js`),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function compileFolder(
  root: string,
  part: string,
  target: string,
): Promise<void> {
  const entries = await readdir(path.join(root, part), { recursive: true });
  const sources = entries.filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  await Promise.all(
    sources.map((name) => compileFile(root, path.join(part, name), target)),
  );
}

async function compileFile(
  root: string,
  name: string,
  target: string,
): Promise<void> {
  const source = await readFile(path.join(root, name), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    fileName: name,
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
    },
  });
  const file = path.join(target, name.replace(/\.ts$/, '.js'));
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, outputText);
}
