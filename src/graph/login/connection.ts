/**
 * Why the login did not reach Microsoft Entra ID. MSAL swallows the cause and
 * says "endpoints_resolution_error" of everything, so the cause is kept where the
 * requests of the login pass by. @azure/identity takes its proxy from HTTPS_PROXY.
 */
import { connect } from 'node:tls';
import type { TokenCredential, TokenCredentialOptions } from '@azure/identity';
import { errorCode } from '../errors/errors';
import { readableMessage } from '../errors/errorText';

export type LoginPolicy = NonNullable<
  TokenCredentialOptions['additionalPolicies']
>[number];

/** The last request of a login that Entra ID did not answer. */
interface Unreached {
  readonly url: URL;
  /** Node's code, or the status of a proxy. */
  readonly code: string;
  /** The proxy that the request went through, without its credentials. */
  readonly proxy?: string;
}

interface Connection {
  unreached?: Unreached;
}

const connections = new WeakMap<TokenCredential, Connection>();

/** How long a login may look for the issuer of a certificate. */
const ISSUER_MS = 5_000;

const CERTIFICATE_FAULT = /CERT|SIGNATURE|^ERR_TLS/;
const PROXY_AUTHENTICATION_REQUIRED = 407;

/** @param create makes the credential, whose requests pass the policy */
export function watchConnection(
  create: (policy: LoginPolicy) => TokenCredential,
): TokenCredential {
  const connection: Connection = {};
  const credential = create({
    position: 'perRetry',
    policy: {
      name: 'watchConnection',
      sendRequest: async (request, next) => {
        const url = new URL(request.url);
        const proxy = proxyOf(request.agent);
        try {
          const response = await next(request);
          const isRefused = response.status === PROXY_AUTHENTICATION_REQUIRED;
          connection.unreached = isRefused
            ? { url, proxy, code: String(response.status) }
            : undefined;
          return response;
        } catch (error) {
          connection.unreached = { url, proxy, code: errorCode(error) };
          throw error;
        }
      },
    },
  });
  connections.set(credential, connection);
  return credential;
}

/** What stands between here and Entra ID, in words; undefined when that is not known. */
export async function describeObstacle(
  credential: TokenCredential,
): Promise<string | undefined> {
  const { unreached } = connections.get(credential) ?? {};
  if (!unreached) {
    return undefined;
  }
  const { url, code, proxy } = unreached;
  if (proxy !== undefined) {
    return `the proxy ${proxy}, which HTTPS_PROXY names, did not let the login to ${url.host} through (${code}).`;
  }
  if (!CERTIFICATE_FAULT.test(code)) {
    return undefined;
  }
  const issuer = await issuerAt(url);
  return `the certificate of ${url.host} is not trusted (${code}): its issuer is ${issuer}. Something between here and Microsoft opens TLS: name its certificate in NODE_EXTRA_CA_CERTS.`;
}

/** The proxy of an agent, if it is a proxy agent. */
function proxyOf(agent: unknown): string | undefined {
  const { proxy } = (agent ?? {}) as { readonly proxy?: unknown };
  return proxy instanceof URL ? proxy.origin : undefined;
}

/** Looks at the certificate, and sends nothing to whoever has it. */
function issuerAt({ hostname, port }: URL): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({
      host: hostname,
      port: Number(port || 443),
      ...(/[a-z]/i.test(hostname) && { servername: hostname }),
      // The certificate was refused already; only its issuer is asked for.
      rejectUnauthorized: false,
      timeout: ISSUER_MS,
    });
    const end = (issuer: string) => {
      socket.destroy();
      resolve(issuer);
    };
    socket.once('secureConnect', () => {
      const { CN, O } = socket.getPeerCertificate().issuer;
      const names = [CN, O].flat().filter(Boolean).join(', ');
      end(readableMessage(names) || 'not named');
    });
    socket.once('timeout', () => end('not known'));
    socket.once('error', () => end('not known'));
  });
}
