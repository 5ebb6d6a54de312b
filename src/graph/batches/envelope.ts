/** The envelope of a `$batch`: builds its body, and matches its unordered answers with the requests. */
import { errorOf } from '../http/answers';
import type { GraphCall } from '../http/call';
import { headersInBatch } from '../http/headers';
import {
  asObject,
  asPlainText,
  parseJson,
  type JsonObject,
} from '../basics/json';
import { endpointName, type GraphRequest } from '../request';
import { GraphTransportError } from '../errors/errors';

/** The answer to one request of a batch. */
export interface SubAnswer {
  /** Set for every status but 2xx. */
  readonly failure?: Error;
  readonly body: unknown;
  /** The failure is the batch's as a whole, which was tried again already. */
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

/** What answers are read with. */
export interface BatchContext {
  readonly requests: readonly SubRequest[];
  /** The call that the batch is. */
  readonly call: Pick<GraphCall, 'sentAt' | 'rejectToken'>;
  /** Milliseconds since the Unix epoch. */
  readonly now: number;
  readonly maxNesting: number;
}

/**
 * The answers of a batch by the position of their requests; undefined for one
 * that was left out.
 *
 * @throws GraphTransportError, which is tried again, when the body is no batch answer
 */
export function readBatchAnswers(
  endpoint: string,
  body: unknown,
  { requests, call, now, maxNesting }: BatchContext,
): (SubAnswer | undefined)[] {
  const responses = asObject(body)?.responses;
  if (!Array.isArray(responses)) {
    throw new GraphTransportError(
      endpoint,
      'malformed',
      'the answer has no responses',
    );
  }
  const byId = new Map<string, JsonObject>();
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
    const ownBody =
      typeof response.body === 'string'
        ? parseText(response.body, maxNesting)
        : response.body;
    const failure = errorOf(
      endpointName(request),
      {
        status: Number(response.status),
        header: headersInBatch(response.headers),
        body: ownBody,
      },
      now,
    );
    return {
      failure,
      body: ownBody,
      sentAt: call.sentAt,
      // Set when the attempt has ended: later than this is read.
      rejectToken: () => call.rejectToken(),
    };
  });
}

/** What Graph does not take for JSON comes as a text, mostly in base64. */
function parseText(body: string, maxNesting: number): unknown {
  const decoded = Buffer.from(body, 'base64').toString('utf8');
  for (const text of [body, decoded]) {
    try {
      return parseJson(text, maxNesting);
    } catch {
      // Then it is the other one, or none.
    }
  }
  return undefined;
}

/** An answer without a status counts as left out, and is asked for again. */
function isStatus(value: unknown): boolean {
  return /^[1-5]\d\d$/.test(asPlainText(value) ?? '');
}
