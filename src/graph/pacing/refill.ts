/**
 * Some services refill a quota all the time, others begin a new window. Microsoft
 * does not publish which, so the first refusal is followed by one request that
 * only a service that refills has room for. If it is granted, the allowance comes
 * back evenly: at most one allowance at once, and one allowance in each window.
 */

/** A pause that is longer than the quota needs to refill by this is about a window. */
const TRIAL_MS = 1_500;

type State =
  | { readonly kind: 'unknown' | 'no' | 'onTrial' }
  /** A request is to find out, when a service that refills would have room for it. */
  | { readonly kind: 'toTry'; readonly since: number }
  /** So many units may be used at that time; fewer than none when requests cost more than expected. */
  | { readonly kind: 'yes'; readonly units: number; readonly at: number };

/** All times are in milliseconds of a monotonic clock; the allowance is that of one window. */
export class Refill {
  readonly #windowMs: number;
  #state: State = { kind: 'unknown' };
  #grantedAt = -Infinity;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Whether the service is known to refill the quota all the time. */
  get isKnown(): boolean {
    return this.#state.kind === 'yes';
  }

  /** Takes units and returns 0; or takes nothing and returns the milliseconds to wait. */
  take(cost: number, kept: number, allowance: number, now: number): number {
    if (this.#state.kind !== 'yes') {
      return Infinity;
    }
    const { units, at } = this.#state;
    const back = ((now - at) * allowance) / this.#windowMs;
    const held = Math.min(allowance, Math.max(-allowance, units) + back);
    // What costs more than the allowance takes all of it.
    const taken = Math.min(cost, allowance);
    const lacking = Math.min(cost + kept, allowance) - held;
    const isEnough = lacking <= 0;
    this.#state = {
      kind: 'yes',
      units: isEnough ? held - taken : held,
      at: now,
    };
    return isEnough ? 0 : Math.ceil(this.#msFor(lacking, allowance));
  }

  /** So many units may be used as well; negative when a request cost more than expected. */
  add(units: number): void {
    if (this.#state.kind === 'yes') {
      this.#state = { ...this.#state, units: this.#state.units + units };
    }
  }

  /** In how many milliseconds a request may find out how the service counts; Infinity when none is to, because it would take a whole window. */
  untilTrial(cost: number, allowance: number, now: number): number {
    const refillMs = this.#msFor(cost, allowance);
    return this.#state.kind === 'toTry' && refillMs < this.#windowMs
      ? Math.max(0, this.#state.since + refillMs - now)
      : Infinity;
  }

  /** The request that is to find out is sent. */
  try(): void {
    if (this.#state.kind === 'toTry') {
      this.#state = { kind: 'onTrial' };
    }
  }

  /** A request was sent for which every service has room: the one that is to find out waits from then on. */
  used(now: number): void {
    if (this.#state.kind === 'toTry') {
      this.#state = { kind: 'toTry', since: now };
    }
  }

  /** A request got no answer: if it was to find out, another one is. */
  lost(now: number): void {
    if (this.#state.kind === 'onTrial') {
      this.#state = { kind: 'toTry', since: now };
    }
  }

  answered(isGranted: boolean, at: number): void {
    if (this.#state.kind === 'onTrial') {
      this.#state = isGranted ? { kind: 'yes', units: 0, at } : { kind: 'no' };
    }
  }

  /** Something was granted in an answer that began at that time. */
  granted(at: number): void {
    this.#grantedAt = Math.max(this.#grantedAt, at);
  }

  /** After a refusal, and what was under way then, the service holds nothing. */
  learn(refusedAt: number, allowance: number, now: number): void {
    if (this.#state.kind === 'yes') {
      // It comes back during the pause, too.
      const at = Math.max(refusedAt, this.#grantedAt);
      this.#state = { kind: 'yes', units: 0, at };
    } else if (this.#state.kind === 'unknown') {
      // After a long pause a window may have begun: then a grant tells nothing.
      const isPauseShort =
        now < refusedAt + this.#msFor(1, allowance) + TRIAL_MS;
      this.#state = isPauseShort
        ? { kind: 'toTry', since: refusedAt }
        : { kind: 'no' };
    }
  }

  /** In how many milliseconds so many units come back. */
  #msFor(units: number, allowance: number): number {
    return (units * this.#windowMs) / allowance;
  }
}
