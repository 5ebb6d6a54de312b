/**
 * Directory objects by their ids, whatever their types: up to 1,000 a request.
 * https://learn.microsoft.com/graph/api/directoryobject-getbyids
 */
import { pageOf } from '../http/answers';
import { GraphTransportError } from '../errors/errors';
import type { GraphRequest } from '../request';

/** Graph's limit for one request. */
export const MOST_IDS = 1_000;

/** Objects of some types lack properties that `$select` names. */
export interface ObjectsByIdRequest<Payload> extends Omit<
  GraphRequest<Payload>,
  'method'
> {
  readonly method: 'POST';
}

/** @throws GraphTransportError, which is tried again, for an answer that is no whole list */
export function readObjectsById<Payload>(
  endpoint: string,
  body: unknown,
): Payload[] {
  const { items, nextLink } = pageOf<Payload>(endpoint, body);
  if (nextLink !== undefined) {
    throw new GraphTransportError(
      endpoint,
      'malformed',
      'the answer has further pages',
    );
  }
  return items;
}
