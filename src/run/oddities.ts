/** Single odd items are counted, and logged once a kind at the end of their step. */
import type { GraphLogger } from '../graph/basics/logger';
import type { ProgressMeter } from './progress/meter';

/** Where odd items are told: a step's context is such a place. */
export interface OddityAudience {
  readonly logger: Pick<GraphLogger, 'warn'>;
  readonly meter: Pick<ProgressMeter, 'countOdd'>;
}

export class Oddities<Kind extends string> {
  readonly #counts = new Map<Kind, number>();
  readonly #descriptions: Readonly<Record<Kind, string>>;

  /** @param descriptions what each kind means, for the log */
  constructor(descriptions: Readonly<Record<Kind, string>>) {
    this.#descriptions = descriptions;
  }

  count(kind: Kind, howMany = 1): void {
    if (howMany > 0) {
      this.#counts.set(kind, this.counted(kind) + howMany);
    }
  }

  counted(kind: Kind): number {
    return this.#counts.get(kind) ?? 0;
  }

  log({ logger, meter }: OddityAudience): void {
    for (const [kind, count] of this.#counts) {
      logger.warn({ kind, count }, this.#descriptions[kind]);
      meter.countOdd(kind, count);
    }
  }
}
