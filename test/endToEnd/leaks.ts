/**
 * Looks for what must not leave a run: secrets, tokens, signatures of downloads
 * and private keys. Every run of `workspace.ts` passes through it.
 */
import type { RequestRecord } from '../emulator';

/** What a run left behind, and what it did where others can see it. */
export interface Traces {
  /** Texts by the name of where they were found: output, log, results. */
  readonly texts: ReadonlyMap<string, string>;
  /** Arguments of the processes that were started; every user of the machine sees them. */
  readonly commandLines: readonly string[];
  readonly requests: readonly RequestRecord[];
}

const patterns: readonly (readonly [what: string, pattern: RegExp])[] = [
  // Header and payload of a JWT, both base64 of {"…
  ['a token', /eyJ[\w-]+\.eyJ/],
  ['an authorization header', /\bBearer [\w.~+/-]{16,}/],
  // Lets everybody download an export: https://learn.microsoft.com/azure/storage/common/storage-sas-overview
  ['a signature', /(\b|%3F|%26)sig(=|%3D)(?!redacted)[\w%]{5,}/i],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a login form', /client_(secret|assertion)=/],
];

/** Environment variables whose values are secrets. */
const secretVariables = /SECRET$|API_KEY$|PASSWORD|IDENTITY_HEADER/;
/** Environment variables whose values hold the password of a proxy. */
const proxyVariables = /^(?:https?|all)_proxy$/i;

export function secretsOf(environment: NodeJS.ProcessEnv): string[] {
  return Object.entries(environment).flatMap(([name, value]) =>
    secretVariables.test(name) && value
      ? [value]
      : proxyVariables.test(name) && value
        ? proxyPasswords(new URL(value))
        : [],
  );
}

/** By itself, and as it is sent. */
function proxyPasswords({ username, password }: URL): string[] {
  const decoded = decodeURIComponent(password);
  return decoded === ''
    ? []
    : [decoded, `${decodeURIComponent(username)}:${decoded}`];
}

/** Names what was found and where, never the secret itself; empty when all is well. */
export function leaksIn(traces: Traces, secrets: readonly string[]): string[] {
  const hidden = secrets.flatMap(disguisesOf);
  const own = (text: string) =>
    hidden.some((secret) => text.includes(secret)) ? ['a secret'] : [];
  const foreign = (text: string) =>
    patterns.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);
  const said = [...traces.texts].flatMap(([where, text]) =>
    [...own(text), ...foreign(text)].map((what) => `${what} in ${where}`),
  );
  const started = traces.commandLines.flatMap((line) =>
    [...own(line), ...foreign(line)].map((what) => `${what} in arguments`),
  );
  const sent = traces.requests.flatMap((request) =>
    [...addressLeaks(request, own, foreign), ...strayToken(request)].map(
      (what) => `${what} to ${request.kind}`,
    ),
  );
  return [...new Set([...said, ...started, ...sent])];
}

/** The forms in which a secret gets into texts. */
function disguisesOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ];
}

function addressLeaks(
  { kind, path, batch = [] }: RequestRecord,
  own: (text: string) => string[],
  foreign: (text: string) => string[],
): string[] {
  const addresses = [path, ...batch.map(({ url }) => url)];
  // A download's address is signed; that is how it is authorized.
  const isExpected = (what: string) =>
    kind === 'blob' && what === 'a signature';
  return addresses
    .flatMap((address) => [...own(address), ...foreign(address)])
    .filter((what) => !isExpected(what));
}

/** Tokens are for Graph: neither the login nor the storage of exports gets one. */
function strayToken({ kind, authorization }: RequestRecord): string[] {
  return authorization && kind !== 'graph' ? ['an authorization header'] : [];
}
