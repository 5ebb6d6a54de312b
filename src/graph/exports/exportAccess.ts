/** The parts of a client that exports need. */
import type { Clock } from '../basics/clock';
import type { Cloud } from '../clouds/clouds';
import type { GraphLogger } from '../basics/logger';
import type { Endpoint } from '../request';
import type { ExportGate } from './exportGate';
import {
  exportJobEndpoint,
  exportJobPath,
  exportJobsEndpoint,
} from './exportRequest';
import type { JobWatch } from './jobWatch';
import type { ExportLimits } from '../basics/limits';
import type { Connections } from '../network/connections';
import type { PostedJob } from './postJob';

/** What all views of one client share. */
export interface ExportParts {
  /** Jobs that were posted before their rows are needed. */
  readonly prepared: Map<string, Promise<PostedJob>>;
  /** Remembers the tenant's answers to exports. */
  readonly gate: ExportGate;
  /** Knows which jobs are polled. */
  readonly watch: JobWatch;
  /** For downloads only, which are sent without a token. */
  readonly connections: Connections;
  readonly cloud: Cloud;
  readonly limits: ExportLimits;
}

export interface ExportServices extends ExportParts {
  readonly clock: Clock;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  readonly logger: GraphLogger;
  /** Awaited between the chunks of a file, so that arriving answers are read first. */
  readonly giveWay: () => Promise<void>;
  /** Aborted when nobody needs the rows any more. */
  readonly signal: AbortSignal;
}

export interface ExportAccess extends ExportServices {
  /** Posts a job. @throws GraphError */
  readonly post: (body: unknown) => Promise<unknown>;
  /** Asks for the state of a job. @throws GraphError */
  readonly poll: (jobId: string) => Promise<unknown>;
}

/** @param ask sends a request with login, quota and retries */
export function exportAccess(
  services: ExportServices,
  ask: (
    endpoint: Endpoint,
    relativeUrl: string,
    body?: unknown,
  ) => Promise<unknown>,
): ExportAccess {
  return {
    ...services,
    post: (body) => ask(exportJobsEndpoint, exportJobsEndpoint.path, body),
    poll: (jobId) => ask(exportJobEndpoint, exportJobPath(jobId)),
  };
}
