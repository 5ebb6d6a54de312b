/**
 * Carries out a Dockerfile without Docker, as far as that goes: each stage is a
 * folder, and the base image is this machine. Users do not change.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

interface Instruction {
  readonly name: string;
  readonly text: string;
}

interface Stage {
  /** Stands for `/`. */
  readonly root: string;
  readonly environment: Record<string, string>;
  workingDirectory: string;
  user?: string;
  entrypoint: readonly string[];
}

export interface Image extends Readonly<Stage> {
  /** Where a path of the image is on this machine. */
  place(absolute: string): string;
}

interface Context {
  /** What is sent to Docker. */
  readonly folder: string;
  /** Where the stages are made. */
  readonly target: string;
  /** In place of what `npm ci` would install. */
  readonly installed: string;
}

/** @returns the last stage */
export async function buildImage(context: Context): Promise<Image> {
  const text = await readFile(path.join(context.folder, 'Dockerfile'), 'utf8');
  const isSent = await sentFiles(context.folder);
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const { name, text: rest } of parseDockerfile(text)) {
    if (name === 'FROM') {
      const id = / AS (\w+)$/.exec(rest)?.[1] ?? 'final';
      stage = await newStage(path.join(context.target, id));
      stages.set(id, stage);
    } else if (stage) {
      await carryOut(name, rest, stage, stages, context, isSent);
    }
  }
  if (!stage) {
    throw new Error('The Dockerfile has no stage.');
  }
  const { root } = stage;
  return { ...stage, place: (absolute) => path.join(root, absolute) };
}

export function parseDockerfile(text: string): Instruction[] {
  return text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name, rest] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { name, text: rest };
    });
}

async function newStage(root: string): Promise<Stage> {
  await mkdir(root, { recursive: true });
  return { root, environment: {}, workingDirectory: '/', entrypoint: [] };
}

async function carryOut(
  name: string,
  text: string,
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  context: Context,
  isSent: (name: string) => boolean,
): Promise<void> {
  switch (name) {
    case 'ENV':
      for (const [, variable, value] of text.matchAll(/(\w+)=(\S+)/g)) {
        stage.environment[variable] = inStage(stage, value).replace(
          /\$(\w+)/g,
          (_, other: string) => process.env[other] ?? '',
        );
      }
      return;
    case 'WORKDIR':
      stage.workingDirectory = text;
      await mkdir(path.join(stage.root, text), { recursive: true });
      return;
    case 'COPY':
      return copy(text.split(/\s+/), stage, stages, context, isSent);
    case 'RUN':
      return run(text, stage, context);
    case 'USER':
      stage.user = text;
      return;
    case 'ENTRYPOINT':
      stage.entrypoint = (JSON.parse(text) as string[]).map((part) =>
        inStage(stage, part),
      );
      return;
    default:
      throw new Error(`The test does not know ${name}.`);
  }
}

/** Absolute paths of the image, as paths of this machine. */
function inStage({ root }: Stage, text: string): string {
  return text.replace(/(?<![\w./])\/(app|data)\b/g, `${root}/$1`);
}

async function copy(
  parts: readonly string[],
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  { folder }: Context,
  isSent: (name: string) => boolean,
): Promise<void> {
  const from = /^--from=(\w+)$/.exec(parts[0])?.[1];
  const names = parts.slice(from === undefined ? 0 : 1, -1);
  const target = path.resolve(stage.workingDirectory, parts[parts.length - 1]);
  const intoFolder = names.length > 1 || /\/$/.test(parts[parts.length - 1]);
  for (const name of names) {
    const source = path.join(
      from === undefined ? folder : (stages.get(from)?.root ?? ''),
      name,
    );
    const isFile = (await stat(source)).isFile();
    const place = path.join(stage.root, target);
    const copied =
      isFile && intoFolder ? path.join(place, path.basename(name)) : place;
    await mkdir(path.dirname(copied), { recursive: true });
    await cp(source, copied, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) =>
        from !== undefined || isSent(path.relative(folder, file)),
    });
  }
}

async function run(
  command: string,
  stage: Stage,
  { installed }: Context,
): Promise<void> {
  const cwd = path.join(stage.root, stage.workingDirectory);
  let rest = command;
  if (command.startsWith('npm ci')) {
    // Installing takes minutes. What it needs must be there all the same.
    for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
      await stat(path.join(cwd, file));
    }
    await symlink(installed, path.join(cwd, 'node_modules'));
    rest = /&& (.*)$/.exec(command)?.[1] ?? 'true';
  }
  await promisify(execFile)('sh', ['-c', inStage(stage, rest)], { cwd });
}

/** Which files of the context `.dockerignore` lets in: https://docs.docker.com/build/concepts/context/#dockerignore-files */
async function sentFiles(folder: string): Promise<(name: string) => boolean> {
  const text = await readFile(path.join(folder, '.dockerignore'), 'utf8');
  const rules = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({
      isExcluded: !line.startsWith('!'),
      pattern: patternOf(line.replace(/^!/, '')),
    }));
  return (name) =>
    name === '' ||
    rules.reduce(
      (isSent, { isExcluded, pattern }) =>
        pattern.test(name) ? !isExcluded : isSent,
      true,
    );
}

/** Matches what a rule names, and what is in it. */
function patternOf(rule: string): RegExp {
  const source = rule
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\//g, '(?:.*/)?')
    .replace(/(?<![.)])\*/g, '[^/]*');
  return new RegExp(`^${source}(?:/.*)?$`);
}
