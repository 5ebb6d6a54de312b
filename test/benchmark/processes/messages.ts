/** What the benchmark and the process of the emulator tell each other. */
import type { Emulator, EmulatorOptions, RequestRecord } from '../../emulator';
import type { ReplacedRequests } from '../replacedRequests';
import type { Scenario } from '../scenarios';
import type { TenantCounts } from '../sources/tenantCounts';
import type { Throttling } from '../throttlingReport';

export interface StartOptions {
  readonly scenario: Scenario;
  /** Gets the answers; none are recorded without. */
  readonly folder?: string;
  /** Where the service is to differ from the scenario's. */
  readonly service?: Pick<EmulatorOptions, 'installReport'>;
}

export type ToEmulator =
  ({ readonly kind: 'start' } & StartOptions) | { readonly kind: 'finish' };

export interface StartedEmulator {
  readonly kind: 'started';
  readonly origin: string;
  readonly certificatePem: string;
  readonly app: Emulator['app'];
}

export interface EmulatorReport {
  readonly kind: 'report';
  readonly requests: readonly RequestRecord[];
  readonly exported: readonly string[];
  readonly replaced: ReplacedRequests;
  readonly counts: TenantCounts;
  readonly throttling: Throttling;
  /** When the first request came, logins included, in milliseconds since the Unix epoch; undefined when none did. */
  readonly firstRequestAt?: number;
  /** From start to finish. */
  readonly cpuMs: number;
}

export type FromEmulator = StartedEmulator | EmulatorReport;
