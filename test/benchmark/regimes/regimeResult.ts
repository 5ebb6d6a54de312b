/** What is measured of one regime, as it is written to `results/`. */
import type { TenantSizeName } from '../../emulator';
import type { Floors, Objects, Origin } from '../measurement';
import type { WholeProcess } from '../processes/wholeProcess';
import type { SourceChoice } from '../sources/cheapestChoice';
import type { RegimeName } from './regimes';

export interface RegimeRun {
  /** Start-up included. */
  readonly process: WholeProcess;
  /** From the start of the process to its first request, which is a login. */
  readonly firstRequestMs: number;
  /** Without a start-up: see the README. */
  readonly floors: Floors;
  /** What the run was charged takes at least so long, useful or not. */
  readonly chargedFloorMs: number;
  readonly objects: Objects;
  readonly requests: {
    /** HTTP requests to Graph and its storage, logins left out. */
    readonly http: number;
    /** The same with each request of a batch by itself, and without its envelope. */
    readonly inner: number;
    /** Calls that a quota refused, of whichever status. */
    readonly refused: number;
  };
  /** Steps that failed although they can be whole there: such a run is no measure. */
  readonly failedSteps: readonly string[];
  /** Requests that came before their `Retry-After` had ended. */
  readonly earlyRetries: number;
}

export interface RegimeResult extends Origin {
  readonly regime: RegimeName;
  readonly size: TenantSizeName;
  readonly seed: number;
  /** See `TenantCounts`. */
  readonly signInPages: number;
  /** The same in each run. */
  readonly choice: SourceChoice;
  /** One at least. */
  readonly runs: readonly RegimeRun[];
}

export const valuesOf = (
  { runs }: RegimeResult,
  valueOf: (run: RegimeRun) => number,
): number[] => runs.map(valueOf);
