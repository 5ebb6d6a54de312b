/** Reads the emulator's request log: which calls were made, and which of them came in bundles. */
import type { RequestRecord } from '../emulator';

export type LoggedRequest = Pick<
  RequestRecord,
  'method' | 'path' | 'status' | 'kind' | 'batch'
>;

/** One call of Graph, by itself or inside a batch. */
export interface LoggedCall {
  readonly method: string;
  /** Without host, version and query. */
  readonly path: string;
  /** What `$select` asks for: the same path may be read for two reasons. */
  readonly select: string;
  /** `$top`, or NaN. */
  readonly top: number;
  readonly status: number;
  readonly insideBatch: boolean;
}

const BATCH = '/$batch';
const REPORTS = '/deviceManagement/reports/';

function pathOf(url: string): string {
  return url.replace(/^\/(v1\.0|beta)(?=\/)/, '').replace(/\?.*$/s, '');
}

const isBatch = ({ kind, path }: LoggedRequest): boolean =>
  kind === 'graph' && pathOf(path) === BATCH;

/** A batch, or a part of an export or a report: what stands for many requests. */
export function isBundled(request: LoggedRequest): boolean {
  return (
    request.kind === 'blob' ||
    isBatch(request) ||
    (request.kind === 'graph' && pathOf(request.path).startsWith(REPORTS))
  );
}

/** Every call of Graph: the requests of a batch in its place. A batch that was refused as a whole is one call. */
export function callsOf(requests: readonly LoggedRequest[]): LoggedCall[] {
  return requests
    .filter(({ kind }) => kind !== 'login')
    .flatMap((request): LoggedCall[] =>
      request.batch === undefined
        ? [{ ...callOf(request, request.path), insideBatch: false }]
        : request.batch.map((item) => ({
            ...callOf(item, item.url),
            insideBatch: true,
          })),
    );
}

function callOf(
  { method, status }: { readonly method: string; readonly status: number },
  url: string,
) {
  const path = pathOf(url);
  const query = new URLSearchParams(url.split('?')[1]);
  return {
    method,
    path: path.startsWith('/') ? path : `/${path}`,
    select: query.get('$select') ?? '',
    top: Number(query.get('$top') ?? NaN),
    status,
  };
}

/** Whether it does not have to be asked again: 404 is an answer too. */
export const isFinal = ({ status }: LoggedCall): boolean =>
  (status >= 200 && status < 300) || status === 404;
