/** What exports need of the client. */
import type { Agent } from 'node:https';
import type { Clock } from '../clock';
import type { Cloud } from '../clouds';
import type { GraphLogger } from '../logger';
import type { ExportLimits } from './limits';
import type { PostedJob } from './postJob';

export interface ExportAccess {
  /** Posts a job, with login, quota and retries. @throws GraphError */
  readonly post: (body: unknown) => Promise<unknown>;
  /** Asks after a job in the same way. @throws GraphError */
  readonly poll: (jobId: string) => Promise<unknown>;
  /** The jobs that were posted before anybody wants their rows, by `exportKey`. */
  readonly prepared: Map<string, Promise<PostedJob>>;
  /** For downloads only: what it connects to gets no token. */
  readonly agent: Agent;
  readonly cloud: Cloud;
  readonly limits: ExportLimits;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: GraphLogger;
}
