/** Middleware that notes every HTTP request, so that a test can see what a client really sent. */
import type { RequestRecord } from '../options';
import type { HttpMiddleware } from './message';

export interface RequestLog {
  readonly requests: readonly RequestRecord[];
  readonly middleware: HttpMiddleware;
}

export function createRequestLog(
  kindOf: (url: string) => RequestRecord['kind'],
): RequestLog {
  const requests: RequestRecord[] = [];
  const middleware: HttpMiddleware = async (request, next) => {
    const index = requests.length;
    const record: RequestRecord = {
      method: request.method,
      path: request.url,
      status: 0,
      kind: kindOf(request.url),
      authorization: request.headers.authorization !== undefined,
      userAgent: request.headers['user-agent'],
    };
    requests.push(record);
    const answer = await next(request);
    requests[index] = { ...record, status: answer.status, batch: answer.batch };
    return answer;
  };
  return { requests, middleware };
}
