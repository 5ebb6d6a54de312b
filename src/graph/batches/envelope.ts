/** One `$batch` over HTTP: builds the envelope, matches the unordered answers. */
import { errorOf } from '../http/answers';
import type { GraphCall } from '../http/call';
import type { Clock } from '../basics/clock';
import { asObject, asPlainText, parseJson } from '../basics/json';
import { endpointName, type ApiVersion, type GraphRequest } from '../request';
import { GraphTransportError } from '../errors/errors';
import { defaultLimits, type CollectionLimits } from '../basics/limits';
import type { Pause } from '../pacing/workloadPacer';
import type { WorkloadName } from '../pacing/workloads';

/** The answer to one request of a batch. */
export interface SubAnswer {
  /** Set for every status but 2xx. */
  readonly failure?: Error;
  readonly body: unknown;
  /** The failure was met outside of the batch, and tried again there. */
  readonly isFinal?: true;
  /** When the batch was sent, by the monotonic clock. */
  readonly sentAt: number;
  /** Tells authentication that the batch's token was refused. */
  readonly rejectToken: () => void;
}

export interface SubRequest {
  readonly request: GraphRequest<unknown>;
  /** Below the version. */
  readonly url: string;
  /** In the workload's own units. */
  readonly cost: number;
}

/** What batching needs of the client. */
export interface BatchTransport {
  /** Batches that may be under way at once. */
  maxInFlight(workload: WorkloadName): number;
  readonly random: () => number;
  readonly limits: CollectionLimits;
  /** Origin and version. */
  root(version: ApiVersion): string;
  /**
   * Requests of one version and one workload. Answers in their order; undefined for one that was left out.
   *
   * @throws GraphError when the whole batch failed
   */
  send(requests: readonly SubRequest[]): Promise<(SubAnswer | undefined)[]>;
  /** Nothing of the workload is sent meanwhile. */
  pause(workload: WorkloadName, pause: Pause): void;
  /** Waits, and holds nobody else back. @throws GraphAbortError */
  rest(delayMs: number, endpoint: string): Promise<void>;
  announceRetry(workload: WorkloadName, failure: Error): void;
  /** @param count failures that came back as results; 0 is nothing to tell */
  announceTolerated(count: number): void;
}

/** The body of a batch; ids are the positions of the requests. */
export function batchBody(requests: readonly SubRequest[]): {
  requests: { id: string; method: 'GET'; url: string }[];
} {
  return {
    requests: requests.map(({ url }, index) => ({
      id: String(index),
      method: 'GET',
      url,
    })),
  };
}

/** The answers in the body of a batch. @throws GraphTransportError, which is tried again, when there are none */
export function responsesOf(endpoint: string, body: unknown): unknown[] {
  const responses = asObject(body)?.responses;
  if (!Array.isArray(responses)) {
    throw new GraphTransportError(
      endpoint,
      'malformed',
      'the answer has no responses',
    );
  }
  return responses;
}

/**
 * The answers of a batch by the position of their requests.
 *
 * @throws GraphTransportError when the envelope is no batch answer
 */
export function readBatchAnswers(
  call: GraphCall,
  requests: readonly SubRequest[],
  clock: Clock,
): (SubAnswer | undefined)[] {
  const responses = responsesOf(call.endpoint, call.answer?.body);
  const byId = new Map<string, Readonly<Record<string, unknown>>>();
  for (const response of responses.map(asObject)) {
    const id = asPlainText(response?.id);
    if (response && id !== undefined && isStatus(response.status)) {
      byId.set(id, response);
    }
  }
  return requests.map(({ request }, index) => {
    const response = byId.get(String(index));
    if (!response) {
      return undefined;
    }
    const body = bodyOf(response.body);
    const failure = errorOf(
      endpointName(request),
      {
        status: Number(response.status),
        header: headerLookup(response.headers),
        body,
      },
      clock.now(),
    );
    const { sentAt, rejectToken } = call;
    return { failure, body, sentAt, rejectToken };
  });
}

/** What Graph does not take for JSON comes as a text, mostly in base64. */
function bodyOf(body: unknown): unknown {
  if (typeof body !== 'string') {
    return body;
  }
  const decoded = Buffer.from(body, 'base64').toString('utf8');
  for (const text of [body, decoded]) {
    try {
      return parseJson(text, defaultLimits.maxNesting);
    } catch {
      // Then it is the other one, or none.
    }
  }
  return undefined;
}

/** What has none counts as left out, and is asked for again. */
function isStatus(value: unknown): boolean {
  return /^[1-5]\d\d$/.test(asPlainText(value) ?? '');
}

/** Headers inside a batch are a plain object, in any case. */
function headerLookup(headers: unknown): (name: string) => string | undefined {
  const entries = Object.entries(asObject(headers) ?? {});
  return (name) => {
    const value = entries.find(([key]) => key.toLowerCase() === name)?.[1];
    return asPlainText(value);
  };
}
