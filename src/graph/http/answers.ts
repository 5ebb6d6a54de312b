/** Reads the envelopes of Graph: error bodies, collections, single objects. */
import { GraphResponseError, GraphTransportError } from '../errors/errors';
import { readableMessage } from '../errors/errorText';
import { asObject, asText, type JsonObject } from '../basics/json';
import { NO_MESSAGE } from '../errors/refusals';
import type { HeaderLookup } from './headers';
import { retryAfterMs } from './retryAfter';

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

/** The error that an answer reports; undefined when it is none. */
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
 * @throws GraphTransportError, which is tried again, when the body is no page.
 * Otherwise an answer that is no collection would look like an empty one, and a
 * page whose link cannot be read would look like the last one
 */
export function pageOf<Item>(endpoint: string, body: unknown): Page<Item> {
  const collection = envelopeOf(endpoint, body);
  const { value, [NEXT_LINK]: link } = collection;
  if (!Array.isArray(value)) {
    throw malformed(endpoint, 'the answer has no list of values');
  }
  if (Object.keys(collection).some(isMisspelledNextLink)) {
    throw malformed(
      endpoint,
      'the next link has another name than Graph gives it',
    );
  }
  if (link != null && (typeof link !== 'string' || link === '')) {
    throw malformed(endpoint, 'the next link is not a text');
  }
  return { items: value, nextLink: link ?? undefined };
}

const NEXT_LINK = '@odata.nextLink';

function isMisspelledNextLink(name: string): boolean {
  return name !== NEXT_LINK && /nextlink/i.test(name);
}

/** The properties that a request asks for; one that names none asks for all. */
type Asked = Readonly<Partial<Record<'$select' | '$expand', string>>>;

/**
 * The object that a body holds. It has an id, or something that was asked for, or
 * the `value` of a collection that comes as one answer.
 *
 * @throws GraphTransportError, which is tried again, for anything else
 */
export function objectOf<Payload>(
  endpoint: string,
  body: unknown,
  asked: Asked = {},
): Payload {
  const object = envelopeOf(endpoint, body);
  if (!hasSomethingOf(object, asked)) {
    throw malformed(endpoint, 'the answer has nothing that was asked for');
  }
  return object as Payload;
}

/** @throws GraphTransportError, which is tried again, when the body is no number of objects */
export function countOf(endpoint: string, body: unknown): number {
  if (typeof body === 'number' && Number.isSafeInteger(body) && body >= 0) {
    return body;
  }
  throw malformed(endpoint, 'the answer is no count');
}

function hasSomethingOf(
  object: JsonObject,
  { $select, $expand }: Asked,
): boolean {
  if ('id' in object || Array.isArray(object.value)) {
    return true;
  }
  return $select === undefined
    ? Object.keys(object).some((name) => !name.startsWith('@odata.'))
    : [...$select.split(','), ...namesIn($expand)].some(
        (name) => name in object,
      );
}

/** The names in `$expand`, without the options that follow in parentheses. */
function namesIn(expand = ''): string[] {
  return expand.split(',').map((name) => name.replace(/\(.*$/, ''));
}

/** What every answer must be: an object without an error. @throws GraphTransportError */
function envelopeOf(endpoint: string, body: unknown): JsonObject {
  const object = asObject(body);
  if (!object) {
    throw malformed(endpoint, 'the answer is no object');
  }
  if (object.error != null) {
    const error = asObject(object.error);
    const code = readableMessage(asText(error?.code) ?? '');
    const message = readableMessage(asText(error?.message) || NO_MESSAGE);
    throw malformed(
      endpoint,
      `the answer is an error in spite of its status: ${code} ${message}`,
    );
  }
  return object;
}

function malformed(endpoint: string, detail: string): GraphTransportError {
  return new GraphTransportError(endpoint, 'malformed', detail);
}
