/**
 * How far a step is: what it added and asked, and when it is time to say so.
 * It has no timer: whoever counts something asks whether a report is due.
 */

import type { OddityKind } from '../leftOut/kinds';

/** At most one report in so long. */
export const REPORT_EVERY_MS = 10_000;

export type TypeCounts = Readonly<Record<string, number>>;

/** What is logged: numbers and types only. */
export interface Progress {
  /** By `_type`. */
  readonly entities: TypeCounts;
  readonly relationships: TypeCounts;
  /** Since the step began. */
  readonly seconds: number;
  /** Microsoft Graph requests that the step sent, repeats included. */
  readonly requests: number;
  /** Seconds in which nothing was sent to the step's workloads, because the run was too fast. */
  readonly pausedSeconds: number;
}

export interface RunningProgress extends Progress {
  /** Since the report before. */
  readonly perSecond: {
    readonly entities: number;
    readonly relationships: number;
  };
}

export interface EndedProgress extends Progress {
  /** How many odd items there were, by kind. */
  readonly odd: TypeCounts;
}

export type GraphObjectKind = 'entities' | 'relationships';

export interface MeterOptions {
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  /** How long the step's workloads paused, in milliseconds from any origin. */
  readonly pausedMs: () => number;
  readonly report: (progress: RunningProgress) => void;
}

export class ProgressMeter {
  readonly #options: MeterOptions;
  readonly #startedAt: number;
  readonly #pausedBefore: number;
  readonly #counts = {
    entities: new Map<string, number>(),
    relationships: new Map<string, number>(),
  };
  readonly #odd = new Map<string, number>();
  #requests = 0;
  #reported = { at: 0, entities: 0, relationships: 0 };

  constructor(options: MeterOptions) {
    this.#options = options;
    this.#startedAt = options.now();
    this.#pausedBefore = options.pausedMs();
    this.#reported.at = this.#startedAt;
  }

  countAdded(kind: GraphObjectKind, _type: string, count: number): void {
    addTo(this.#counts[kind], _type, count);
    this.#reportIfDue();
  }

  countRequest(): void {
    this.#requests += 1;
    this.#reportIfDue();
  }

  countOdd(kind: OddityKind, count: number): void {
    addTo(this.#odd, kind, count);
  }

  end(): EndedProgress {
    return {
      ...this.#progress(this.#options.now()),
      odd: Object.fromEntries(this.#odd),
    };
  }

  #reportIfDue(): void {
    const now = this.#options.now();
    const elapsedMs = now - this.#reported.at;
    if (elapsedMs < REPORT_EVERY_MS) {
      return;
    }
    const entities = sum(this.#counts.entities);
    const relationships = sum(this.#counts.relationships);
    const perSecond = (count: number) =>
      Math.round((count * 1_000) / elapsedMs);
    this.#options.report({
      ...this.#progress(now),
      perSecond: {
        entities: perSecond(entities - this.#reported.entities),
        relationships: perSecond(relationships - this.#reported.relationships),
      },
    });
    this.#reported = { at: now, entities, relationships };
  }

  #progress(now: number): Progress {
    return {
      entities: Object.fromEntries(this.#counts.entities),
      relationships: Object.fromEntries(this.#counts.relationships),
      seconds: toSeconds(now - this.#startedAt),
      requests: this.#requests,
      pausedSeconds: toSeconds(this.#options.pausedMs() - this.#pausedBefore),
    };
  }
}

function addTo(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

/** To a tenth. */
function toSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
