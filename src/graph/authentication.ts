/**
 * The access token of a run: fetched once, shared by all requests, renewed
 * before it expires and whenever Graph refuses it.
 */
import type { AccessToken, TokenCredential } from '@azure/identity';
import type { AuthenticationProvider } from '@microsoft/microsoft-graph-client';
import type { Clock } from './clock';
import { errorMessage, LoginError } from './errors';

/** Renewed so long before it expires that no request meets its end. */
const RENEW_BEFORE_MS = 5 * 60_000;

export class GraphAuthentication implements AuthenticationProvider {
  readonly #credential: TokenCredential;
  readonly #scope: string;
  readonly #clock: Clock;
  #token?: AccessToken;
  #refusedToken?: string;
  #underWay?: Promise<string>;

  constructor(credential: TokenCredential, scope: string, clock: Clock) {
    this.#credential = credential;
    this.#scope = scope;
    this.#clock = clock;
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

  /** Graph refused this token; the next request gets another one. */
  reject(token: string | undefined): void {
    if (token !== undefined && token === this.#token?.token) {
      this.#refusedToken = token;
      this.#token = undefined;
    }
  }

  async #fetch(): Promise<string> {
    try {
      const token = await this.#credential.getToken(
        this.#scope,
        // Only a claims request makes MSAL look past its own cache.
        this.#refusedToken === undefined ? {} : { claims: renewalClaims() },
      );
      if (!token) {
        throw new LoginError('the credential returned none');
      }
      this.#token = token;
      this.#refusedToken = undefined;
      return token.token;
    } catch (error) {
      throw toLoginError(error);
    }
  }
}

/** The `roles` claim of a JWT, not verified: Graph does that. */
function rolesOf(token: string): ReadonlySet<string> | undefined {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
    const { roles } = JSON.parse(payload.toString()) as { roles?: unknown };
    return new Set(Array.isArray(roles) ? roles.map(String) : []);
  } catch {
    return undefined;
  }
}

/** Asks for nothing that any token lacks: https://learn.microsoft.com/entra/identity-platform/claims-challenge */
function renewalClaims(): string {
  return JSON.stringify({ access_token: { nbf: { essential: true } } });
}

/** MSAL's errors hold the request; only their AADSTS code and sentence are kept. */
function toLoginError(error: unknown): LoginError {
  if (error instanceof LoginError) {
    return error;
  }
  const message = errorMessage(error);
  const [, aadsts] = /AADSTS(\d+)/.exec(message) ?? [];
  const sentence =
    /AADSTS\d+: ([^\r\n]*?)(?: Trace ID:| - Correlation ID:|$)/m.exec(
      message,
    )?.[1];
  return new LoginError(
    sentence ? `AADSTS${aadsts}: ${sentence}` : message,
    aadsts,
  );
}
