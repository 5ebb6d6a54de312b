/** `POST /$batch`: up to 20 requests in one. https://learn.microsoft.com/graph/json-batching */
import { createRandom } from '../tenant/random';
import { readBatch, type BatchItem } from './batchPayload';
import { badRequest, errorBody } from './errors';
import { errorHeaders } from './headers';
import {
  bothVersions,
  type GraphAnswer,
  type GraphCall,
  type GraphRequest,
  type Route,
} from './route';

export type AnswerRequest = (request: GraphRequest) => Promise<GraphAnswer>;

/** Each request of the batch takes the way of a single one: the same token, routes and policies. */
export function createBatchRoute(answerRequest: AnswerRequest): Route {
  return {
    method: 'POST',
    path: '/$batch',
    versions: bothVersions,
    service: 'graph',
    permissions: [],
    handle: (call) => answerBatch(call, answerRequest),
  };
}

async function answerBatch(
  call: GraphCall,
  answerRequest: AnswerRequest,
): Promise<GraphAnswer> {
  const items = readBatch(call.body);
  const answers = await Promise.all(
    items.map((item) => answerItem(item, call, answerRequest)),
  );
  const responses = items.map(({ id }, index) => {
    const { status, headers, body } = answers[index];
    return { id, status, headers, body };
  });
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'OData-Version': undefined },
    body: { responses: inAnyOrder(responses) },
    batch: items.map(({ method, url }, index) => ({
      method,
      url,
      status: answers[index].status,
    })),
  };
}

async function answerItem(
  item: BatchItem,
  batch: GraphCall,
  answerRequest: AnswerRequest,
): Promise<GraphAnswer> {
  const { path, query } = splitUrl(item.url);
  if (path.toLowerCase() === '/$batch') {
    const error = badRequest('Nested batch requests are not supported.');
    return {
      status: error.status,
      headers: errorHeaders(),
      body: errorBody(error, batch.ids),
    };
  }
  return answerRequest({
    version: batch.version,
    method: item.method,
    path,
    query,
    headers: {
      ...item.headers,
      // The token of the batch counts for all of it.
      authorization: batch.headers.authorization,
    },
    body: item.body,
    insideBatch: true,
    ids: batch.ids,
  });
}

/** Relative to the version, with or without a slash: `/users` or `users`. */
function splitUrl(url: string) {
  const [path, ...query] = url.split('?');
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    query: new URLSearchParams(query.join('?')),
  };
}

/** Graph promises no order of the answers; this one is odd but the same for the same batch. */
function inAnyOrder<T extends { readonly id: string }>(
  responses: readonly T[],
): T[] {
  const letters = [...responses.map(({ id }) => id).join()];
  const seed = letters.reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0,
    responses.length,
  );
  return createRandom(seed).shuffle(responses);
}
