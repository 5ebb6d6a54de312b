/** Keeps garbage from filling a large heap. */
import { setFlagsFromString } from 'node:v8';
import { MEGABYTE } from './megabytes';

/** Bytes alive. In a smaller heap the garbage is small as well, and collecting it more often only takes CPU time. */
const LARGE = 100 * MEGABYTE;

/**
 * V8 lets a heap grow to four times what is alive before it collects the whole of
 * it again: two thirds of a large tenant's peak were garbage. With this flag it
 * grows by 30 %. It is set here, because Node.js refuses it in NODE_OPTIONS, and
 * because V8 heeds it at any time.
 */
const GROWTH = '--heap-growing-percent=30';

export class HeapGrowth {
  #isLimited = false;

  /** @param alive bytes in use after a collection of the whole heap */
  collected(alive: number): void {
    if (!this.#isLimited && alive > LARGE) {
      this.#isLimited = true;
      setFlagsFromString(GROWTH);
    }
  }
}
