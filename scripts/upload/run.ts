/**
 * One run that collects and uploads: JupiterOne gets the whole result, or keeps
 * what it has.
 */
import {
  IntegrationValidationError,
  type IntegrationInstance,
  type IntegrationInvocationConfig,
  type SynchronizationJob,
} from '@jupiterone/integration-sdk-core';
import {
  createEventPublishingQueue,
  executeIntegrationInstance,
  FileSystemGraphObjectStore,
  type ApiClient,
  type ExecuteIntegrationResult,
  type IntegrationLogger,
} from '@jupiterone/integration-sdk-runtime';
import type { IntegrationConfig } from '../../src/config/fields';
import type { LoadedExecutionConfig } from '../../src/config/loadExecutionConfig';
import { verdictOf } from '../runs/runSummary';
import type { Verdict } from '../exitCodes';
import { jupiterOneErrorIn } from './apiError';
import { within } from './deadline';
import {
  abortJob,
  describeAborted,
  finalizeJob,
  NotTakenError,
  startJob,
  whenFinished,
} from './job';
import { InterruptedError } from './signals';
import { createUploads, type Counts, type JobContext } from './uploads';
import { coded, type CodedText } from '../../src/graph/basics/messageCodes';
import { asCoded, problemOf, UserError } from '../problem';

/** Whoever stops us kills us ten seconds later: https://docs.docker.com/reference/cli/docker/container/stop/ */
const ABORT_MS = 7_000;
/** With nobody waiting for us, JupiterOne gets the time of all tries. */
const LONG_ABORT_MS = 60_000;
/** For what is under way in the process to end, too. */
const STOP_MS = 1_000;
/** The job log is not worth more, when JupiterOne does not take its events. */
const EVENTS_MS = 60_000;

/** JupiterOne has no job of this run, or the reason says what became of it. */
const NOTHING_TO_END = Symbol('nothing to end');

export interface UploadRunOptions {
  readonly config: IntegrationInvocationConfig<IntegrationConfig>;
  readonly instance: IntegrationInstance<IntegrationConfig>;
  /** In JupiterOne. */
  readonly integrationInstanceId: string;
  readonly apiClient: ApiClient;
  readonly logger: IntegrationLogger;
  /** What is told to JupiterOne holds no secrets either. */
  readonly redact: (text: string) => string;
  /** Rejects with an InterruptedError, or never settles. */
  readonly interrupted: Promise<never>;
  /** Between two looks at the finalized job, in milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly abortMs?: number;
}

/** What a run came to. */
export type Outcome = Finalized | NotFinalized;

export interface Finalized {
  readonly job: SynchronizationJob;
  readonly verdict: Exclude<Verdict, 'unusable'>;
  readonly taken: Counts;
}

export interface NotFinalized {
  readonly job: undefined;
  /** What ended the run, in a sentence. */
  readonly reason: CodedText;
  /** What became of the job, in a sentence; undefined when there was none. */
  readonly jobEnd?: CodedText;
  readonly signal?: NodeJS.Signals;
  /** Whether everything was collected, and may be uploaded later. */
  readonly isCollected: boolean;
  /** Whether the configuration was refused, the login included. */
  readonly isOfConfiguration: boolean;
}

/** Collects, uploads, and finalizes or aborts; never throws for what goes wrong with one of them. */
export async function collectAndUpload(
  options: UploadRunOptions,
): Promise<Outcome> {
  return new UploadRun(options).run();
}

class UploadRun {
  readonly #options: UploadRunOptions;
  /** Nothing of ours outlives the run: its requests to Microsoft end here. */
  #executionConfig: LoadedExecutionConfig | undefined;
  #execution: Promise<ExecuteIntegrationResult> | undefined;
  #starting: Promise<JobContext> | undefined;
  #finalizing: Promise<SynchronizationJob> | undefined;
  #isCollected = false;

  constructor(options: UploadRunOptions) {
    this.#options = options;
  }

  async run(): Promise<Outcome> {
    try {
      return await this.#work();
    } catch (error) {
      return this.#end(error);
    }
  }

  async #work(): Promise<Finalized> {
    const { integrationInstanceId, apiClient, logger } = this.#options;
    this.#starting = startJob(integrationInstanceId, apiClient, logger);
    const context = await this.#unlessInterrupted(this.#starting);
    const events = this.#publishEvents(context);
    const uploads = createUploads(context);
    this.#execution = this.#execute(context, uploads.createUploader);
    const summary = await this.#unlessInterrupted(
      Promise.race([this.#execution, uploads.failed]),
    );
    this.#isCollected = true;
    await this.#unlessInterrupted(within(EVENTS_MS, events.onIdle()));

    const shortage = uploads.shortage();
    if (shortage !== undefined) {
      throw new UserError(
        coded('M365-UPLOAD-011', `The upload is not whole: ${shortage}.`),
      );
    }
    const verdict = verdictOf(summary);
    if (verdict === 'unusable') {
      throw new UserError(
        coded('M365-UPLOAD-012', 'No step collected anything.'),
      );
    }
    const { types } = summary.metadata.partialDatasets;
    this.#finalizing = finalizeJob(context, types);
    const finalized = await this.#unlessInterrupted(this.#finalizing);
    const job = await this.#unlessInterrupted(
      whenFinished(context, finalized, this.#options.wait),
    );
    return { job, verdict, taken: uploads.taken() };
  }

