/** The examples of docs/results.md, as a reader of the page runs them: by a shell, in the folder of a run. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../scripts/collect/runCollect';

const run = promisify(execFile);

/** A shell has its globs, quotes and pipes from itself, and `jq` from the package. */
const prelude = `set -euo pipefail
jq() { "$NODE" "$JQ" "$@"; }
`;

/** The commands of the page, by the sentence before each, which ends in a colon. */
export async function resultExamples(): Promise<Map<string, string>> {
  const page = await readFile(
    path.join(projectRoot, 'docs/results.md'),
    'utf8',
  );
  const [, section = ''] = page.split('\n## Examples with jq\n');
  const [own] = section.split('\n## ');
  return new Map(
    [...own.matchAll(/([^\n].*(?:\n.+)*):\n\n```sh\n([^]*?)```/g)].map(
      ([, sentence, command]) => [sentence.replaceAll('\n', ' '), command],
    ),
  );
}

/**
 * @param files of a run, by their paths below its folder
 * @returns the lines that the command printed
 * @throws when the command fails
 */
export async function runExample(
  command: string,
  files: ReadonlyMap<string, string>,
): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-examples-'));
  try {
    const read = [...files].filter(([name]) =>
      /^\.j1-integration\/(?:summary\.json$|graph\/)/.test(name),
    );
    for (const [name, text] of read) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
    }
    const { stdout } = await run('bash', ['-c', prelude + command], {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        NODE: process.execPath,
        JQ: require.resolve('./jq'),
      },
      maxBuffer: 2 ** 26,
    });
    return stdout.split('\n').filter((line) => line !== '');
  } finally {
    await rm(folder, { recursive: true });
  }
}
