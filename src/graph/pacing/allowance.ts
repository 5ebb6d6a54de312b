/**
 * How many units a window may hold. What a tenant grants can only be learned from
 * what it granted:
 *
 * - The allowance begins small and grows with each answer, so that the first
 *   overshoot is at most about a third of what was sent. It reaches the
 *   documented limit within a dozen or two answers, and never exceeds it.
 * - After a 429, the allowance is what was granted in the last window.
 * - After some full windows without a 429, a little more is tried, and the
 *   allowance grows with each answer again. When a try is refused, the next one
 *   waits twice as many windows.
 */

/** Of the documented limit: where the allowance begins, but for two units at least. */
const FIRST_SHARE = 0.005;
const FIRST_LEAST = 2;
/**
 * Units by which the allowance grows for each unit that was granted beyond what
 * was known. Where a window grants few requests, each refused one weighs more.
 */
const GROWTH = 1.4;
const GROWTH_OF_SMALL = 1.2;
const SMALL = 200;
/** Of what is known: how much more is tried at first. */
const TRIED_SHARE = 0.05;
/** Full windows without a 429 before more is tried; twice as many each time it is refused. */
const WINDOWS_BEFORE_TRY = 2;
const WINDOWS_BEFORE_TRY_OF_FEW = 4;
const FEW = 5;
/** Where the quota comes back evenly. */
const QUICKER = 2;
const MOST_WINDOWS_BEFORE_TRY = 64;
/** One of our windows may hold what two windows of the service granted. */
const WINDOWS_IN_ONE = 2;
/** Of what was known: so much is believed in any case. */
const MOST_LEARNED = 1.1;

export class Allowance {
  #documented: number;
  /** What one window is known to grant; 0 when nothing is known. */
  #known: number;
  /** The most that one window granted since more than that is tried. */
  #peak: number;
  #isTrying = true;
  /** Once, because nothing was granted and nothing was known. */
  #beganAgain = false;
  #fullWindows = 0;
  #windowsBeforeTry = WINDOWS_BEFORE_TRY;

  constructor(documented: number, expected: number) {
    this.#documented = documented;
    this.#known = expected;
    this.#peak = expected;
  }

  get documented(): number {
    return this.#documented;
  }

  /** Whole units, one at least. */
  get units(): number {
    return Math.max(1, Math.floor(this.#exact));
  }

  get isTrying(): boolean {
    return this.#isTrying;
  }

  /** Whether nothing was refused yet, and nothing was expected. */
  get isUnknown(): boolean {
    return this.#known === 0;
  }

  /** What one window grants, of the documented limit; undefined while that is unknown. */
  get grantedShare(): number | undefined {
    const granted = this.#isTrying ? this.#peak : this.#known;
    return this.isUnknown ? undefined : granted / this.#documented;
  }

  /** So much was granted within one window. */
  grow(granted: number): void {
    if (this.#isTrying) {
      this.#peak = Math.max(this.#peak, granted);
    }
  }

  /**
   * Something was refused.
   *
   * @param granted within the last window
   * @param isSure whether that cannot be what two windows of the service granted
   */
  learn(granted: number, isSure: boolean): void {
    if (this.isUnknown && granted <= 0 && !this.#beganAgain) {
      // Another client used the quota up, or an earlier run did: that tells nothing.
      this.#beganAgain = true;
      this.#peak = 0;
      return;
    }
    // The first request may cost more than the allowance, and be granted.
    const most = this.isUnknown ? this.#documented : this.#exact;
    const learned = Math.max(1, Math.min(granted, most));
    const known = this.#known;
    const isLittleMore = learned < known + Math.max(3, known / 8);
    const isRefusedTry = this.#isTrying && known > 0 && isLittleMore;
    this.#windowsBeforeTry = isRefusedTry
      ? Math.min(MOST_WINDOWS_BEFORE_TRY, this.#windowsBeforeTry * 2)
      : firstGap(learned);
    if (known === 0) {
      this.#known = learned;
    } else if (isLittleMore) {
      this.#known = Math.min(learned, known);
    } else {
      const certain = isSure ? learned : learned / WINDOWS_IN_ONE;
      this.#known = Math.min(learned, Math.max(known * MOST_LEARNED, certain));
    }
    this.#keep();
  }

  /** Graph says that the quota is nearly used up: nothing more is tried. */
  nearlyUsedUp(): void {
    if (this.#isTrying && this.#peak > 0) {
      this.#known = this.#peak;
      this.#keep();
    }
    this.#fullWindows = 0;
  }

  /**
   * A window ended in which nothing was refused.
   *
   * @param isEven whether the quota comes back evenly: then a try costs a few units
   * only, and windows do not hide what is granted
   */
  endWindow(wasFull: boolean, isEven = false): void {
    this.#fullWindows += wasFull ? 1 : 0;
    const isQuick = isEven && this.#known >= FEW;
    const windows = this.#windowsBeforeTry / (isQuick ? QUICKER : 1);
    if (!this.#isTrying && this.#fullWindows >= windows) {
      this.#isTrying = true;
      this.#peak = this.#known;
      this.#fullWindows = 0;
    }
  }

  /** The documented limit is known better now; it never shrinks. */
  raise(documented: number): void {
    this.#documented = Math.max(this.#documented, documented);
  }

  #keep(): void {
    this.#isTrying = false;
    this.#fullWindows = 0;
  }

  get #exact(): number {
    if (!this.#isTrying) {
      return this.#known;
    }
    const more = this.isUnknown
      ? Math.max(FIRST_LEAST, this.#documented * FIRST_SHARE)
      : Math.max(1, this.#known * TRIED_SHARE);
    // Whole batches may leave the little more unused: then more of it is needed.
    const tried = this.isUnknown ? more : more * (1 + this.#fullWindows);
    const growth = this.#documented < SMALL ? GROWTH_OF_SMALL : GROWTH;
    const grown = this.#known + tried + (this.#peak - this.#known) * growth;
    return Math.min(grown, this.#documented);
  }
}

function firstGap(known: number): number {
  return known < FEW ? WINDOWS_BEFORE_TRY_OF_FEW : WINDOWS_BEFORE_TRY;
}
