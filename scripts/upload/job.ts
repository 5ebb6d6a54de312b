/** One synchronization job of JupiterOne's: from its start to its end, which is that all of it counts, or nothing. */
import {
  SynchronizationJobStatus,
  type SynchronizationJob,
} from '@jupiterone/integration-sdk-core';
import {
  abortSynchronization,
  finalizeSynchronization,
  initiateSynchronization,
  synchronizationStatus,
  type ApiClient,
  type IntegrationLogger,
} from '@jupiterone/integration-sdk-runtime';
import { coded, type CodedText } from '../../src/graph/basics/messageCodes';
import { UserError } from '../problem';
import { jupiterOneErrorIn } from './apiError';
import type { JobContext } from './uploads';

/** JupiterOne looks at what was uploaded after it has answered the finalization: seconds, or minutes for a large tenant. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;
const MOST_MINUTES = 30;

/** The job has taken what was uploaded, or is about to. */
const finalizedStatuses: readonly SynchronizationJobStatus[] = [
  SynchronizationJobStatus.FINALIZE_PENDING,
  SynchronizationJobStatus.FINALIZING_ENTITIES,
  SynchronizationJobStatus.FINALIZING_RELATIONSHIPS,
  SynchronizationJobStatus.FINISHED,
];

/** Nothing of the job counts any more. */
const abortedStatuses: readonly SynchronizationJobStatus[] = [
  SynchronizationJobStatus.ABORTED,
  SynchronizationJobStatus.ABORTED_DUE_TO_INVALID_CONFIGURATION,
];

export function startJob(
  integrationInstanceId: string,
  apiClient: ApiClient,
  logger: IntegrationLogger,
): Promise<JobContext> {
  return initiateSynchronization({
    logger,
    apiClient,
    source: 'integration-managed',
    integrationInstanceId,
  });
}

/**
 * Has JupiterOne replace what it has by what was uploaded.
 *
 * @throws what went wrong, when the job is not known to be finalized
 */
export async function finalizeJob(
  context: JobContext,
  partialTypes: readonly string[],
): Promise<SynchronizationJob> {
  try {
    return await finalizeSynchronization({
      ...context,
      partialDatasets: { types: [...partialTypes] },
    });
  } catch (error) {
    // The answer may have been lost: a second finalization is refused then.
    const job = await statusOr(context, () => undefined);
    if (job && finalizedStatuses.includes(job.status)) {
      return job;
    }
    throw error;
  }
}

/** JupiterOne was asked to take the result, and did not, as far as is known. */
export class NotTakenError extends UserError {}

/**
 * Waits until JupiterOne has applied what was uploaded.
 *
 * @param job as the finalization left it
 * @param wait waits that many milliseconds
 * @throws NotTakenError when it refuses, takes too long or does not tell
 */
export async function whenFinished(
  context: JobContext,
  job: SynchronizationJob,
  wait: (milliseconds: number) => Promise<void>,
): Promise<SynchronizationJob> {
  let latest = job;
  let waited = 0;
  let pause = FIRST_WAIT_MS;
  while (latest.status !== SynchronizationJobStatus.FINISHED) {
    // Of other statuses, known or new, none says that the job has ended.
    if (/^(?:ERROR|ABORTED)/.test(latest.status)) {
      throw new NotTakenError(
        coded(
          'M365-UPLOAD-015',
          `Job ${job.id} is ${latest.status}: JupiterOne refused what was uploaded, and keeps what it has.`,
        ),
      );
    }
    if (waited >= MOST_MINUTES * 60_000) {
      throw new NotTakenError(
        coded(
          'M365-UPLOAD-016',
          `Job ${job.id} is still ${latest.status} after ${MOST_MINUTES} minutes: JupiterOne has everything, and whether it takes it is not known.`,
        ),
      );
    }
    await wait(pause);
    waited += pause;
    pause = Math.min(2 * pause, LONGEST_WAIT_MS);
    latest = (await statusUnlessBusy(context)) ?? latest;
  }
  return latest;
}

/** undefined when JupiterOne may answer the next time. @throws NotTakenError when it will not */
async function statusUnlessBusy(
  context: JobContext,
): Promise<SynchronizationJob | undefined> {
  return statusOr(context, (error) => {
    const failure = jupiterOneErrorIn(error);
    if (failure?.isTransient) {
      return undefined;
    }
    const reason = failure ?? (error as Error);
    throw new NotTakenError(
      coded(
        'M365-UPLOAD-017',
        `JupiterOne has everything, and whether it takes it is not known: ${reason.message}`,
      ),
    );
  });
}

/**
 * Has JupiterOne forget what was uploaded.
 *
 * @returns the status that the job has then; undefined when it is not known
 */
export async function abortJob(
  context: JobContext,
  reason: string,
): Promise<SynchronizationJobStatus | undefined> {
  try {
    return (await abortSynchronization({ ...context, reason })).status;
  } catch (error) {
    context.logger.warn(
      { err: error },
      coded('M365-UPLOAD-018', 'The job was not aborted'),
    );
    return (await statusOr(context, () => undefined))?.status;
  }
}

/** @param otherwise what a status that cannot be read comes to */
async function statusOr(
  context: JobContext,
  otherwise: (error: unknown) => undefined,
): Promise<SynchronizationJob | undefined> {
  try {
    return await synchronizationStatus(context);
  } catch (error) {
    context.logger.warn(
      { err: error },
      coded('M365-UPLOAD-019', 'The status of the job is not known'),
    );
    return otherwise(error);
  }
}

/** What became of a job that was to be aborted, in a sentence. */
export function describeAborted(
  { job }: JobContext,
  status: SynchronizationJobStatus | undefined,
): CodedText {
  if (status === undefined) {
    return coded(
      'M365-UPLOAD-020',
      `Whether job ${job.id} is aborted is not known: look at it in JupiterOne. Nothing of it counts unless it is finalized.`,
    );
  }
  if (abortedStatuses.includes(status)) {
    return coded(
      'M365-UPLOAD-021',
      `Job ${job.id} is aborted: JupiterOne keeps what it has.`,
    );
  }
  return finalizedStatuses.includes(status)
    ? coded(
        'M365-UPLOAD-022',
        `Job ${job.id} is ${status} already: JupiterOne takes the result.`,
      )
    : coded(
        'M365-UPLOAD-023',
        `Job ${job.id} is ${status} and was not aborted: nothing of it counts, and JupiterOne keeps what it has.`,
      );
}
