/** What the benchmark measures, as it is written to `results/`. */
import type { ScenarioName } from './scenarios';
import type { SourceChoice } from './sources/cheapestChoice';
import type { Throttling } from './throttlingReport';

/** Of one process, from the moment when the SDK asks for its configuration to its exit. */
export interface Usage {
  readonly wallMs: number;
  /** User and system time of all threads. */
  readonly cpuMs: number;
  /** Of the whole process, loading of modules included. */
  readonly peakRssBytes: number;
  /** Before that moment: loading of modules. */
  readonly startUp: { readonly wallMs: number; readonly cpuMs: number };
}

export interface Objects {
  readonly entities: number;
  readonly relationships: number;
}

/** When a step of the integration ran, from the start of the first one. */
export interface StepTime {
  readonly id: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Floors {
  /** What Microsoft's quotas allow at best, with the cheapest choice of sources. */
  readonly quotaMs: number;
  /** Requests that must come one after the other, times the latency. */
  readonly pageChainMs: number;
  /** An export from the login to its download. Missing in results of before exports took time. */
  readonly exportMs?: number;
  /** Reading the same answers and storing the same objects by the SDK alone. */
  readonly storeMs: number;
}

export interface Requests {
  /** HTTP requests to Graph and its storage, logins left out. */
  readonly http: number;
  /** The same with each request of a batch by itself, and without its envelope. */
  readonly inner: number;
  /** Answers with 429, of either kind. */
  readonly throttled: number;
  /** HTTP requests for what can be batched or exported. */
  readonly bundled: number;
  /** What they replace: requests, one at a time. */
  readonly bundledOneAtATime: number;
  /** All of the work, one request at a time. */
  readonly oneAtATime: number;
}

export interface Origin {
  readonly commit: string;
  readonly node: string;
  readonly cpus: number;
  /** Processor, memory and operating system. Missing in results of before it was written down. */
  readonly machine?: string;
}

export interface Measurement extends Origin {
  readonly scenario: ScenarioName;
  readonly size: string;
  readonly seed: number;
  readonly latencyMs: number;
  readonly objects: Objects;
  /** Of the integration. */
  readonly collect: Usage;
  readonly steps: readonly StepTime[];
  /** Of the SDK alone with the same answers and objects. */
  readonly store: Usage;
  readonly floors: Floors;
  /** Missing in results of before it was computed. */
  readonly choice?: SourceChoice;
  readonly requests: Requests;
  readonly throttling: Throttling;
  /** CPU time of the emulator during the run, to see that it did not hold up the integration. */
  readonly emulatorCpuMs: number;
  /** Really run, one request at a time. */
  readonly oneAtATime?: {
    readonly requests: number;
    readonly wallMs: number;
    readonly throttled: number;
  };
}

export function countObjects({ entities, relationships }: Objects): number {
  return entities + relationships;
}

/** The least time that the run could have taken. */
export function floorMs(floors: Floors): number {
  const { quotaMs, pageChainMs, exportMs = 0, storeMs } = floors;
  return Math.max(quotaMs, pageChainMs, exportMs, storeMs);
}
