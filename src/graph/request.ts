/** What a resource asks of Microsoft Graph, and the payload type that follows from it. */
import { GraphProtocolError } from './errors/errors';
import { isAddressable } from './basics/json';
import type { Lane } from './pacing/workloadPacer';
import type { WorkloadName } from './pacing/workloads';

export type ApiVersion = 'v1.0' | 'beta';

/** Application permissions for one request, of which any one is enough. */
export interface PermissionNeed {
  /** The least privileged one first: https://learn.microsoft.com/graph/permissions-reference */
  readonly anyOf: readonly [string, ...string[]];
  /** What is missing from the graph when none of them is granted. */
  readonly without: string;
  /** True when the step can do without it, with less detail. */
  readonly isOptional?: boolean;
  /** True when nobody is asked to grant it. The request is sent where the token has it. */
  readonly isUnrequested?: boolean;
}

/** What a call costs, and from which quota. */
export interface Charge {
  readonly workload: WorkloadName;
  /** In the workload's own units. */
  readonly cost: number;
}

/** What the client must know to send a request. */
export interface Endpoint {
  /** Default: GET. */
  readonly method?: 'GET' | 'POST';
  readonly version: ApiVersion;
  /** Path below the version, with `{name}` for parameters: `/groups/{id}/members`. */
  readonly path: string;
  readonly workload: WorkloadName;
  /** What one call costs, in the workload's own units. */
  readonly cost: number;
  /** Added to those that every request has; not for batches. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Another quota that the call is charged to; not for batches. */
  readonly alsoCharges?: Charge;
  /** Default: pages, and batches for requests in batches. */
  readonly lane?: Lane;
}

/**
 * Small first pages, which cost less, and most collections fit into them. A
 * collection that does not fit is read again from its beginning, on full pages.
 */
export interface SmallPages {
  /** `$top` */
  readonly top: number;
  /** What one of them costs, in the workload's own units. */
  readonly cost: number;
  /** How many are tried. */
  readonly count: number;
}

/** What every request declares. Docs and events about permissions are made of it. */
export interface RequestDeclaration extends Endpoint {
  readonly permission: PermissionNeed;
  /** Without these the answer is smaller, and Graph does not say so. */
  readonly detailPermissions?: readonly PermissionNeed[];
  /** Set where another request gives the same, so nobody has to grant a permission for this one. */
  readonly isShortcut?: boolean;
  /**
   * Set where a run that gets no answer is whole nevertheless, because another
   * source has the same or because it only counts or checks. `whereAbsent`: a
   * tenant may lack it, but must not refuse it.
   */
  readonly isReplaceable?: true | 'whereAbsent';
  /**
   * The lists whose items' ids are the values of parameters, by the name of the
   * parameter, where the path does not say so: any of them. `filter` stands for
   * the filter of a report.
   */
  readonly parents?: Readonly<Record<string, readonly string[]>>;
  /** The public page that documents the request. */
  readonly documentation: string;
}

