/** Issues and checks app-only access tokens: signed JWTs as https://learn.microsoft.com/entra/identity-platform/access-tokens describes. */
import {
  generateKeyPair,
  randomUUID,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { decode, sign, verify, type JwtPayload } from 'jsonwebtoken';
import { app } from './app';

const keyId = 'emulator-signing-key';

/** Who calls Graph, as far as the token tells. */
export interface Caller {
  readonly appId: string;
  readonly tenantId: string;
  readonly roles: readonly string[];
}

export type TokenCheck =
  | { readonly kind: 'valid'; readonly caller: Caller }
  | { readonly kind: 'expired' | 'forged' | 'noDots' | 'unreadable' };

export interface Tokens {
  readonly lifetimeSeconds: number;
  issue(audience: string): string;
  check(token: string): TokenCheck;
  setRoles(roles: readonly string[]): void;
  expireAll(): void;
  publicKeys(): { keys: JsonWebKey[] };
}

export async function createTokens(
  tenantId: string,
  lifetimeSeconds: number,
  firstRoles: readonly string[],
): Promise<Tokens> {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const live = new Set<string>();
  let roles = firstRoles;
  return {
    lifetimeSeconds,
    issue: (audience) => {
      const tokenId = randomUUID();
      live.add(tokenId);
      const claims = { ...appClaims(tenantId, roles), uti: tokenId };
      return sign(claims, keys.privateKey, {
        algorithm: 'RS256',
        keyid: keyId,
        audience,
        expiresIn: lifetimeSeconds,
        notBefore: 0,
      });
    },
    check: (token) => check(token, keys.publicKey, live),
    setRoles: (next) => {
      roles = next;
    },
    expireAll: () => live.clear(),
    publicKeys: () => ({ keys: [publicKey(keys.publicKey)] }),
  };
}

/** An app without permissions has no roles claim. */
function appClaims(tenantId: string, roles: readonly string[]) {
  return {
    iss: `https://sts.windows.net/${tenantId}/`,
    appid: app.clientId,
    app_displayname: app.displayName,
    idtyp: 'app',
    oid: app.servicePrincipalId,
    sub: app.servicePrincipalId,
    tid: tenantId,
    ver: '1.0',
    roles: roles.length > 0 ? roles : undefined,
  };
}

function check(
  token: string,
  key: KeyObject,
  live: ReadonlySet<string>,
): TokenCheck {
  if (!token.includes('.')) return { kind: 'noDots' };
  if (decode(token) === null) return { kind: 'unreadable' };
  const claims = verifiedClaims(token, key);
  if (claims === undefined) return { kind: 'forged' };
  const expired = (claims.exp ?? 0) * 1000 <= Date.now();
  if (expired || !live.has(String(claims.uti))) return { kind: 'expired' };
  const { appid, tid, roles } = claims;
  return {
    kind: 'valid',
    caller: {
      appId: String(appid),
      tenantId: String(tid),
      roles: Array.isArray(roles) ? roles.map(String) : [],
    },
  };
}

/** The lifetime is not checked here: an expired token has an answer of its own. */
function verifiedClaims(token: string, key: KeyObject): JwtPayload | undefined {
  try {
    const claims = verify(token, key, {
      algorithms: ['RS256'],
      ignoreExpiration: true,
    });
    return typeof claims === 'string' ? undefined : claims;
  } catch {
    return undefined;
  }
}

function publicKey(key: KeyObject): JsonWebKey {
  return { ...key.export({ format: 'jwk' }), use: 'sig', kid: keyId };
}
