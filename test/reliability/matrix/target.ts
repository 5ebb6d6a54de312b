/** A request that faults are let loose on, and what its step makes of them. */
import type { FaultRule, RequestPattern } from '../../emulator';
import type { CollectedGraph } from '../memoryStore';
import type { Expectation } from '../outcome';
import type { Way } from './cell';

/** Why there is no good answer: steps tell these apart. */
export type Failure =
  /** 401 or 403. */
  | 'refused'
  /** 400 or 404: it is not there, or not for this tenant. */
  | 'absent'
  /** Graph or the way to it is out of order: the next run may find it healed. */
  | 'broken'
  /** An answer that is not what it should be. */
  | 'misshapen'
  /** Graph answers, and never with what was asked for: another object may be answered. Default: as `misshapen`. */
  | 'unreadable'
  /** The page token is lost, every time. Default: as `misshapen`. */
  | 'lost';

const likeMisshapen: ReadonlySet<Failure> = new Set(['unreadable', 'lost']);

export interface Target {
  readonly steps: readonly string[];
  readonly request: string;
  readonly way: Way;
  readonly on: RequestPattern;
  /** What has to be wrong before the step asks for this. */
  readonly given?: readonly FaultRule[];
  /** The first one that is the step's own, counted from 1; before it others ask the same. */
  readonly start?: number;
  /** No link, and no page token, ever comes with it. */
  readonly hasOnePage?: true;
  /** As errors name it. */
  readonly endpoint: string;
  /** As they name a batch that is refused as a whole: by what was in it, which has a permission of its own. */
  readonly refusedEndpoint?: string;
  /** What a step that fails has emitted without what it asks for here: taken away from both graphs. */
  readonly apart?: (graph: CollectedGraph) => CollectedGraph;
  /** What comes of a fault that heals; default: the same. */
  readonly healed?: Expectation;
  /** What comes of a failure that stays, where that is not the failure of the steps. */
  readonly lasting?: Readonly<Partial<Record<Failure, Expectation>>>;
}

const same: Expectation = { kind: 'same' };

/** Another source has the same. */
export const madeUpFor = {
  refused: same,
  absent: same,
  misshapen: same,
  unreadable: same,
} as const satisfies Target['lasting'];

/** The same, whatever is wrong for good. */
export const always = (expectation: Expectation): Target['lasting'] => ({
  refused: expectation,
  absent: expectation,
  broken: expectation,
  unreadable: expectation,
  misshapen: expectation,
});

export const get = (url: RegExp): RequestPattern => ({
  kind: 'graph',
  method: 'GET',
  url,
});

export const post = (url: RegExp, body?: RegExp): RequestPattern => ({
  kind: 'graph',
  method: 'POST',
  url,
  body,
});

export const item = (url: RegExp): RequestPattern => ({
  kind: 'batchItem',
  url,
});

/** The rules of a cell: what makes the step ask, and the fault. */
export function rulesOf(
  { given = [], on }: Target,
  rule: Omit<FaultRule, 'on'> & Partial<Pick<FaultRule, 'on'>>,
): FaultRule[] {
  return [{ on, ...rule }, ...given];
}

/** @param endpoint as the error names it, where that is not the target's */
export function expectationOf(
  { steps, endpoint: own, lasting = {}, apart }: Target,
  failure: Failure,
  cause: RegExp,
  endpoint = own,
): Expectation {
  const expected =
    lasting[failure] ??
    (likeMisshapen.has(failure) ? lasting.misshapen : undefined);
  if (!expected) {
    return { kind: 'fails', steps, endpoint, cause, apart };
  }
  return expected.kind === 'partial' ? { cause, ...expected } : expected;
}
