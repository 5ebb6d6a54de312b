/**
 * How the login reaches Microsoft Entra ID, and why it did not. MSAL swallows the
 * cause and says "endpoints_resolution_error" of everything, so the cause is kept
 * where the requests of the login pass by.
 */
import { globalAgent as httpAgent, type Agent } from 'node:http';
import { globalAgent as httpsAgent } from 'node:https';
import type { TokenCredential, TokenCredentialOptions } from '@azure/identity';
import { Connections, type ConnectionOptions } from '../network/connections';
import type { Obstacle } from '../errors/obstacles';

export type LoginPolicy = NonNullable<
  TokenCredentialOptions['additionalPolicies']
>[number];

/** What stood in the way of the last request of a login. */
interface Login {
  obstacle?: Obstacle;
}

const logins = new WeakMap<TokenCredential, Login>();

/**
 * A credential whose requests go where `proxyFor` says, instead of where the library
 * would send them, which reads the same variables by other rules.
 *
 * @param create makes the credential, whose requests pass the policy
 */
export function watchConnection(
  create: (policy: LoginPolicy) => TokenCredential,
  options: Omit<ConnectionOptions, 'keepAlive'>,
): TokenCredential {
  const connections = new Connections({ ...options, keepAlive: true });
  const login: Login = {};
  const credential = create({
    position: 'perRetry',
    policy: {
      name: 'watchConnection',
      sendRequest: async (request, next) => {
        const url = new URL(request.url);
        request.agent =
          url.protocol === 'https:' ? connections.agentFor(url) : httpAgent;
        try {
          const response = await next(request);
          login.obstacle = undefined;
          return response;
        } catch (error) {
          login.obstacle = await connections.obstacle(error, url);
          // The library tries again what has a code; before the first connection, we decide about that.
          throw login.obstacle && !connections.wasReached(url)
            ? new Error(login.obstacle.sentence)
            : error;
        }
      },
    },
  });
  logins.set(credential, login);
  return credential;
}

/** What stands between here and Entra ID; undefined when that is not known. */
export function obstacleOfLogin(
  credential: TokenCredential,
): Obstacle | undefined {
  return logins.get(credential)?.obstacle;
}

/**
 * For managed identities, whose requests do not pass the policy. The identity of a
 * machine is asked for on this machine, and no proxy leads there.
 *
 * @see https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token
 */
export function agentOfThisMachine(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Agent {
  const isSecure = environment.IDENTITY_ENDPOINT?.startsWith('https:');
  return isSecure ? httpsAgent : httpAgent;
}
