/**
 * Directory objects by their ids, whatever their types: up to 1,000 a request.
 * https://learn.microsoft.com/graph/api/directoryobject-getbyids
 */
import { pageOf } from './answers';
import { GraphProtocolError } from './errors';
import { endpointName, type GraphRequest } from './request';

/** Graph's limit. */
export const MOST_IDS = 1_000;

/** `$select` names what is wanted of each object; a type may lack some of it. */
export interface ObjectsByIdRequest<Payload> extends Omit<
  GraphRequest<Payload>,
  'method'
> {
  readonly method: 'POST';
}

/** @throws GraphProtocolError for an answer that is no whole list */
export function readObjectsById<Payload>(
  request: ObjectsByIdRequest<Payload>,
  body: unknown,
): Payload[] {
  const endpoint = endpointName(request);
  const { items, nextLink } = pageOf<Payload>(endpoint, body);
  if (nextLink !== undefined) {
    throw new GraphProtocolError(endpoint, 'the answer has further pages');
  }
  return items;
}
