/**
 * Directory objects by their ids, whatever their types: up to 1,000 a request.
 * https://learn.microsoft.com/graph/api/directoryobject-getbyids
 */
import { pageOf } from './answers';
import { GraphProtocolError } from './errors';
import { endpointName, type RequestDeclaration } from './request';

/** Graph's limit. */
export const MOST_IDS = 1_000;

export interface ObjectsByIdRequest<Payload> extends RequestDeclaration {
  readonly method: 'POST';
  /** What is wanted of each object; a type may lack some of it. */
  readonly select: readonly (keyof Payload & string)[];
  /** Never set: carries the payload's type. */
  readonly payload?: Payload;
}

/** Path and query, below the version. */
export function objectsByIdUrl<Payload>({
  path,
  select,
}: ObjectsByIdRequest<Payload>): string {
  return `${path}?$select=${select.join(',')}`;
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
