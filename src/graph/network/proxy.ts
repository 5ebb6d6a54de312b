/**
 * Which requests go through a proxy. This is the one decision about it: the login,
 * Graph and the downloads of exports all ask here.
 *
 * @see https://curl.se/docs/manpage.html#ENVIRONMENT, whose rules these are
 */
import { isIP } from 'node:net';
import { coded } from '../basics/messageCodes';

type Environment = Readonly<Record<string, string | undefined>>;

/** As curl does, the lower case goes first. */
const PROXY_VARIABLES = [
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
] as const;

/** All that this decision reads. */
export const networkVariables: readonly string[] = [
  ...PROXY_VARIABLES,
  'no_proxy',
  'NO_PROXY',
];

/** Whether a variable has the address of a proxy, in which characters may be encoded. */
export const isProxyVariable = (name: string): boolean =>
  (PROXY_VARIABLES as readonly string[]).includes(name);

/** A variable names no usable proxy. The message never repeats its value, which may hold a password. */
export class ProxyAddressError extends Error {
  constructor(variable: string) {
    super(
      coded(
        'M365-CONFIG-033',
        `The variable ${variable} is not the address of a proxy: it must be like http://proxy.example.com:3128 or https://user:password@proxy.example.com:3128, with special characters in the password as %40 for @, %25 for % and so on.`,
      ),
    );
    this.name = 'ProxyAddressError';
  }
}

/**
 * The proxy that a request goes through, with its credentials; undefined for none.
 *
 * Only `https:` goes through one. What is asked over `http:` is on this machine or
 * next to it: managed identities, whose address no proxy can reach.
 * https://learn.microsoft.com/azure/virtual-machines/instance-metadata-service
 *
 * @throws ProxyAddressError, whether or not this request would go through it
 */
export function proxyFor(
  url: URL,
  environment: Environment = process.env,
): URL | undefined {
  const variable = proxyVariable(environment);
  const proxy = variable && readProxy(variable, environment[variable] ?? '');
  return proxy && url.protocol === 'https:' && !isExempt(url, environment)
    ? proxy
    : undefined;
}

/** The variable that names the proxy; undefined when none does. */
export function proxyVariable(
  environment: Environment = process.env,
): string | undefined {
  return PROXY_VARIABLES.find((name) => environment[name]?.trim());
}

function readProxy(variable: string, value: string): URL {
  const text = value.trim();
  const address = text.includes('://') ? text : `http://${text}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (!proxy || !isUsable(proxy)) {
    throw new ProxyAddressError(variable);
  }
  return proxy;
}

/** A password with / ? or # in it ends the host too early, and a single % cannot be decoded. */
function isUsable(proxy: URL): boolean {
  try {
    decodeURIComponent(proxy.username + proxy.password);
  } catch {
    return false;
  }
  return (
    (proxy.protocol === 'http:' || proxy.protocol === 'https:') &&
    proxy.pathname === '/' &&
    proxy.search === '' &&
    proxy.hash === ''
  );
}

/** Whether `NO_PROXY` names the host. */
function isExempt({ hostname, port }: URL, environment: Environment): boolean {
  const list = environment.no_proxy?.trim() || environment.NO_PROXY || '';
  const host = { name: hostname, port: port || '443' };
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => names(entry, host));
}

/**
 * Whether an entry of `NO_PROXY` names a host: `*` names all, `example.com`,
 * `.example.com` and `*.example.com` name that host and all below it, and a port
 * behind any of them narrows it. Ranges of addresses name none.
 */
function names(
  entry: string,
  host: { readonly name: string; readonly port: string },
): boolean {
  // An address of IPv6 may stand there without its brackets.
  const [, pattern, port] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [
    entry,
    `[${entry}]`,
  ];
  if (port !== undefined && port !== host.port) {
    return false;
  }
  if (pattern === '*') {
    return true;
  }
  const name = pattern.replace(/^\*?\.?/, '').replace(/\.$/, '');
  return (
    host.name === name || (isIP(host.name) === 0 && endsWith(host.name, name))
  );
}

function endsWith(host: string, domain: string): boolean {
  return domain !== '' && host.endsWith(`.${domain}`);
}