  #unlessInterrupted<Value>(promise: Promise<Value>): Promise<Value> {
    // Also when nobody waits for it any more.
    promise.catch(() => undefined);
    return Promise.race([promise, this.#options.interrupted]);
  }

  #publishEvents(context: JobContext) {
    const events = createEventPublishingQueue(context);
    const { redact } = this.#options;
    context.logger.on('event', (event) =>
      events.enqueue({ ...event, description: redact(event.description) }),
    );
    return events;
  }

  #execute(
    { job, logger }: JobContext,
    createUploader: ReturnType<typeof createUploads>['createUploader'],
  ): Promise<ExecuteIntegrationResult> {
    const { config, instance } = this.#options;
    const closing: typeof config = {
      ...config,
      loadExecutionConfig: (loaded) => {
        const executionConfig = config.loadExecutionConfig?.(loaded) ?? {};
        this.#executionConfig = executionConfig as LoadedExecutionConfig;
        return executionConfig;
      },
    };
    return executeIntegrationInstance(
      logger,
      instance,
      closing,
      { current: { startedOn: job.startTimestamp } },
      {
        enableSchemaValidation: true,
        graphObjectStore: new FileSystemGraphObjectStore({
          prettifyFiles: true,
          integrationSteps: config.integrationSteps,
        }),
        createStepGraphObjectDataUploader: createUploader,
      },
    );
  }

  /** Nothing of the job may count any more. */
  async #end(error: unknown): Promise<Outcome> {
    const { logger, redact } = this.#options;
    const reason = asCoded(redact(sentenceOf(error)));
    const interruption = error instanceof InterruptedError ? error : undefined;
    const signal = interruption?.signal;
    if (signal === undefined && !logger.isHandledError(error as Error)) {
      logger.error({ err: error }, 'The run ended');
    }
    const stopped = this.#stopCollecting();
    // Its sentence says what became of the job, which has ended.
    const jobEnd =
      error instanceof NotTakenError
        ? NOTHING_TO_END
        : await this.#inTime(interruption, this.#endJob(reason));
    await within(STOP_MS, stopped);
    return {
      job: undefined,
      reason,
      jobEnd:
        jobEnd === NOTHING_TO_END ? undefined : (jobEnd ?? this.#openEnd()),
      signal,
      isCollected: this.#isCollected,
      isOfConfiguration: error instanceof IntegrationValidationError,
    };
  }

  /** undefined when there is no time left, or a signal ends the wait. */
  #inTime<Value>(
    interruption: InterruptedError | undefined,
    promise: Promise<Value>,
  ): Promise<Value | undefined> {
    const { interrupted, abortMs = ABORT_MS } = this.#options;
    const ended = interrupted.catch(() => undefined);
    return interruption === undefined
      ? Promise.race([within(LONG_ABORT_MS, promise), ended])
      : within(abortMs, promise);
  }

  #openEnd(): CodedText | undefined {
    if (this.#finalizing) {
      return coded(
        'M365-UPLOAD-024',
        'JupiterOne was asked to take the result and did not answer in time: whether it does is not known.',
      );
    }
    return this.#starting
      ? coded(
          'M365-UPLOAD-025',
          'JupiterOne did not answer in time: a job of this run may stay open there. Nothing of it counts.',
        )
      : undefined;
  }

  async #stopCollecting(): Promise<void> {
    const { logger } = this.#options;
    // Without having been used, there is nothing to close.
    this.#executionConfig?.close(logger);
    await this.#execution?.catch(() => undefined);
  }

  /** What became of the job. */
  async #endJob(reason: string): Promise<CodedText | typeof NOTHING_TO_END> {
    const context = await this.#starting?.catch(() => undefined);
    if (context === undefined) {
      return NOTHING_TO_END;
    }
    // A finalization that is under way may succeed: to abort it then would be refused.
    const finalized = await this.#finalizing?.catch(() => undefined);
    const status = finalized?.status ?? (await abortJob(context, reason));
    return describeAborted(context, status);
  }
}

/** JupiterOne's own words where it is at fault: the SDK hides them behind `Error uploading collected data`. */
function sentenceOf(error: unknown): CodedText {
  return problemOf(jupiterOneErrorIn(error) ?? error);
}
