/**
 * What JupiterOne keeps of one integration instance, and the jobs that change
 * it. Nothing changes until a job is finalized: then its objects replace what
 * was there, and what it did not bring is deleted, but for the types that the
 * job calls partial. https://docs.jupiterone.io/api/sync-jobs/overview
 */
import { randomUUID } from 'node:crypto';
import {
  SynchronizationJobStatus,
  type Entity,
  type Relationship,
  type SynchronizationJob,
} from '@jupiterone/integration-sdk-core';

export type GraphObject = Entity | Relationship;

export interface Upload {
  readonly kind: 'entities' | 'relationships';
  readonly objects: readonly GraphObject[];
  /** Of the whole request body. */
  readonly bytes: number;
}

export interface Job {
  readonly id: string;
  readonly source: string;
  readonly integrationInstanceId?: string;
  /** Whether a key that comes twice is taken, the latest object of it. */
  readonly ignoreDuplicates: boolean;
  status: SynchronizationJobStatus;
  /** Those that were accepted, in order of arrival. */
  readonly uploads: Upload[];
  readonly events: { readonly name: string; readonly description: string }[];
  /** As the finalization named them. */
  partialTypes?: readonly string[];
  abortReason?: string;
}

/** Objects by key: keys are unique within an instance. */
export type KeptGraph = ReadonlyMap<string, GraphObject>;

export function createJob(
  source: string,
  integrationInstanceId: string | undefined,
  ignoreDuplicates = false,
): Job {
  return {
    id: randomUUID(),
    source,
    integrationInstanceId,
    ignoreDuplicates,
    status: SynchronizationJobStatus.AWAITING_UPLOADS,
    uploads: [],
    events: [],
  };
}

/** Two uploads with one key make a whole job fail: https://docs.jupiterone.io/api/sync-jobs/api-reference#request-flags */
export function hasDuplicates({ ignoreDuplicates, uploads }: Job): boolean {
  const keys = uploads.flatMap(({ objects }) =>
    objects.map(({ _key }) => _key),
  );
  return !ignoreDuplicates && new Set(keys).size < keys.length;
}

/** What JupiterOne has after the job. */
export function finalized(kept: KeptGraph, job: Job): KeptGraph {
  const uploaded = new Map(
    job.uploads
      .flatMap(({ objects }) => objects)
      .map((object) => [object._key, object]),
  );
  const partial = new Set(job.partialTypes);
  const spared = [...kept].filter(
    ([key, { _type }]) => !uploaded.has(key) && partial.has(_type),
  );
  return new Map([...spared, ...uploaded]);
}

/** The job as the API shows it. */
export function describeJob(job: Job): SynchronizationJob {
  const count = (kind: Upload['kind']) =>
    job.uploads
      .filter((upload) => upload.kind === kind)
      .reduce((sum, { objects }) => sum + objects.length, 0);
  return {
    id: job.id,
    source: job.source,
    integrationInstanceId: job.integrationInstanceId,
    integrationJobId: job.id,
    status: job.status,
    startTimestamp: 0,
    numEntitiesUploaded: count('entities'),
    numEntitiesCreated: 0,
    numEntitiesUpdated: 0,
    numEntitiesDeleted: 0,
    numRelationshipsUploaded: count('relationships'),
    numRelationshipsCreated: 0,
    numRelationshipsUpdated: 0,
    numRelationshipsDeleted: 0,
  };
}
