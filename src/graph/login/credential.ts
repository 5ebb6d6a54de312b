/** The credential that a configuration names. */
import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  WorkloadIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import type { Cloud } from '../clouds/clouds';
import { defaultLimits } from '../basics/limits';
import {
  agentOfThisMachine,
  watchConnection,
  type LoginPolicy,
} from './connection';

interface AppRegistration {
  readonly tenant: string;
  readonly clientId: string;
}

export interface ClientSecret extends AppRegistration {
  readonly clientSecret: string;
}

export interface ClientCertificate extends AppRegistration {
  /** PEM: the registered certificate first, and its private key. */
  readonly certificate: string;
}

/** An app registration that trusts the tokens of, for example, a Kubernetes cluster. */
export interface WorkloadIdentity extends AppRegistration {
  /** Path of the file in which the cluster keeps a token that is good at the moment. */
  readonly federatedTokenFile: string;
}

/** The identity of the Azure resource that this runs on; it belongs to one tenant. */
export interface ManagedIdentity {
  /** The client id of a user-assigned identity; undefined for the resource's own. */
  readonly managedIdentityClientId: string | undefined;
}

export type Credential =
  ClientSecret | ClientCertificate | WorkloadIdentity | ManagedIdentity;

/** Never used, since each request has an agent. Without it, the library would read the variables, and fail where it cannot. */
const NO_PROXY_OF_ITS_OWN = { host: 'http://localhost', port: 80 };

/**
 * Sends nothing. A managed identity asks an endpoint of its own machine, which
 * Azure names in the environment; all others ask the cloud's authority.
 *
 * @param ca a certificate (PEM) to trust instead of the system's, for an emulator
 * @param loginMs a request without a whole answer hangs up after this time
 * @see https://learn.microsoft.com/javascript/api/overview/azure/identity-readme
 */
export function createCredential(
  credential: Credential,
  cloud: Cloud,
  ca?: string,
  loginMs = defaultLimits.loginMs,
): TokenCredential {
  return watchConnection(
    (watching) =>
      credentialOf(credential, cloud, [hangingUpAfter(loginMs), watching]),
    { ca },
  );
}

function credentialOf(
  credential: Credential,
  cloud: Cloud,
  additionalPolicies: LoginPolicy[],
): TokenCredential {
  if ('managedIdentityClientId' in credential) {
    return new ManagedIdentityCredential({
      clientId: credential.managedIdentityClientId,
      additionalPolicies,
      agent: agentOfThisMachine(),
      proxyOptions: NO_PROXY_OF_ITS_OWN,
    });
  }
  const { tenant, clientId } = credential;
  const options = {
    authorityHost: cloud.authorityHost,
    disableInstanceDiscovery: cloud.isEmulated,
    additionalPolicies,
    proxyOptions: NO_PROXY_OF_ITS_OWN,
  };
  if ('clientSecret' in credential) {
    const { clientSecret } = credential;
    return new ClientSecretCredential(tenant, clientId, clientSecret, options);
  }
  if ('certificate' in credential) {
    const { certificate } = credential;
    return new ClientCertificateCredential(
      tenant,
      clientId,
      { certificate },
      options,
    );
  }
  return new WorkloadIdentityCredential({
    ...options,
    tenantId: tenant,
    clientId,
    tokenFilePath: credential.federatedTokenFile,
  });
}

/**
 * Ends the connection of a login that nobody waits for any more: it would keep the
 * process alive for as long as the other end likes.
 */
function hangingUpAfter(loginMs: number): LoginPolicy {
  return {
    position: 'perRetry',
    policy: {
      name: 'hangUp',
      sendRequest: (request, next) => {
        const ending = new AbortController();
        const end = () => ending.abort();
        // The library's own time limit ends when the head of the answer has come.
        AbortSignal.timeout(loginMs).addEventListener('abort', end);
        request.abortSignal?.addEventListener('abort', end);
        request.abortSignal = ending.signal;
        return next(request);
      },
    },
  };
}
