/**
 * Whether small pages pay: they cost less where collections fit into them, and
 * come on top of the full pages where they do not.
 */
import type { SmallPages } from '../request';

/** Collections after which it is judged. */
const ENOUGH = 100;

export class SmallPageRecord {
  #ended = 0;
  /** In the workload's own units. */
  #saved = 0;

  /** False for ever, once it is. */
  get pays(): boolean {
    return this.#ended < ENOUGH || this.#saved >= 0;
  }

  /** A collection fitted into so many small pages, each for less than `fullCost`. */
  sufficed(small: SmallPages, pages: number, fullCost: number): void {
    this.#ended += 1;
    this.#saved += fullCost - pages * small.cost;
  }

  /** A collection did not fit. */
  wasted(small: SmallPages, pages: number): void {
    this.#ended += 1;
    this.#saved -= pages * small.cost;
  }
}
