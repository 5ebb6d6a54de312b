/** The results of the requests of a batch, and how they are read from the answers. */
import { objectOf, pageOf } from '../http/answers';
import type { CollectionCursor } from '../lists/cursor';
import type { GraphRequest } from '../request';

export interface BatchItem<Source, Payload> {
  /** The caller's own name for the request, which comes back with each answer. */
  readonly source: Source;
  readonly request: GraphRequest<Payload>;
}

/** One page of a collection. */
export interface BatchPage<Source, Payload> {
  readonly source: Source;
  readonly items: Payload[];
  /** True on the last page: the collection is complete. */
  readonly isLast: boolean;
  /** Set on the first page after a lost page token: earlier items come again. */
  readonly beginsAnew?: true;
}

/** One object. */
export interface BatchObject<Source, Payload> {
  readonly source: Source;
  readonly payload: Payload;
}

/** A failure that the caller said it would take care of. */
export interface BatchFailure<Source> {
  readonly source: Source;
  readonly failure: Error;
}

export type BatchResult<Source, Payload> =
  BatchPage<Source, Payload> | BatchFailure<Source>;

export type BatchObjectResult<Source, Payload> =
  BatchObject<Source, Payload> | BatchFailure<Source>;

export interface BatchOptions<Source, Result> {
  /** Makes a result of the body of an answer, and moves the cursor on. @throws GraphError */
  readonly read: (
    item: BatchItem<Source, unknown>,
    cursor: CollectionCursor,
    body: unknown,
  ) => Result;
  /** How many items a result has; the items that wait for the reader are limited. */
  readonly sizeOf: (result: Result | BatchFailure<Source>) => number;
  /** Which failures come back as results; every other one ends the whole batch. */
  readonly tolerates: (failure: Error, source: Source) => boolean;
}

/** For `BatchOptions.sizeOf`. */
export function itemCount(result: BatchResult<unknown, unknown>): number {
  return 'failure' in result ? 1 : result.items.length;
}

/** Reads the answer of a collection, for `BatchOptions.read`. */
export function readPage<Source, Payload>(
  { source }: BatchItem<Source, unknown>,
  cursor: CollectionCursor,
  body: unknown,
): BatchPage<Source, Payload> {
  const page = pageOf<Payload>(cursor.endpoint, body);
  const anew = cursor.beginsAnew && { beginsAnew: true as const };
  cursor.advance(page);
  const isLast = cursor.relativeUrl === undefined;
  return { source, items: page.items, isLast, ...anew };
}

/** Reads the answer of a single object, for `BatchOptions.read`. */
export function readObject<Source, Payload>(
  { source, request }: BatchItem<Source, unknown>,
  cursor: CollectionCursor,
  body: unknown,
): BatchObject<Source, Payload> {
  const payload = objectOf<Payload>(cursor.endpoint, body, request.query);
  // Nothing follows an object.
  cursor.advance({ items: [] });
  return { source, payload };
}
