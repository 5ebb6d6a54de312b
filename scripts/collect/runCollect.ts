/**
 * Runs `j1-integration collect` and says what came of it. The command line
 * itself prints a stack trace for a wrong secret, and ends well when steps
 * failed.
 */
import { rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { FolderLockedError } from '../../src/run/storage/lock';
import { exitCodes } from '../exitCodes';
import { RunFolderError, withFolder } from '../runs/fileErrors';
import { finishedFolder, RESULT_NAME } from '../runs/layout';
import { openRun, type Run } from '../runs/openRun';
import { parseRunOptions, type RunOptions } from '../runs/options';
import { exitCodeOf, startCollect, type Ending } from './childRun';
import { explainFailure, type Failure } from './failure';
import { parseLogLine } from './logLines';
import { createOutput, type Output } from './output';
import { tellResult } from './result';
import { RunLog } from './runLog';
import { isFatal, RunRecord } from './runRecord';
import { coded, type CodedText } from '../../src/graph/basics/messageCodes';
import { problemOf } from '../problem';

export const projectRoot = path.join(__dirname, '..', '..');

/** Enough for a stack trace. */
const LAST_ERRORS_LENGTH = 8_192;

interface Collected extends Ending {
  readonly record: RunRecord;
  /** The last of what the command line printed as errors. */
  readonly errors: string;
  /** What is wrong with the log. */
  readonly logProblem?: CodedText;
}

/**
 * Collects and prints the result. Returns the exit code to end with, of
 * `exitCodes` or of a signal.
 *
 * @param outputFolder gets the result in `.j1-integration`, and the log; it
 * needs a `src` like the project's own
 */
export async function collectAndReport(
  environment: NodeJS.ProcessEnv,
  outputFolder = projectRoot,
  options: RunOptions = parseRunOptions([]),
): Promise<number> {
  const output = createOutput(options.log);
  try {
    const run = await openRun(outputFolder, options);
    return await collect(run, environment, outputFolder, options, output);
  } catch (error) {
    if (error instanceof FolderLockedError) {
      return refuse(output, exitCodes.locked, problemOf(error));
    }
    if (error instanceof RunFolderError) {
      return refuse(output, exitCodes.unusable, error.message);
    }
    throw error;
  }
}

function refuse(output: Output, exitCode: number, message: CodedText): number {
  output.fail(message);
  output.end({ exitCode, message });
  return exitCode;
}

async function collect(
  run: Run,
  environment: NodeJS.ProcessEnv,
  outputFolder: string,
  options: RunOptions,
  output: Output,
): Promise<number> {
  const source = path.join(outputFolder, 'src');
  const collected = await withFolder(run.folder, () =>
    runCommandLine(run, environment, source, output),
  ).catch(async (error: unknown) => {
    await run.abandon();
    throw error;
  });
  const { signal, exitCode, errors, record, logProblem } = collected;
  if (logProblem !== undefined) {
    output.fail(`The log is incomplete: ${logProblem}`);
  }
  if (signal !== null) {
    await run.abandon();
    const message = coded(
      'M365-RUN-006',
      `Interrupted by ${signal}: the result before stays the latest. What was collected is in ${folderOf(run)} and must not be used.`,
    );
    return refuse(output, exitCodeOf(signal), message);
  }
  if (exitCode !== 0) {
    const failure = explainFailure(record.fatal, errors, exitCode, run.folder);
    return fail(run, failure, output);
  }
  await run.finish(record.report());
  const result = path.join(finishedFolder(outputFolder, run.id), RESULT_NAME);
  return tellResult(result, record.requests, options, output);
}

async function fail(
  run: Run,
  { message, isOfConfiguration }: Failure,
  output: Output,
): Promise<number> {
  if (isOfConfiguration) {
    await run.discard();
    output.fail(`The run failed: ${message}`);
    output.say(
      'Nothing was collected, and nothing was changed. Correct .env or the environment, then run it again. docs/troubleshooting.md explains each code.',
    );
    output.end({ exitCode: exitCodes.unusable, message });
  } else {
    await run.abandon();
    output.fail(`The run failed: ${message}`);
    output.say(
      `The result before stays the latest. The log is in ${folderOf(run)}; docs/troubleshooting.md explains messages.`,
    );
    output.end({ exitCode: exitCodes.unusable, message, log: run.logFile });
  }
  return exitCodes.unusable;
}

/** Below the folder that the command runs in, or from the root. */
function folderOf(run: Run): string {
  const folder = path.dirname(run.folder);
  const below = path.relative(process.cwd(), folder);
  return below.startsWith('..') ? folder : below;
}

async function runCommandLine(
  run: Run,
  environment: NodeJS.ProcessEnv,
  sourceFolder: string,
  output: Output,
): Promise<Collected> {
  const log = new RunLog(run.logFile);
  const record = new RunRecord();
  const ending = await withSource(run, sourceFolder, async (runFolder) => {
    const child = startCollect(environment, runFolder, projectRoot);
    const errors = lastOf(child.stderr, log);
    for await (const text of createInterface({ input: child.stdout })) {
      log.write(`${text}\n`);
      const line = parseLogLine(text);
      if (line) {
        record.add(line);
        if (!isFatal(line)) {
          output.line(line);
        }
      }
    }
    return { ...(await child.ended), errors: await errors };
  });
  return { ...ending, record, logProblem: await log.end() };
}

/** The command line looks for the integration in the folder that it writes to. */
async function withSource<Value>(
  run: Run,
  sourceFolder: string,
  work: (runFolder: string) => Promise<Value>,
): Promise<Value> {
  const runFolder = path.dirname(run.folder);
  const link = path.join(runFolder, 'src');
  await symlink(sourceFolder, link);
  try {
    return await work(runFolder);
  } finally {
    await rm(link);
  }
}

async function lastOf(errors: Readable, log: RunLog): Promise<string> {
  let last = '';
  for await (const chunk of errors.setEncoding('utf8')) {
    log.write(String(chunk));
    last = `${last}${String(chunk)}`.slice(-LAST_ERRORS_LENGTH);
  }
  return last;
}
