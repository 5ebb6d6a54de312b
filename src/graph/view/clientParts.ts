/** What `createGraphClient` puts together, and all views of one client share. */
import type { Client } from '@microsoft/microsoft-graph-client';
import type { Arrivals } from '../http/arrivals';
import type { GraphAuthentication } from '../login/authentication';
import type { Clock } from '../basics/clock';
import type { ExportParts } from '../exports/exportAccess';
import type { GraphLimits } from '../basics/limits';
import type { Connections } from '../network/connections';
import type { Pacer } from '../pacing/pacer';
import type { ReportForms } from '../reports/reportForms';
import type { ReportNames } from '../reports/reportNames';
import type { CallStatistics } from '../pacing/statistics';
import type { PreparedGets } from './preparedGets';

export interface ClientParts {
  readonly library: Client;
  readonly authentication: GraphAuthentication;
  readonly graphOrigin: string;
  readonly pacer: Pacer;
  readonly statistics: CallStatistics;
  readonly arrivals: Arrivals;
  readonly connections: Connections;
  readonly exports: ExportParts;
  readonly preparedGets: PreparedGets;
  readonly reportNames: ReportNames;
  readonly reportForms: ReportForms;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits: GraphLimits;
  /** Fewer than the workloads allow, or undefined. */
  readonly maxBatchesInFlight?: number;
  /** Aborted when the client is closed. */
  readonly closing: AbortController;
}
