/** What a caller can ask of an emulator, and what it hands back. */
import type { FaultRule } from './faults';
import type { ServiceBehaviour } from './graph/behaviour';
import type { ChooseOutcome, PackedExports } from './graph/reports/exportJobs';
import type { GraphPolicy } from './graph/route';
import type { HttpMiddleware, BatchItemRecord } from './http/message';
import type { Credentials } from './login/app';
import type { Tenant } from './tenant';
import type { ThrottlingReport } from './throttling/report';
import type { ThrottlingOptions } from './throttling/throttling';

/** Every application permission that the data of the directory and Intune needs. */
export const allRoles: readonly string[] = [
  'Organization.Read.All',
  'Directory.Read.All',
  'AuditLog.Read.All',
  'Member.Read.Hidden',
  'DeviceManagementApps.Read.All',
  'DeviceManagementConfiguration.Read.All',
  'DeviceManagementManagedDevices.Read.All',
  'DeviceManagementServiceConfig.Read.All',
];

export interface EmulatorOptions extends Partial<ServiceBehaviour> {
  readonly tenant: Tenant;
  /** Application permissions in the token's roles claim; default: `allRoles`. */
  readonly roles?: readonly string[];
  /** What the app may log in with besides its secret; default: nothing. */
  readonly credentials?: Credentials;
  /** Default 0: any free port. */
  readonly port?: number;
  /**
   * The hosts of the cloud that is emulated. Its addresses and tokens name them instead of this machine, and the
   * certificate is theirs too; the client must be made to connect here all the same.
   */
  readonly publicHosts?: PublicHosts;
  /** Added to each HTTP answer, in milliseconds; default 0. */
  readonly latencyMs?: number;
  /** In seconds; default 3600. */
  readonly tokenLifetimeSeconds?: number;
  /** The poll at which an export job says that it is complete; one more and it tells the URL too. Default 2. */
  readonly exportPolls?: number;
  /** How long an export job takes, in milliseconds, before `exportPolls` counts; default 0. */
  readonly exportDurationMs?: number;
  /** By which export jobs age, in milliseconds; default: the system's. */
  readonly exportClock?: { now(): number };
  /**
   * Keeps the tables of exports, for this emulator and others of the same tenant: Intune makes them on machines of its
   * own, so a benchmark has them made beforehand. Default: each is made anew.
   */
  readonly packedExports?: PackedExports;
  /** How each export job ends; default: completed. `attempt` counts the jobs for the same report, from 1. */
  readonly exportOutcome?: ChooseOutcome;
  /** Microsoft's quotas, and what happens above them; default: no call is ever refused for its frequency. */
  readonly throttling?: ThrottlingOptions;
  /** What goes wrong; default: nothing. `setFaults` changes it. */
  readonly faults?: readonly FaultRule[];
  /** Run around every Graph call, batched ones included, in this order: throttling, faults. */
  readonly policies?: readonly GraphPolicy[];
  /** Run around every HTTP request, login included, in this order: broken bodies, slow answers. */
  readonly middleware?: readonly HttpMiddleware[];
}

/** Names without a port, for example `graph.microsoft.us`. */
export interface PublicHosts {
  readonly login: string;
  readonly graph: string;
  readonly blob: string;
}

export interface RequestRecord {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** 0 until the request is answered. */
  readonly status: number;
  /** `blob`: the download of an export, from `blobOrigin`. */
  readonly kind: 'login' | 'graph' | 'blob';
  /** Whether the request carried an Authorization header. */
  readonly authorization: boolean;
  readonly userAgent?: string;
  /** Only for an answered $batch: its requests in the order in which they were sent. */
  readonly batch?: readonly BatchItemRecord[];
}

export interface Emulator {
  /** For example `https://127.0.0.1:4711`: Graph root and login authority at once. */
  readonly origin: string;
  /** Where exports are downloaded from: another host, with the same certificate. */
  readonly blobOrigin: string;
  /** Signs itself: both the server's certificate and the CA to trust. */
  readonly certificatePem: string;
  /** Valid credentials of the emulated app registration; `tenant` is the tenant id. */
  readonly app: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly tenant: string;
  };
  /** Every HTTP request in order of arrival; a test may empty it. */
  readonly requests: RequestRecord[];
  /** Live; `undefined` without throttling. */
  readonly throttling?: ThrottlingReport;
  /** What the next token carries. */
  setRoles(roles: readonly string[]): void;
  /** From now on every token handed out so far counts as expired. */
  expireTokens(): void;
  /** From now on, instead of the rules before. */
  setFaults(rules: readonly FaultRule[]): void;
  /** How many requests went wrong by the rules of the moment. */
  faultHits(): number;
  /** Gives a device of Intune another name, by which listings sort it from now on. */
  renameDevice(deviceId: string, deviceName: string): void;
  /** Deletes a device of Intune; what reports say of it stays. */
  deleteDevice(deviceId: string): void;
  /** Ends keep-alive connections too. */
  close(): Promise<void>;
}
