/** What must not be written anywhere, and texts without it. */
import { configFields } from '../../src/config/fields';
import { readSecretFile } from '../../src/config/secretFile';

const REDACTED = '[redacted]';

/** Shorter values are no secrets, and would take words out of every sentence. */
const SHORTEST = 4;
/** A line of a certificate or key that is shorter occurs in other texts, too. */
const SHORTEST_LINE = 16;

/** What authorizes somebody, whoever issued it. */
const AUTHORIZING = new RegExp(
  [
    // Credentials in a header: https://www.rfc-editor.org/rfc/rfc9110#name-authorization
    String.raw`\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}`,
    // Header and payload of a token, both base64 of {"…
    String.raw`\beyJ[\w-]+\.eyJ[\w.-]+`,
    // Signed addresses of downloads.
    String.raw`\bsig(?:=|%3D)[^&\s"']+`,
    String.raw`\bclient_(?:secret|assertion)=[^&\s"']+`,
    String.raw`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`,
    // Name and password in front of a host, as in the address of a proxy.
    String.raw`(?<=:\/\/)[^\s/@:]*:[^\s/@]*(?=@)`,
  ].join('|'),
  'gi',
);

/** Those that name a file with a secret. */
const fileVariables = [
  'CLIENT_SECRET_FILE',
  'CLIENT_CERTIFICATE_PATH',
  'JUPITERONE_API_KEY_FILE',
  'AZURE_FEDERATED_TOKEN_FILE',
];

const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'];

/** The secrets among the variables and in the files that they name: of the configuration, of Azure, and of proxies. */
export function secretsOf(environment: NodeJS.ProcessEnv): string[] {
  const names = [
    ...Object.values(configFields)
      .filter(({ mask }) => mask)
      .map(({ environmentVariable }) => environmentVariable),
    'JUPITERONE_API_KEY',
    // https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
    'IDENTITY_HEADER',
  ];
  const proxies = proxyVariables.flatMap((name) => [name, name.toLowerCase()]);
  return [
    ...names.map((name) => environment[name] ?? ''),
    ...fileVariables.map((name) => contentOf(environment[name])),
    ...proxies.flatMap((name) => credentialsIn(environment[name])),
  ].filter((secret) => secret !== '');
}

/** '' for a file that cannot be read, which whoever needs it says. */
function contentOf(file: string | undefined): string {
  const read = file ? readSecretFile(file) : undefined;
  return read && 'value' in read ? read.value : '';
}

/** The password of a proxy, and what the proxy is sent of it; an address may come without `http://`. */
function credentialsIn(value: string | undefined): string[] {
  const [, username, password] =
    /^(?:[a-z]+:\/\/)?([^:]*):(.+)@[^@]*$/i.exec(value?.trim() ?? '') ?? [];
  return password === undefined
    ? []
    : [
        password,
        decode(password),
        `${decode(username)}:${decode(password)}`,
        `${username}:${password}`,
      ];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A function that takes the secrets, in all the forms in which they get into texts, out of a text. */
export function createRedactor(
  secrets: readonly string[],
): (text: string) => string {
  const forms = [...new Set(secrets.flatMap(formsOf))]
    .filter((form) => form.length >= SHORTEST)
    // One may be a part of another.
    .sort((a, b) => b.length - a.length);
  if (forms.length === 0) {
    return (text) => text.replace(AUTHORIZING, REDACTED);
  }
  const own = new RegExp(forms.map(escaped).join('|'), 'g');
  return (text) => text.replace(own, REDACTED).replace(AUTHORIZING, REDACTED);
}

function formsOf(secret: string): string[] {
  const lines = secret
    .split(/\r?\n|\\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST_LINE);
  return [secret, secret.trim(), ...lines].flatMap((text) => [
    text,
    encodeURIComponent(text),
    Buffer.from(text).toString('base64'),
    Buffer.from(text).toString('base64url'),
    JSON.stringify(text).slice(1, -1),
  ]);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
