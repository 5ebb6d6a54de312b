/** Lines of a request log, for tests. */
import type { LoggedRequest } from './requestLog';

export const get = (path: string, status = 200): LoggedRequest => ({
  method: 'GET',
  path: `/v1.0${path}`,
  status,
  kind: 'graph',
});

export const post = (path: string, status = 200): LoggedRequest => ({
  ...get(path, status),
  method: 'POST',
});

export const login = (): LoggedRequest => ({
  ...post('', 200),
  path: '/tenant/oauth2/v2.0/token',
  kind: 'login',
});

export const download = (): LoggedRequest => ({
  ...get(''),
  path: '/container/export.zip?sig=x',
  kind: 'blob',
});

/** GETs, each with its status. */
export const batch = (
  ...items: readonly (readonly [url: string, status: number])[]
): LoggedRequest => ({
  ...post('/$batch'),
  batch: items.map(([url, status]) => ({ method: 'GET', url, status })),
});

export const repeated = (
  times: number,
  request: LoggedRequest,
): LoggedRequest[] => Array.from({ length: times }, () => request);
