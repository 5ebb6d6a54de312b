/** Single odd items are counted, and logged once a kind at the end of their step. */
import type { GraphLogger } from '../graph/logger';

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

  log(logger: Pick<GraphLogger, 'warn'>): void {
    for (const [kind, count] of this.#counts) {
      logger.warn({ kind, count }, this.#descriptions[kind]);
    }
  }
}
