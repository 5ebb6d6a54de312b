/** `npm run upload` as a function: reads what it is told, makes a run of it, and says what came of it. */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { loadConfigFromEnvironmentVariables } from '@jupiterone/integration-sdk-runtime';
import { invocationConfig } from '../../src';
import { Connections } from '../../src/graph/network/connections';
import type { CodedText } from '../../src/graph/basics/messageCodes';
import { FolderLockedError } from '../../src/run/storage/lock';
import { STORAGE_VARIABLE } from '../../src/run/storage/storageFolder';
import { exitCodeOf } from '../collect/childRun';
import type { LogLine } from '../collect/logLines';
import { formatCount, formatDuration } from '../collect/numbers';
import { createOutput, type Output } from '../collect/output';
import { tellResult } from '../collect/result';
import { RunLog } from '../collect/runLog';
import { isFatal, RunRecord } from '../collect/runRecord';
import { exitCodes } from '../exitCodes';
import { asCoded, printProblem, problemOf } from '../problem';
import { RunFolderError } from '../runs/fileErrors';
import { RESULT_NAME } from '../runs/layout';
import { openRun, type Run } from '../runs/openRun';
import { createUploadClient } from './apiClient';
import { createRunLogger, isLevelName } from './logger';
import { help } from './help';
import { plainRecord, type LogRecord } from './records';
import { createRedactor, secretsOf } from './redaction';
import {
  collectAndUpload,
  type Finalized,
  type NotFinalized,
  type Outcome,
} from './run';
import { readSettings, type Settings } from './settings';

export interface Command {
  /** Without the names of the program and the script. */
  readonly args: readonly string[];
  /** Where runs and their results are put. */
  readonly folder: string;
  /** Rejects with an InterruptedError, or never settles. */
  readonly interrupted: Promise<never>;
}

/** Never throws for what users can cause; returns the exit code. */
export async function upload(command: Command): Promise<number> {
  // Reads .env, which is all that it does without fields.
  loadConfigFromEnvironmentVariables({});
  const read = readSettings(command.args);
  if (read === 'help') {
    console.log(help);
    return exitCodes.complete;
  }
  if ('problem' in read) {
    const redact = createRedactor(secretsOf(process.env));
    printProblem(asCoded(redact(read.problem)));
    return exitCodes.unusable;
  }
  return new UploadCommand(command, read).run();
}

class UploadCommand {
  readonly #command: Command;
  readonly #settings: Settings;
  readonly #redact: (text: string) => string;
  readonly #output: Output;

  constructor(command: Command, settings: Settings) {
    const { apiKey, run } = settings.options;
    this.#command = command;
    this.#settings = settings;
    this.#redact = createRedactor([...secretsOf(process.env), apiKey]);
    this.#output = createOutput(run.log);
  }

  async run(): Promise<number> {
    try {
      const { folder } = this.#command;
      const run = await openRun(folder, this.#settings.options.run);
      process.env[STORAGE_VARIABLE] = run.folder;
      return await this.#runIn(run);
    } catch (error) {
      if (error instanceof FolderLockedError) {
        return this.#refuse(exitCodes.locked, problemOf(error));
      }
      if (error instanceof RunFolderError) {
        return this.#refuse(exitCodes.unusable, error.message);
      }
      throw error;
    }
  }

  async #runIn(run: Run): Promise<number> {
    const log = new RunLog(run.logFile);
    const record = new RunRecord();
    const outcome = await this.#collectAndUpload((line) => {
      // The one place where a log leaves the process: nothing before it needs to know secrets.
      const plain = plainRecord(line, this.#redact) as unknown as LogLine;
      log.write(`${JSON.stringify(plain)}\n`);
      record.add(plain);
      if (!isFatal(plain)) {
        this.#output.line(plain);
      }
    });
    const logProblem = await log.end();
    if (logProblem !== undefined) {
      this.#output.fail(`The log is incomplete: ${logProblem}`);
    }
    return outcome.job === undefined
      ? this.#tellFailure(run, record, outcome)
      : this.#tellSuccess(run, record, outcome);
  }

  #collectAndUpload(write: (line: LogRecord) => void): Promise<Outcome> {
    const { options, instance } = this.#settings;
    const { integrationInstanceId } = options;
    const level = process.env.LOG_LEVEL ?? 'info';
    const logger = createRunLogger(write, isLevelName(level) ? level : 'info');
    const wait = (milliseconds: number) => setTimeout<void>(milliseconds);
    return collectAndUpload({
      config: invocationConfig,
      // The account's key is made of its id.
      instance: { ...instance, id: integrationInstanceId },
      integrationInstanceId,
      apiClient: createUploadClient(options, {
        connections: new Connections({ keepAlive: true }),
        wait,
        onRetry: ({ message }, waitMs) =>
          logger.warn(
            { waitMs },
            `JupiterOne is asked again in ${formatDuration(waitMs / 1_000)}: ${message}`,
          ),
      }),
      logger,
      redact: this.#redact,
      interrupted: this.#command.interrupted,
      wait,
    });
  }

  async #tellSuccess(
    run: Run,
    record: RunRecord,
    { job, taken }: Finalized,
  ): Promise<number> {
    const message = `JupiterOne took ${formatCount(taken.entities)} entities and ${formatCount(taken.relationships)} relationships: job ${job.id} is ${job.status}.`;
    this.#output.say(`\n${message}`);
    try {
      await run.finish(record.report());
    } catch (error) {
      if (!(error instanceof RunFolderError)) {
        throw error;
      }
      return this.#refuse(exitCodes.unusable, `${message} ${error.message}`);
    }
    const upload = { jobId: job.id, status: job.status, ...taken };
    return tellResult(
      path.join(this.#command.folder, RESULT_NAME),
      record.requests,
      this.#settings.options.run,
      {
        ...outputOf(this.#output),
        end: (end) => this.#output.end({ ...end, upload }),
      },
    );
  }

  async #tellFailure(
    run: Run,
    record: RunRecord,
    outcome: NotFinalized,
  ): Promise<number> {
    const { reason, jobEnd, signal } = outcome;
    const problem = await putAway(run, record, outcome);
    const sentences = [reason, jobEnd, problem].filter(Boolean);
    return this.#refuse(
      signal === undefined ? exitCodes.unusable : exitCodeOf(signal),
      asCoded(sentences.join(' ')),
    );
  }

  #refuse(exitCode: number, message: CodedText): number {
    const text = asCoded(this.#redact(message));
    this.#output.fail(text);
    this.#output.end({ exitCode, message: text });
    return exitCode;
  }
}

/** What keeps it from that, in a sentence: how the run ended is to be told all the same. */
async function putAway(
  run: Run,
  record: RunRecord,
  { isCollected, isOfConfiguration }: NotFinalized,
): Promise<CodedText | undefined> {
  try {
    if (isCollected) {
      await run.finish({ ...record.report(), verdict: 'unusable' });
    } else if (isOfConfiguration) {
      await run.discard();
    } else {
      await run.abandon();
    }
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}

/** Its methods, wherever it has them. */
function outputOf(output: Output): Output {
  return {
    line: (line) => output.line(line),
    say: (text) => output.say(text),
    fail: (text) => output.fail(text),
    end: (end) => output.end(end),
  };
}
