/** A credential whose tokens are `token-1`, `token-2` and so on. */
import type {
  AccessToken,
  GetTokenOptions,
  TokenCredential,
} from '@azure/identity';
import type { Clock } from '../../src/graph/basics/clock';

const HOUR_MS = 60 * 60_000;

export class FakeCredential implements TokenCredential {
  /** The scopes that were asked for. */
  readonly scopes: (string | string[])[] = [];
  /** The `claims` of each call; undefined where there were none. */
  readonly claims: (string | undefined)[] = [];
  /** Thrown instead of giving a token, one a call. */
  readonly failures: unknown[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How often a token was asked for. */
  get calls(): number {
    return this.claims.length;
  }

  async getToken(
    scopes: string | string[],
    options?: GetTokenOptions,
  ): Promise<AccessToken> {
    this.scopes.push(scopes);
    this.claims.push(options?.claims);
    const token = `token-${this.calls}`;
    await Promise.resolve();
    if (this.failures.length > 0) {
      throw this.failures.shift();
    }
    return { token, expiresOnTimestamp: this.#clock.now() + HOUR_MS };
  }
}
