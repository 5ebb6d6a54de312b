/** Counts what a client sent, for the line at the end of a run. */
export class CallStatistics {
  #requests = 0;
  #throttled = 0;
  #retries = 0;

  /** @param status undefined when no answer came */
  count(status: number | undefined): void {
    this.#requests += 1;
    if (status === 429) {
      this.#throttled += 1;
    }
  }

  countRetry(): void {
    this.#retries += 1;
  }

  /** HTTP requests that were sent, how many of them got a 429, and how many were repeats. */
  summary(): { requests: number; throttled: number; retries: number } {
    return {
      requests: this.#requests,
      throttled: this.#throttled,
      retries: this.#retries,
    };
  }
}
