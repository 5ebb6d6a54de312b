/**
 * The access token of a run: fetched once, shared by all requests, renewed
 * before it expires and whenever Graph refuses it.
 */
import type {
  AccessToken,
  GetTokenOptions,
  TokenCredential,
} from '@azure/identity';
import type { AuthenticationProvider } from '@microsoft/microsoft-graph-client';
import type { Clock } from '../basics/clock';
import {
  errorMessage,
  GraphAbortError,
  GraphError,
  LoginError,
  loginEndpoint,
} from '../errors/errors';
import { readableMessage } from '../errors/errorText';
import { defaultLimits } from '../basics/limits';
import { obstacleOfLogin } from './connection';
import { unlessAborted } from '../basics/unlessAborted';

/** The token is renewed so long before it expires that no request meets its end. */
const RENEW_BEFORE_MS = 5 * 60_000;

export interface LoginOptions {
  /** How long one login may take, in milliseconds. */
  readonly loginMs?: number;
  /** Ends a login that is under way. */
  readonly closing?: AbortSignal;
}

export class GraphAuthentication implements AuthenticationProvider {
  readonly #credential: TokenCredential;
  readonly #scope: string;
  readonly #clock: Clock;
  readonly #loginMs: number;
  readonly #closing?: AbortSignal;
  #token?: AccessToken;
  #refusedToken?: string;
  #underWay?: Promise<string>;

  constructor(
    credential: TokenCredential,
    scope: string,
    clock: Clock,
    { loginMs = defaultLimits.loginMs, closing }: LoginOptions = {},
  ) {
    this.#credential = credential;
    this.#scope = scope;
    this.#clock = clock;
    this.#loginMs = loginMs;
    this.#closing = closing;
  }

  /** @throws LoginError */
  getAccessToken(): Promise<string> {
    const expiresIn =
      (this.#token?.expiresOnTimestamp ?? 0) - this.#clock.now();
    if (this.#token && expiresIn > RENEW_BEFORE_MS) {
      return Promise.resolve(this.#token.token);
    }
    this.#underWay ??= this.#fetch().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /**
   * The application permissions that the token names; undefined when it cannot
   * be read. A hint only: directory roles grant more than `roles` says.
   * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
   *
   * @throws LoginError
   */
  async grantedPermissions(): Promise<ReadonlySet<string> | undefined> {
    return rolesOf(await this.getAccessToken());
  }

  /** To be called when Graph refused this token; the next request gets another one. */
  reject(token: string | undefined): void {
    if (token !== undefined && token === this.#token?.token) {
      this.#refusedToken = token;
      this.#token = undefined;
    }
  }

  async #fetch(): Promise<string> {
    try {
      const token = await this.#getToken();
      if (!token) {
        throw new LoginError('the credential returned none');
      }
      this.#token = token;
      this.#refusedToken = undefined;
      return token.token;
    } catch (error) {
      throw this.#obstructed(error) ?? toLoginError(error);
    }
  }

  /** What was in the way when Entra ID was not reached, which the library's error does not say. */
  #obstructed(error: unknown): LoginError | undefined {
    const obstacle =
      error instanceof GraphError
        ? undefined
        : obstacleOfLogin(this.#credential);
    return (
      obstacle && new LoginError(obstacle.sentence, undefined, { obstacle })
    );
  }

  /**
   * @azure/identity waits forever for the rest of an answer whose connection broke,
   * and regards the signal for a few credentials only.
   */
  async #getToken(): Promise<AccessToken | null> {
    const ending = new AbortController();
    const seconds = this.#loginMs / 1_000;
    const tooLate = `no answer within ${seconds} s (limit loginMs)`;
    const timer = setTimeout(
      () => ending.abort(new LoginError(tooLate)),
      this.#loginMs,
    );
    const close = () => ending.abort(new GraphAbortError(loginEndpoint));
    this.#closing?.addEventListener('abort', close);
    if (this.#closing?.aborted) {
      close();
    }
    try {
      return await unlessAborted(
        () => this.#credential.getToken(this.#scope, this.#options(ending)),
        ending.signal,
      );
    } finally {
      clearTimeout(timer);
      this.#closing?.removeEventListener('abort', close);
    }
  }

  /** Only a claims request makes MSAL look past its own cache. */
  #options({ signal }: AbortController): GetTokenOptions {
    return {
      abortSignal: signal,
      ...(this.#refusedToken !== undefined && { claims: renewalClaims() }),
    };
  }
}

/** The `roles` claim of a JWT, which is not verified here: Graph does that. */
function rolesOf(token: string): ReadonlySet<string> | undefined {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    const { roles } = JSON.parse(payload.toString()) as { roles?: unknown };
    return new Set(Array.isArray(roles) ? roles.map(String) : []);
  } catch {
    return undefined;
  }
}

/** A claims request that every token fulfills: https://learn.microsoft.com/entra/identity-platform/claims-challenge */
function renewalClaims(): string {
  return JSON.stringify({ access_token: { nbf: { essential: true } } });
}

/** MSAL's errors hold the request; only their AADSTS code and sentence are kept. */
function toLoginError(error: unknown): GraphError {
  if (error instanceof GraphError) {
    return error;
  }
  // MSAL's message is empty when somebody else answered in the place of Entra ID.
  const message = errorMessage(error) || 'no usable answer';
  const [, aadsts] = /AADSTS(\d+)/.exec(message) ?? [];
  const sentence =
    /AADSTS\d+: ([^\r\n]*?)(?: Trace ID:| - Correlation ID:|$)/m.exec(
      message,
    )?.[1];
  return new LoginError(
    readableMessage(sentence ? `AADSTS${aadsts}: ${sentence}` : message),
    aadsts,
    {
      isWithoutIdentity: isWithoutIdentity(error),
      isTemporary: message.includes('temporarily_unavailable'),
    },
  );
}

/** Whether this machine has no managed identity; the library has tried several times by then. */
function isWithoutIdentity(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'CredentialUnavailableError' &&
    error.message.includes('ManagedIdentityCredential')
  );
}
