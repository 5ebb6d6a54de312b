/** Uploads of a run, counted: what was handed over must be what JupiterOne took. */
import {
  createQueuedStepGraphObjectDataUploader,
  DEFAULT_UPLOAD_BATCH_SIZE_IN_BYTES,
  uploadGraphObjectData,
  type initiateSynchronization,
  type StepGraphObjectDataUploader,
} from '@jupiterone/integration-sdk-runtime';
import { JOBS_PATH } from './apiClient';

/** As the SDK's command line has it: so many batches of a step are under way at a time. */
const CONCURRENCY = 5;

export type JobContext = Awaited<ReturnType<typeof initiateSynchronization>>;

type Kind = 'entities' | 'relationships';

export type Counts = Readonly<Record<Kind, number>>;

export interface Uploads {
  /** For the SDK, which calls it for each step. */
  createUploader(stepId: string): StepGraphObjectDataUploader;
  /** Rejects as soon as an upload has finally failed; never resolves. */
  readonly failed: Promise<never>;
  /** What JupiterOne has answered for. */
  taken(): Counts;
  /** Why the uploads are not whole, in a sentence; undefined when they are. */
  shortage(): string | undefined;
}

/**
 * The SDK marks what it could not upload as partial, and finalizes the rest: a
 * run whose uploads fail would end well. Here the first failure ends the run.
 */
export function createUploads(context: JobContext): Uploads {
  const handed = { entities: 0, relationships: 0 };
  const taken = { entities: 0, relationships: 0 };
  let fail: (error: unknown) => void;
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  // Who waits for it may not be there yet.
  failed.catch(() => undefined);
  const { apiClient, job, logger } = context;
  const counting = { ...context, apiClient: countTaken(apiClient, job.id) };

  return {
    createUploader: (stepId) => {
      const uploader = createQueuedStepGraphObjectDataUploader({
        stepId,
        logger,
        uploadConcurrency: CONCURRENCY,
        upload: async (data) => {
          try {
            await uploadGraphObjectData(
              counting,
              data,
              DEFAULT_UPLOAD_BATCH_SIZE_IN_BYTES,
            );
          } catch (error) {
            fail(error);
            throw error;
          }
        },
      });
      return {
        ...uploader,
        enqueue: (data) => {
          // Before the SDK may drop it: an uploader that has ended takes no more.
          handed.entities += data.entities.length;
          handed.relationships += data.relationships.length;
          return uploader.enqueue(data);
        },
      };
    },
    failed,
    taken: () => ({ ...taken }),
    shortage: () =>
      (['entities', 'relationships'] as const)
        .filter((kind) => taken[kind] !== handed[kind])
        .map(
          (kind) =>
            `JupiterOne took ${taken[kind]} of ${handed[kind]} ${kind} that were collected`,
        )
        .join(', ') || undefined,
  };

  /** The SDK drops objects that are too large for any request; only the requests tell. */
  function countTaken(client: JobContext['apiClient'], jobId: string) {
    const post = async (url: string, data: unknown, config?: object) => {
      const response = await client.post(url, data, config);
      const kind = (['entities', 'relationships'] as const).find(
        (name) => url === `${JOBS_PATH}/${jobId}/${name}`,
      );
      if (kind) {
        taken[kind] += (data as Record<Kind, unknown[]>)[kind].length;
      }
      return response;
    };
    return Object.assign(Object.create(client) as typeof client, { post });
  }
}
