/**
 * What requests take from one quota. Graph counts a request at some moment
 * between its sending and the head of its answer, so it is charged from sending
 * until one window after the answer began. Refused requests take nothing.
 */

interface Charge {
  /** When the answer began. */
  readonly at: number;
  readonly units: number;
  /** Whether no answer came: Graph may have counted it, or never got it. */
  readonly isLost: boolean;
}

/** All times are in milliseconds of a monotonic clock. */
export class Charges {
  readonly #windowMs: number;
  #requestsUnderWay = 0;
  #underWay = 0;
  /** How much of that is known to be refused. */
  #refusedUnderWay = 0;
  #granted = 0;
  #lost = 0;
  /** What was granted or lost, one by one, the first one first. */
  #charges: Charge[] = [];
  /** How many of these are forgotten: moving the others each time would take long. */
  #forgotten = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** The expected cost of the requests that are not answered yet. */
  get underWay(): number {
    return this.#underWay;
  }

  /** What was granted to requests that were answered within the last window. */
  get granted(): number {
    return this.#granted;
  }

  /** All that may count at Graph now. */
  get used(): number {
    return this.#underWay + this.#granted + this.#lost;
  }

  /** When the first charge is forgotten; undefined when there is none. */
  get firstEnd(): number | undefined {
    const first = this.#charges.at(this.#forgotten);
    return first && first.at + this.#windowMs;
  }

  sent(cost: number): void {
    this.#requestsUnderWay += 1;
    this.#underWay += cost;
  }

  /** So much of what is under way was refused; its answer follows. */
  refused(cost: number): void {
    this.#refusedUnderWay = Math.min(
      this.#underWay,
      this.#refusedUnderWay + cost,
    );
  }

  /**
   * A request was answered at that time.
   *
   * @param cost what it was expected to cost
   * @param charged what it did cost, refused parts at what they were expected to cost
   * @returns what was granted of it
   */
  answered(cost: number, charged: number, at: number): number {
    const refused = Math.min(this.#refusedUnderWay, cost);
    const granted = Math.max(0, charged - refused);
    this.#refusedUnderWay -= refused;
    this.#ended(cost);
    this.#granted += granted;
    this.#insert({ at, units: granted, isLost: false });
    return granted;
  }

  /** A request ended without an answer at that time. */
  lost(cost: number, at: number): void {
    this.#ended(cost);
    this.#lost += cost;
    this.#insert({ at, units: cost, isLost: true });
  }

  /** What may be granted of all that was sent until now and answered since then. */
  mayBeGrantedSince(time: number): number {
    const underWay = this.#underWay - this.#refusedUnderWay;
    return this.#charges
      .slice(this.#forgotten)
      .filter(({ at, isLost }) => at > time && !isLost)
      .reduce((sum, { units }) => sum + units, underWay);
  }

  /** Forgets what was answered a window ago. */
  forget(now: number): void {
    const { length } = this.#charges;
    const before = this.#forgotten;
    while (
      this.#forgotten < length &&
      this.#charges[this.#forgotten].at + this.#windowMs <= now
    ) {
      const { units, isLost } = this.#charges[this.#forgotten];
      this.#granted -= isLost ? 0 : units;
      this.#lost -= isLost ? units : 0;
      this.#forgotten += 1;
    }
    if (this.#forgotten > before && this.#forgotten * 2 >= length) {
      this.#charges = this.#charges.slice(this.#forgotten);
      this.#forgotten = 0;
      this.#granted = this.#charges.length > 0 ? this.#granted : 0;
      this.#lost = this.#charges.length > 0 ? this.#lost : 0;
    }
  }

  #ended(cost: number): void {
    this.#requestsUnderWay -= 1;
    // Sums of fractions are not exact, and nothing under way is zero.
    this.#underWay = this.#requestsUnderWay > 0 ? this.#underWay - cost : 0;
  }

  #insert(charge: Charge): void {
    this.#charges.push(charge);
    // Long answers end after others that began later.
    for (
      let before = this.#charges.length - 2;
      before >= this.#forgotten && this.#charges[before].at > charge.at;
      before -= 1
    ) {
      this.#charges[before + 1] = this.#charges[before];
      this.#charges[before] = charge;
    }
  }
}
