/**
 * The right of way of answers. An export of millions of rows keeps the one
 * thread busy for minutes, a chunk at a time. An answer arrives in dozens of
 * pieces, each a turn of the event loop: behind a chunk each, the serial chain of
 * user pages took four times as long.
 */
import { setImmediate } from 'node:timers/promises';

/** An answer that takes longer to arrive waits for the network, not for us. */
const MOST_TURNS = 100;

export class Arrivals {
  #arriving = 0;

  /** Passes through what becomes of `reading`, which takes an answer in. */
  async during<Result>(reading: Promise<Result>): Promise<Result> {
    this.#arriving += 1;
    try {
      return await reading;
    } finally {
      this.#arriving -= 1;
    }
  }

  /** To be awaited between the chunks of long work: takes in what arrives meanwhile. */
  async giveWay(): Promise<void> {
    let turns = 0;
    do {
      await setImmediate();
      turns += 1;
    } while (this.#arriving > 0 && turns < MOST_TURNS);
  }
}
