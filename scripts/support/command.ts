import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readArguments } from '../arguments';
import { makeBundle } from './bundle';

export const USAGE = `Usage: npm run support [-- <folder>] [--output <file>] [--names <file>]

  <folder>          of a run, with .j1-integration in it; default: this folder
  --output <file>   default: support.json
  --names <file>    also writes which name each pseudonym stands for; do not send it
  --help            prints this`;

/**
 * Makes a file for support, and says what is in it.
 *
 * @throws when an option is unknown, or the folder is not that of a run
 */
export async function runSupport(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const { values, positionals } = readArguments({
    args: [...argv],
    allowPositionals: true,
    options: {
      output: { type: 'string', default: 'support.json' },
      names: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const [folder = '.'] = positionals;
  const { bundle, names } = await makeBundle(path.resolve(folder), environment);
  await writePrivately(values.output, bundle);
  console.log(
    `${values.output} has the summary and the log of the run, with pseudonyms for ${names.size} names, addresses and ids. Look through it before you send it.`,
  );
  if (values.names !== undefined) {
    await writePrivately(values.names, Object.fromEntries(names));
    console.log(
      `${values.names} has the names that the pseudonyms stand for. Do not send it.`,
    );
  }
}

/** For nobody but the user who runs it. */
async function writePrivately(file: string, content: object): Promise<void> {
  await writeFile(file, `${JSON.stringify(content, undefined, 1)}\n`, {
    mode: 0o600,
  });
}
