/** Middleware that notes every HTTP request, so that a test can see what a client really sent. */
import type { RequestRecord } from '../options';
import type { HttpMiddleware } from './message';

export interface RequestLog {
  readonly requests: RequestRecord[];
  /** For one server; several may write to the same log. */
  middleware(kindOf: (url: string) => RequestRecord['kind']): HttpMiddleware;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export function createRequestLog(): RequestLog {
  const requests: RequestRecord[] = [];
  const middleware: RequestLog['middleware'] =
    (kindOf) => async (request, next) => {
      const record: Mutable<RequestRecord> = {
        method: request.method,
        path: request.url,
        status: 0,
        kind: kindOf(request.url),
        authorization: request.headers.authorization !== undefined,
        userAgent: request.headers['user-agent'],
      };
      requests.push(record);
      const answer = await next(request);
      record.status = answer.status;
      record.batch = answer.batch;
      return answer;
    };
  return { requests, middleware };
}
