/**
 * Tells whether small pages pay. They cost less where collections fit into them, and
 * they are an extra cost where collections do not.
 */
import type { SmallPages } from '../request';

/** So many collections have to end before small pages are judged. */
const ENOUGH = 100;

export class SmallPageSavings {
  #ended = 0;
  /** In the workload's own units. */
  #saved = 0;

  /** Stays false once it is. */
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
