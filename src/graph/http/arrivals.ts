/**
 * Gives answers the right of way. An export of millions of rows keeps the one
 * thread busy for minutes, a chunk at a time. An answer arrives in dozens of
 * pieces, and each piece takes a turn of the event loop. When each turn waited
 * for a chunk, the serial chain of user pages took four times as long.
 */
import { setImmediate } from 'node:timers/promises';

/** An answer that takes longer to arrive waits for the network, not for us. */
const MOST_TURNS = 100;

export class Arrivals {
  #arriving = 0;

  /** The body of an answer is going to be read. */
  begin(): void {
    this.#arriving += 1;
  }

  /** To be called once for each `begin`: the body was read, or its connection broke. */
  end(): void {
    this.#arriving -= 1;
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
