/** Answers a `$batch` request by request, unordered as Graph does. */
import type { HttpReply } from './replies';
import type { LoggedRequest } from './scriptedTransport';

/** The answer to one request of a batch; `'leftOut'` gives none at all. */
export type SubReply = HttpReply | 'leftOut';

export interface SubRequestLog {
  readonly id: string;
  readonly url: string;
}

export function subRequests({ body }: LoggedRequest): SubRequestLog[] {
  const { requests } = body as { requests: SubRequestLog[] };
  return requests;
}

export function isBatch(request: LoggedRequest): boolean {
  return request.url.endsWith('/$batch');
}

/** Answers each request of a batch by its URL below the version, last one first. */
export function batchReply(
  request: LoggedRequest,
  answer: (url: string) => SubReply,
): HttpReply {
  const responses = subRequests(request)
    .map(({ id, url }) => ({ id, reply: answer(url) }))
    .flatMap(({ id, reply }) => (reply === 'leftOut' ? [] : [{ id, ...reply }]))
    .reverse();
  return { status: 200, body: { responses } };
}
