/** How the SDK reaches JupiterOne's API behind a proxy. */
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import type { createApiClient } from '@jupiterone/integration-sdk-runtime';
import { Connections } from '../../src/graph/network/connections';

type AlphaOptions = NonNullable<
  Parameters<typeof createApiClient>[0]['alphaOptions']
>;

/**
 * Options for the SDK's `createApiClient`. By itself, the SDK heeds HTTPS_PROXY and
 * not NO_PROXY, and its axios 0.27 asks the proxy for the whole address instead of a
 * connection: most proxies refuse that, and the API key passes them unencrypted.
 * With these options, the API is reached as Microsoft is.
 *
 * @param ca a certificate (PEM) to trust instead of the system's, for an emulator
 * @throws ProxyAddressError
 */
export function apiConnection(apiBaseUrl: string, ca?: string): AlphaOptions {
  const connections = new Connections({ keepAlive: true, ca });
  const agent = connections.agentFor(new URL(apiBaseUrl));
  const transport = {
    request: (...[options, onAnswer]: Parameters<typeof send>) =>
      send({ ...options, agent }, onAnswer),
  };
  // No `httpsAgent`: before it asks again, the SDK would make a copy of it that does not work.
  const options: AlphaOptions & { readonly transport: object } = {
    proxy: false,
    transport,
  };
  return options;
}

function send(
  options: RequestOptions,
  onAnswer: (answer: IncomingMessage) => void,
): ClientRequest {
  return request(options, onAnswer);
}
