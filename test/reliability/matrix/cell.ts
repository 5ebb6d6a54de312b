/** One cell of the matrix: a fault that hits a request of a step, and what must come of it. */
import type { Emulator, FaultRule } from '../../emulator';
import type { Expectation } from '../outcome';
import type { RunOptions } from '../runIntegration';

/** How a request is sent: by those that are sent alike, a fault is met by the same code of the client. */
export type Way =
  | 'object'
  | 'list'
  | 'batch'
  | 'object in a batch'
  | 'list in a batch'
  | 'report'
  | 'export'
  | 'login';

export interface Cell {
  /** The row of the table: `503, for good`. */
  readonly fault: string;
  /** The columns of the table: the ids of the steps that send the request. */
  readonly steps: readonly string[];
  /** Names the request among those of its step: `listing`. */
  readonly request: string;
  readonly way: Way;
  /** Made anew for each run: some faults have a memory. Each of them must hit something. */
  readonly rules: (emulator: Emulator) => readonly FaultRule[];
  readonly expectation: Expectation;
  readonly options?: RunOptions;
}

/** `users (listing) x 503, for good` */
export function nameOf({ steps, request, fault }: Cell): string {
  return `${steps.join(' and ')} (${request}) x ${fault}`;
}
