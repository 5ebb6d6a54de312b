/** Issues and checks app-only access tokens: signed JWTs as https://learn.microsoft.com/entra/identity-platform/access-tokens describes. */
import {
  generateKeyPair,
  randomUUID,
  type JsonWebKey,
  type KeyObject,
  type KeyPairKeyObjectResult,
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

/**
 * All emulated tenants sign with one pair, as Microsoft's do. It takes longer to
 * make than the rest of an emulator.
 */
let signingKeys: Promise<KeyPairKeyObjectResult> | undefined;

function makeSigningKeys(): Promise<KeyPairKeyObjectResult> {
  return promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
}

export async function createTokens(
  tenantId: string,
  lifetimeSeconds: number,
  firstRoles: readonly string[],
): Promise<Tokens> {
  const keys = await (signingKeys ??= makeSigningKeys());
  const live = new Set<string>();
  /** Of tokens that were seen before: each request of a batch carries one, and signatures take long. */
  const verified = new Map<string, JwtPayload>();
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
    check: (token) => {
      const known = verified.get(token);
      if (known) return checkClaims(known, live);
      const claims = readClaims(token, keys.publicKey);
      if (typeof claims === 'string') return { kind: claims };
      verified.set(token, claims);
      return checkClaims(claims, live);
    },
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

/** @returns what is wrong with the token, or its claims */
function readClaims(
  token: string,
  key: KeyObject,
): JwtPayload | 'forged' | 'noDots' | 'unreadable' {
  if (!token.includes('.')) return 'noDots';
  if (decode(token) === null) return 'unreadable';
  return verifiedClaims(token, key) ?? 'forged';
}

function checkClaims(
  { appid, exp = 0, roles, tid, uti }: JwtPayload,
  live: ReadonlySet<string>,
): TokenCheck {
  const expired = exp * 1000 <= Date.now();
  if (expired || !live.has(String(uti))) return { kind: 'expired' };
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
