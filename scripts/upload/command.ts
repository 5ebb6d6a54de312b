/** `npm run upload` as a function: reads what it is told, makes a run of it, and says what came of it. */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import {
  IntegrationError,
  type IntegrationInstance,
} from '@jupiterone/integration-sdk-core';
import {
  createIntegrationInstanceForLocalExecution,
  loadConfigFromEnvironmentVariables,
} from '@jupiterone/integration-sdk-runtime';
import { invocationConfig } from '../../src';
import type { IntegrationConfig } from '../../src/config/fields';
import { validateShape } from '../../src/config/validateShape';
import { FolderLockedError } from '../../src/run/storage/lock';
import { STORAGE_VARIABLE } from '../../src/run/storage/storageFolder';
import { exitCodeOf } from '../collect/childRun';
import { formatCount, formatDuration, formatQuantity } from '../collect/numbers';
import { exitCodes } from '../exitCodes';
import { RunFolderError } from '../runs/fileErrors';
import { openRun, type Run } from '../runs/openRun';
import { UsageError } from '../runs/options';
import type { RunSummary } from '../runs/runSummary';
import { createUploadClient } from './apiClient';
import { createRunLogger, isLevelName } from './logger';
import { RunNotes } from './notes';
import { help, readOptions, type UploadOptions } from './options';
import { createOutput, type Output, type Streams } from './output';
import { createRedactor, secretsOf } from './redaction';
import { collectAndUpload, type Finalized, type NotFinalized } from './run';

export interface Command {
  /** Without the names of the program and the script. */
  readonly args: readonly string[];
  /** Where runs and their results are put. */
  readonly folder: string;
  readonly streams: Pick<Streams, 'stdout' | 'stderr'>;
  /** Rejects with an InterruptedError, or never settles. */
  readonly interrupted: Promise<never>;
  /** Waits between two tries; default: as long as it says. */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** Never throws for what users can cause; returns the exit code. */
export async function upload(command: Command): Promise<number> {
  const { args, streams } = command;
  // Reads .env, which is all that it does without fields.
  loadConfigFromEnvironmentVariables({});
  const read = readAll(args);
  if (read === 'help') {
    streams.stdout(help);
    return exitCodes.complete;
  }
  if ('problem' in read) {
    streams.stderr(createRedactor(secretsOf(process.env))(read.problem));
    return exitCodes.unusable;
  }
  return openAndUpload(command, read.options, read.instance);
}

type Read =
  | 'help'
  | { readonly problem: string }
  | {
      readonly options: UploadOptions;
      readonly instance: IntegrationInstance<IntegrationConfig>;
    };

/** What JupiterOne needs and what Microsoft needs, so that everything that is missing is said at once. */
function readAll(args: readonly string[]): Read {
  const options = problemOr(() => readOptions(args, process.env));
  const instance = problemOr(() => {
    const local = createIntegrationInstanceForLocalExecution(invocationConfig);
    validateShape(local.config);
    return local;
  });
  if (options === undefined) {
    return 'help';
  }
  const problems = [options, instance].filter(
    (part) => typeof part === 'string',
  );
  return typeof options === 'string' || typeof instance === 'string'
    ? { problem: problems.join('\n') }
    : { options, instance };
}

function problemOr<Value>(read: () => Value): Value | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError || error instanceof IntegrationError) {
      return error.message;
    }
    throw error;
  }
}

async function openAndUpload(
  command: Command,
  options: UploadOptions,
  instance: IntegrationInstance<IntegrationConfig>,
): Promise<number> {
  const redact = createRedactor([...secretsOf(process.env), options.apiKey]);
  let run: Run;
  try {
    run = await openRun(command.folder, { keep: options.keep });
  } catch (error) {
    if (error instanceof FolderLockedError || error instanceof RunFolderError) {
      createOutput(options.log, redact, command.streams).complain(
        error.message,
      );
      return error instanceof FolderLockedError
        ? exitCodes.locked
        : exitCodes.unusable;
    }
    throw error;
  }
  process.env[STORAGE_VARIABLE] = run.folder;
  const log = createWriteStream(run.logFile, { mode: 0o600 });
  let logProblem: string | undefined;
  log.on('error', (error) => (logProblem = error.message));
  const output = createOutput(options.log, redact, {
    ...command.streams,
    file: (line) => void log.write(`${line}\n`),
  });
  try {
    return await uploadInto(run, output, redact, command, options, instance);
  } finally {
    log.end();
    await finished(log).catch(() => undefined);
    if (logProblem !== undefined) {
      command.streams.stderr(`The log is not whole: ${redact(logProblem)}.`);
    }
  }
}

async function uploadInto(
  run: Run,
  output: Output,
  redact: (text: string) => string,
  { interrupted, wait = setTimeout }: Command,
  options: UploadOptions,
  instance: IntegrationInstance<IntegrationConfig>,
): Promise<number> {
  const notes = new RunNotes();
  const level = process.env.LOG_LEVEL ?? 'info';
  const logger = createRunLogger(
    (record) => notes.read(output.log(record)),
    isLevelName(level) ? level : 'info',
  );
  const outcome = await collectAndUpload({
    config: invocationConfig,
    instance,
    integrationInstanceId: options.integrationInstanceId,
    apiClient: createUploadClient(options, {
      wait: async (milliseconds) => void (await wait(milliseconds)),
      onRetry: (error, waitMs) =>
        logger.info({ err: error, waitMs }, 'JupiterOne is asked again'),
    }),
    logger,
    redact,
    interrupted,
  });
  try {
    return outcome.job
      ? sayFinalized(output, outcome, await run.finish(notes.report()))
      : await sayNotFinalized(output, outcome, run, notes);
  } catch (error) {
    if (!(error instanceof RunFolderError)) {
      throw error;
    }
    const taken = outcome.job ? 'JupiterOne took the result, but ' : '';
    output.complain(`${taken}${error.message}`);
    return exitCodes.unusable;
  }
}

function sayFinalized(
  output: Output,
  { job, verdict, taken }: Finalized,
  run: RunSummary,
): number {
  output.say(
    `JupiterOne took ${formatCount(taken.entities)} entities and ${formatCount(taken.relationships)} relationships in ${formatDuration(run.seconds)}. Job ${job.id} is ${job.status}.`,
    { run: { ...run, events: run.events.length } },
  );
  if (verdict === 'partial') {
    output.complain(
      `Incomplete: ${run.failedSteps.join(', ')} failed. JupiterOne keeps what it has of ${formatQuantity(run.partialTypes.length, 'type')}: ${run.partialTypes.join(', ')}.`,
    );
  }
  return exitCodes[verdict];
}

async function sayNotFinalized(
  output: Output,
  { reason, jobEnd, signal, isCollected }: NotFinalized,
  run: Run,
  notes: RunNotes,
): Promise<number> {
  output.complain([`${reason.replace(/[.\s]*$/, '')}.`, jobEnd].filter(Boolean).join(' '));
  if (isCollected) {
    await run.finish({ ...notes.report(), verdict: 'unusable' });
  } else {
    await run.abandon();
  }
  return signal === undefined ? exitCodes.unusable : exitCodeOf(signal);
}
