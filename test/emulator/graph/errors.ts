/** Graph's errors, in the codes and words of the services behind it. https://learn.microsoft.com/graph/errors */
import type { Headers } from '../http/message';

export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Headers = {},
  ) {
    super(message);
  }
}

export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

export function errorBody(
  { code, message }: GraphError,
  { requestId, clientRequestId }: RequestIds,
) {
  return {
    error: {
      code,
      message,
      innerError: {
        date: new Date().toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId,
      },
    },
  };
}

export const badRequest = (message: string) =>
  new GraphError(400, 'BadRequest', message);

export const directoryBadRequest = (message: string) =>
  new GraphError(400, 'Request_BadRequest', message);

export const unsupportedQuery = (message: string) =>
  new GraphError(400, 'Request_UnsupportedQuery', message);

export const invalidVersion = (version: string) =>
  badRequest(`Invalid version: ${version}`);

export const unknownSegment = (segment: string) =>
  badRequest(`Resource not found for the segment '${segment}'.`);

export const wrongMethod = () =>
  new GraphError(
    405,
    'Request_BadRequest',
    'Specified HTTP method is not allowed for the request target.',
  );

export const invalidJson = () =>
  badRequest(
    'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
  );

export const notFound = (id: string) =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const accessDenied = () =>
  new GraphError(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );

export const notYetSupported = () =>
  new GraphError(
    501,
    'NotImplemented',
    'This operation target is not yet supported.',
  );

/** Not something that Graph says: it can do this, the emulator cannot. */
export const notEmulated = (what: string) =>
  new GraphError(501, 'NotEmulated', `The emulator does not model ${what}.`);
