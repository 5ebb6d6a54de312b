/** What a route, a call to it, its answer and a policy around it are. */
import type { BatchItemRecord, Headers } from '../http/message';
import type { Caller } from '../login/tokens';
import type { GraphContext } from './context';
import type { RequestIds } from './errors';

export type GraphVersion = 'v1.0' | 'beta';

/** A request as the caller sent it, by itself or inside a $batch. */
export interface GraphRequest {
  readonly version: GraphVersion;
  readonly method: string;
  /** Without the version: `/groups/{id}/members`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** The parsed JSON body; `undefined` when there is none. */
  readonly body: unknown;
  readonly insideBatch: boolean;
  /** Those of the HTTP request: everything in a $batch shares them. */
  readonly ids: RequestIds;
}

/** A request that passed authentication and has a route. */
export interface GraphCall extends GraphRequest {
  readonly route: Route;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly caller: Caller;
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Headers;
  readonly body: unknown;
  /** For the request log only. */
  readonly batch?: readonly BatchItemRecord[];
}

/** Which service behind Graph answers: each has error shapes and limits of its own. */
export type GraphService = 'graph' | 'directory' | 'identityReports' | 'intune';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Segments that start with a colon are parameters. */
  readonly path: string;
  readonly versions: readonly GraphVersion[];
  readonly service: GraphService;
  /** Application permissions of which the caller needs one, least privileged first; none: any token will do. */
  readonly permissions: readonly string[];
  /** Base cost in resource units, directory only; default 1. */
  readonly resourceUnits?: number;
  /** Where `$select` saves not the usual one, but more or nothing. */
  readonly resourceUnitsWithSelect?: number;
  handle(
    call: GraphCall,
    context: GraphContext,
  ): GraphAnswer | Promise<GraphAnswer>;
}

/** Runs around the answer to one call: may throw a `GraphError`, answer itself or change the answer. */
export type GraphPolicy = (
  call: GraphCall,
  next: (call: GraphCall) => Promise<GraphAnswer>,
) => Promise<GraphAnswer>;

export const bothVersions: readonly GraphVersion[] = ['v1.0', 'beta'];

export function hasAnyRole(
  { roles }: Caller,
  permissions: readonly string[],
): boolean {
  return permissions.some((permission) => roles.includes(permission));
}