/** What the address of a request is made of. */
export interface AddressableRequest extends Endpoint {
  readonly query?: Readonly<Record<string, string>>;
  /** Values for the parameters of `path`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A request as its resource declares it. `Payload` is the type of its answer, or of one item of a list. */
export interface GraphRequest<Payload> extends RequestDeclaration {
  readonly method?: 'GET';
  readonly query: Readonly<Record<string, string>>;
  /** Values for the parameters of `path`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Tried first where many collections are read in batches. */
  readonly smallPages?: SmallPages;
  /** Never set: carries the payload's type. */
  readonly payload?: Payload;
}

/** How many objects a collection of the directory has: `/users/$count`. */
export interface CountRequest extends RequestDeclaration {
  readonly method?: 'GET';
  readonly headers: typeof COUNT_HEADERS;
}

/**
 * The directory returns counts only to requests that accept a count from a moment
 * ago, and answers with a plain number. https://learn.microsoft.com/graph/aad-advanced-queries
 */
export const COUNT_HEADERS = {
  accept: 'text/plain, application/json',
  ConsistencyLevel: 'eventual',
} as const;

type Declaration<Resource, Selected extends keyof Resource & string> = Omit<
  GraphRequest<never>,
  'query' | 'payload' | 'parameters'
> & {
  /** The `$select` list; the payload type has these properties only. */
  readonly select: readonly Selected[];
  /** `$top`: the items of one page, at most what Graph allows. */
  readonly top?: number;
};

/**
 * Declares a request for `Resource`: `defineRequest<User>()({select: ['id'], …})`.
 * The payload type is a `Pick` of what `$select` names.
 */
export function defineRequest<Resource>() {
  return <Selected extends keyof Resource & string>({
    select,
    top,
    ...rest
  }: Declaration<Resource, Selected>): GraphRequest<
    Pick<Resource, Selected>
  > => ({
    ...rest,
    query: {
      $select: select.join(','),
      ...(top !== undefined && { $top: String(top) }),
    },
  });
}

/** The same request for one parent: `forParameters(groupMembers, {id: group.id})`. */
export function forParameters<Payload>(
  request: GraphRequest<Payload>,
  parameters: Readonly<Record<string, string>>,
): GraphRequest<Payload> {
  return { ...request, parameters };
}

/** The same request with pages of another size. */
export function withTop<Payload>(
  request: GraphRequest<Payload>,
  top: number,
): GraphRequest<Payload> {
  return { ...request, query: { ...request.query, $top: String(top) } };
}

/** The same request with pages of Graph's own size. */
export function withoutTop<Payload>(
  request: GraphRequest<Payload>,
): GraphRequest<Payload> {
  return withoutOption(request, '$top');
}

/** The same request for all properties: the answer has more than the payload's type says. */
export function withoutSelect<Payload>(
  request: GraphRequest<Payload>,
): GraphRequest<Payload> {
  return withoutOption(request, '$select');
}

/** The names in `$select`; none when all properties are requested. */
export function selectedFields({
  query,
}: Pick<GraphRequest<unknown>, 'query'>): string[] {
  return '$select' in query ? query.$select.split(',') : [];
}

/** The same request without some names in `$select`: the payload lacks what its type says. */
export function withoutFields<Payload>(
  request: GraphRequest<Payload>,
  names: readonly string[],
): GraphRequest<Payload> {
  const $select = selectedFields(request)
    .filter((name) => !names.includes(name))
    .join(',');
  return names.length > 0
    ? { ...request, query: { ...request.query, $select } }
    : request;
}

function withoutOption<Payload>(
  request: GraphRequest<Payload>,
  option: string,
): GraphRequest<Payload> {
  const query = Object.entries(request.query).filter(
    ([name]) => name !== option,
  );
  return { ...request, query: Object.fromEntries(query) };
}

/**
 * Path and query below the version, as a batch wants it: `/groups/7c…/members?$select=id`.
 *
 * @throws GraphProtocolError for an id, which Graph gave, that no address can hold
 */
export function relativeUrl(request: AddressableRequest): string {
  const path = request.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value: unknown = request.parameters?.[name];
    if (!value) {
      throw new TypeError(`${request.path} needs a value for {${name}}`);
    }
    if (!isAddressable(value)) {
      throw new GraphProtocolError(
        endpointName(request),
        `the ${name} that Graph gave cannot be part of an address`,
      );
    }
    return encodeURIComponent(value);
  });
  const query = Object.entries(request.query ?? {})
    .map(([name, value]) => `${name}=${encodeQueryValue(value)}`)
    .join('&');
  return query ? `${path}?${query}` : path;
}

/** Encodes everything but commas, as Microsoft's own links do. */
function encodeQueryValue(value: string): string {
  return encodeURIComponent(value).replace(/%2C/g, ',');
}

/** `GET /beta/groups/{id}/members`: names a request in logs, events and errors, without ids. */
export function endpointName({
  method = 'GET',
  version,
  path,
}: Pick<Endpoint, 'method' | 'version' | 'path'>): string {
  return `${method} /${version}${path}`;
}
