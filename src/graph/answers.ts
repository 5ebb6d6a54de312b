/** Reads the envelopes of Graph: error bodies, collections, single objects. */
import { GraphProtocolError, GraphResponseError } from './errors';
import { readableMessage } from './errorText';
import { asObject, asText } from './json';
import { NO_MESSAGE } from './refusals';
import { retryAfterMs, type HeaderLookup } from './retryAfter';

/** One page of a collection: https://learn.microsoft.com/graph/paging */
export interface Page<Item> {
  readonly items: Item[];
  /** Absolute and opaque; undefined on the last page. */
  readonly nextLink?: string;
}

/** An answer of Graph, whole or inside a batch. */
export interface RawAnswer {
  readonly status: number;
  readonly header: HeaderLookup;
  readonly body: unknown;
}

/** The error that an answer is; undefined when it is none. */
export function errorOf(
  endpoint: string,
  answer: RawAnswer,
  now: number,
): GraphResponseError | undefined {
  if (answer.status >= 200 && answer.status < 300) {
    return undefined;
  }
  const error = asObject(asObject(answer.body)?.error);
  const innerError = asObject(error?.innerError ?? error?.innererror);
  const requestId =
    answer.header('request-id') ?? asText(innerError?.['request-id']);
  return new GraphResponseError(endpoint, {
    status: answer.status,
    code: readableMessage(asText(error?.code) ?? ''),
    message: readableMessage(asText(error?.message) || NO_MESSAGE),
    requestId: requestId && readableMessage(requestId),
    retryAfterMs: retryAfterMs(answer.header, answer.body, now),
  });
}

/**
 * The page that a body holds. The payload type is trusted from here on: it is
 * what `$select` asked for, and converters take every property as optional.
 *
 * @throws GraphProtocolError when there is no `value` list: an answer that is
 * no collection must not pass for an empty one
 */
export function pageOf<Item>(endpoint: string, body: unknown): Page<Item> {
  const collection = asObject(body);
  const value = collection?.value;
  if (!Array.isArray(value)) {
    throw new GraphProtocolError(endpoint, 'the answer has no list of values');
  }
  const nextLink = collection?.['@odata.nextLink'];
  if (nextLink != null && typeof nextLink !== 'string') {
    throw new GraphProtocolError(endpoint, 'the next link is not a text');
  }
  return { items: value, nextLink: nextLink || undefined };
}

/** @throws GraphProtocolError when the body is no JSON object */
export function objectOf<Payload>(endpoint: string, body: unknown): Payload {
  const object = asObject(body);
  if (!object) {
    throw new GraphProtocolError(endpoint, 'the answer is no object');
  }
  return object as Payload;
}
