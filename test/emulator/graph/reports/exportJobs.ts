/** Export jobs: asked for, polled until they are done, then downloaded from another host. */
import { randomUUID } from 'node:crypto';
import type { DeviceManagementReportStatus } from '@microsoft/microsoft-graph-types-beta';
import type { BlobStore } from '../../blob/blobStore';
import { pack, type Packed } from '../../blob/zip';
import { csvOf } from './csv';
import type { ExportRequest } from './exportRequest';
import type { ReportSource } from './report';

/** How a job ends; `missingColumn` and the broken archives look complete until they are read. */
export type ExportOutcome =
  | 'completed'
  | 'failed'
  | 'stuck'
  | 'missingColumn'
  | 'emptyZip'
  | 'corruptZip';

/** `attempt` counts the jobs for the same report and filter, from 1: a second job for what a first one should bring. */
export type ChooseOutcome = (
  reportName: string,
  attempt: number,
) => ExportOutcome;

export interface ExportOptions {
  /** How many polls it takes until the job says that it is complete; the next one tells the URL. */
  readonly polls: number;
  /** Polls before this age of the job find it unfinished, and do not count. */
  readonly durationMs: number;
  /** By which jobs age. */
  readonly clock: { now(): number };
  readonly outcome: ChooseOutcome;
  /** The tables that were made before, by what was asked for; undefined: each is made anew. */
  readonly packed?: PackedExports;
}

export type PackedExports = Map<string, Promise<Packed>>;

export interface ExportJob {
  readonly id: string;
  readonly request: ExportRequest;
  readonly status: DeviceManagementReportStatus;
  /** Empty for a moment after completion. */
  readonly url: string | null;
  readonly requestDateTime: string;
  readonly expirationDateTime?: string;
}

export interface ExportJobs {
  create(request: ExportRequest, source: ReportSource): ExportJob;
  /** Each call brings the job on. */
  poll(id: string): ExportJob | undefined;
}

interface JobState {
  readonly created: ExportJob;
  readonly createdAt: number;
  readonly outcome: ExportOutcome;
  readonly source: ReportSource;
  polls: number;
  done?: Pick<ExportJob, 'url' | 'expirationDateTime'>;
}

export function createExportJobs(
  { polls, durationMs, clock, outcome, packed }: ExportOptions,
  blobs: BlobStore,
): ExportJobs {
  const jobs = new Map<string, JobState>();
  const attempts = new Map<string, number>();
  return {
    create: (request, source) => {
      const { name } = request.report;
      const asked = `${name} ${request.filter}`;
      const attempt = (attempts.get(asked) ?? 0) + 1;
      attempts.set(asked, attempt);
      const created: ExportJob = {
        id: `${namesInIds[name] ?? name}_${randomUUID()}`,
        request,
        status: 'notStarted',
        url: null,
        requestDateTime: new Date().toISOString(),
      };
      jobs.set(created.id.toLowerCase(), {
        created,
        createdAt: clock.now(),
        outcome: outcome(name, attempt),
        source,
        polls: 0,
      });
      return created;
    },
    poll: (id) => {
      const job = jobs.get(id.toLowerCase());
      if (job === undefined) return undefined;
      const ageMs = clock.now() - job.createdAt;
      if (ageMs < durationMs) return { ...job.created, status: 'inProgress' };
      job.polls += 1;
      return stateOf(job, polls, (done) => publish(done, blobs, packed));
    },
  };
}

/** The ids of some jobs name another report than the one that was asked for, as in a recorded answer. */
const namesInIds: Readonly<Record<string, string | undefined>> = {
  DeviceStatusesByConfigurationProfile:
    'DeviceStatusesByConfigurationProfileWithPFV3',
};

function stateOf(
  job: JobState,
  polls: number,
  publishFile: (job: JobState) => JobState['done'],
): ExportJob {
  const { created, outcome } = job;
  if (outcome === 'stuck' || job.polls < polls) {
    return { ...created, status: 'inProgress' };
  }
  if (outcome === 'failed') return { ...created, status: 'failed' };
  // The file comes a moment after the word that it is there.
  if (job.polls === polls) return { ...created, status: 'completed', url: '' };
  job.done ??= publishFile(job);
  return { ...created, status: 'completed', ...job.done };
}

function publish(
  { created, outcome, source }: JobState,
  blobs: BlobStore,
  packed: PackedExports = new Map(),
) {
  const { report, output, conditions } = created.request;
  // The identifiers come first in every report: nothing can be done without them.
  const shown =
    outcome === 'missingColumn'
      ? output.filter(({ column }) => !/DeviceId$/.test(column))
      : output;
  const headers = shown.map(({ header }) => header);
  return blobs.publish(created.id, {
    damage:
      outcome === 'emptyZip' || outcome === 'corruptZip' ? outcome : undefined,
    member: `${created.id}.csv`,
    content: () => {
      const key = JSON.stringify([
        report.name,
        headers,
        conditions,
        source.reportedAs,
      ]);
      const content =
        packed.get(key) ??
        pack(csvOf(headers, report.read(source, shown, conditions)));
      packed.set(key, content);
      return content;
    },
  });
}
