/** The SDK's client of JupiterOne's API, with errors that hold no secret, waits that fit a busy service, and no redirects. */
import {
  createApiClient,
  type ApiClient,
} from '@jupiterone/integration-sdk-runtime';
import type { Connections } from '../../src/graph/network/connections';
import {
  describeFailure,
  describeForeignAnswer,
  type JupiterOneError,
  type Sent,
} from './apiError';

/** The SDK tries an upload five times; each of them is as many as these. */
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 1_000;
/** JupiterOne may ask for a longer wait than ours, but not for a night. */
const LONGEST_WAIT_MS = 60_000;
/** Of silence on a connection. */
const TIMEOUT_MS = 120_000;

export const JOBS_PATH = '/persister/synchronization/jobs';

export interface Access {
  readonly apiBaseUrl: string;
  readonly account: string;
  readonly apiKey: string;
}

export interface ClientOptions {
  /** Waits that many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Called for a try that failed, of which another follows after that wait. */
  readonly onRetry?: (error: JupiterOneError, waitMs: number) => void;
  /** Through the proxy of the network, if there is one. */
  readonly connections: Connections;
  readonly timeoutMs?: number;
}

type RequestConfig = Parameters<ApiClient['request']>[0];

/** As far as it is looked at here. */
interface Response {
  readonly status: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** @throws ProxyAddressError for a variable that names no proxy */
export function createUploadClient(
  { apiBaseUrl, account, apiKey }: Access,
  { wait, onRetry, connections, timeoutMs = TIMEOUT_MS }: ClientOptions,
): ApiClient {
  const url = new URL(apiBaseUrl);
  const client = createApiClient({
    apiBaseUrl,
    account,
    accessToken: apiKey,
    // Else the SDK reads the variables, and quotes the password of one that is no URL.
    proxyUrl: 'http://unused.invalid',
    alphaOptions: {
      // Ours below: the SDK's gives up at once when the service says 429.
      retry: false,
      timeout: timeoutMs,
      // The HTTP client of the SDK would send to a proxy, unencrypted, what is for JupiterOne.
      proxy: false,
      httpsAgent: connections.agentFor(url),
    },
  });
  const send = client.request.bind(client) as (
    config: RequestConfig,
  ) => Promise<Response>;
  const tryOnce = async (config: RequestConfig, sent: Sent) => {
    let response: Response;
    try {
      // A redirect would carry the API key to another host.
      response = await send({ ...config, maxRedirects: 0 });
    } catch (error) {
      const obstacle = await connections.obstacle(error, url);
      throw describeFailure(error, sent, obstacle);
    }
    if (isForeign(response.data, sent)) {
      throw describeForeignAnswer(response, sent);
    }
    return response;
  };

  const request = async (config: RequestConfig): Promise<Response> => {
    const sent = {
      method: (config.method ?? 'get').toUpperCase(),
      path: config.url ?? '',
      host: url.host,
    };
    const body = withFlags(config);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await tryOnce(body, sent);
      } catch (error) {
        const failure = error as JupiterOneError;
        if (!failure.isTransient || attempt === ATTEMPTS) {
          throw failure;
        }
        const waitMs = waitAfter(failure, attempt);
        onRetry?.(failure, waitMs);
        await wait(waitMs);
      }
    }
  };
  client.request = request as ApiClient['request'];
  return client;
}

/**
 * An upload whose answer was lost is sent again, although JupiterOne may have
 * it. Without the flag, a key that comes twice makes the whole job fail.
 * https://docs.jupiterone.io/api/sync-jobs/api-reference#request-flags
 */
function withFlags(config: RequestConfig): RequestConfig {
  return config.url === JOBS_PATH
    ? { ...config, data: { ...config.data, ignoreDuplicates: true } }
    : config;
}

/** What answers a start, a status and an end has the job; what answers an upload is not documented, but never a text. */
function isForeign(data: unknown, { method, path }: Sent): boolean {
  const hasJob =
    typeof (data as { job?: { id?: unknown } } | null)?.job?.id === 'string';
  const needsJob =
    method === 'GET' ||
    path === JOBS_PATH ||
    /\/(?:finalize|abort)$/.test(path);
  const isText = typeof data === 'string' && data.trim() !== '';
  return needsJob ? !hasJob : isText;
}

function waitAfter({ retryAfterMs }: JupiterOneError, attempt: number): number {
  const own = FIRST_WAIT_MS * 2 ** (attempt - 1);
  return Math.min(Math.max(own, retryAfterMs ?? 0), LONGEST_WAIT_MS);
}
