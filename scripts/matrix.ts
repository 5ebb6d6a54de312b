/**
 * `npm run matrix`: every case of the matrix of behaviors, and a table of what
 * came of each. Options are handed to jest: `-t "form of states"` runs some.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { resultTable } from '../test/reliability/behaviours/resultTable';
import type { CaseResult } from '../test/reliability/behaviours/runCase';
import {
  CASES_VARIABLE,
  RESULTS_VARIABLE,
  WHOLE,
} from '../test/reliability/behaviours/selection';
import { printedHelp } from './help';

const projectRoot = path.join(__dirname, '..');

const HELP = `Usage: npm run matrix [-- <options of jest>]

Runs every case of the matrix of behaviors, and prints the result of each.

  -t <words>  only the cases with these words in their names
  --help      prints this`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-matrix-'));
  const file = path.join(folder, 'results.jsonl');
  try {
    process.exitCode = await runJest({
      [CASES_VARIABLE]: WHOLE,
      [RESULTS_VARIABLE]: file,
    });
    console.log(resultTable(await readResults(file)));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function runJest(
  variables: Readonly<Record<string, string>>,
): Promise<number> {
  const jest = spawn(
    process.execPath,
    [
      require.resolve('jest/bin/jest'),
      '--maxWorkers=2',
      'reliability/behaviours',
      ...process.argv.slice(2),
    ],
    {
      cwd: projectRoot,
      env: { ...process.env, ...variables },
      stdio: 'inherit',
    },
  );
  const [code] = (await once(jest, 'exit')) as [number | null];
  return code ?? 1;
}

/** A line of JSON each. */
async function readResults(file: string): Promise<CaseResult[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as CaseResult);
}

void main();
