/** HTTP messages as plain data, and middleware around whoever answers them. */

export type Headers = Readonly<Record<string, string | undefined>>;

export interface HttpRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Headers;
  readonly body: string;
}

/** How one request of a $batch was answered. */
export interface BatchItemRecord {
  readonly method: string;
  readonly url: string;
  readonly status: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Bytes are sent as they are, a text may be compressed on the way. */
  readonly body: string | Buffer;
  /** For the request log only. */
  readonly batch?: readonly BatchItemRecord[];
  /** Default: to its last byte. */
  readonly delivery?: BrokenDelivery;
}

/** An answer that does not arrive: the connection breaks before or in the middle of it, or nothing is ever sent. */
export type BrokenDelivery = 'reset' | 'truncated' | 'never';

export type HttpHandler = (request: HttpRequest) => Promise<HttpAnswer>;

/** Sees each HTTP request and answer: may delay it, answer itself or change the answer. */
export type HttpMiddleware = (
  request: HttpRequest,
  next: HttpHandler,
) => Promise<HttpAnswer>;

/** The first middleware is the outermost. */
export function withMiddleware(
  middleware: readonly HttpMiddleware[],
  handler: HttpHandler,
): HttpHandler {
  return middleware.reduceRight<HttpHandler>(
    (next, current) => (request) => current(request, next),
    handler,
  );
}
