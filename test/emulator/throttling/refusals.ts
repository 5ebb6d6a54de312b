/** How a throttled call is refused, in the words and headers of each service. https://learn.microsoft.com/graph/throttling */
import { GraphError } from '../graph/errors';
import type { GraphCall } from '../graph/route';
import type { BucketName, TenantClass } from './quotas';

/**
 * `Retry-After` in whole seconds, in decimals (as the answers of a $batch have it) or left out (as Intune often does);
 * `broker`: Intune's 500, which says nothing of throttling but in its message.
 */
export type RefusalKind = 'integer' | 'decimal' | 'missing' | 'broker';

export interface Refusal {
  readonly error: GraphError;
  /** What `Retry-After` says, in milliseconds. */
  readonly promisedMs?: number;
}

const brokerBuckets: readonly BucketName[] = [
  'intuneDevices',
  'intuneApplications',
];

/** The kinds of the cycle that the service behind a bucket knows. */
export function kindsFor(
  bucket: BucketName,
  cycle: readonly RefusalKind[],
): readonly RefusalKind[] {
  const kinds = cycle.filter(
    (kind) => kind !== 'broker' || brokerBuckets.includes(bucket),
  );
  return kinds.length > 0 ? kinds : ['integer'];
}

export function createRefusal(
  kind: RefusalKind,
  bucket: BucketName,
  waitMs: number,
  call: GraphCall,
  size: TenantClass,
): Refusal {
  if (kind === 'broker') return { error: brokerError() };
  const retryAfter = retryAfterOf(kind, waitMs);
  return {
    error: tooManyRequests(bucket, retryAfter, call, size),
    promisedMs: retryAfter === undefined ? undefined : Number(retryAfter) * 1e3,
  };
}

function retryAfterOf(
  kind: Exclude<RefusalKind, 'broker'>,
  waitMs: number,
): string | undefined {
  switch (kind) {
    case 'integer':
      return String(Math.max(1, Math.ceil(waitMs / 1e3)));
    case 'decimal':
      return (waitMs / 1e3).toFixed(3);
    case 'missing':
      return undefined;
  }
}

function tooManyRequests(
  bucket: BucketName,
  retryAfter: string | undefined,
  { caller: { appId, tenantId } }: GraphCall,
  size: TenantClass,
): GraphError {
  const headers = { 'Retry-After': retryAfter };
  if (bucket === 'directory') {
    return new GraphError(
      429,
      'TooManyRequests',
      `Too many requests from Identifier:${appId} under category:aadgraph.app.tenant_${size}. Please try again later.`,
      {
        ...headers,
        'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${appId}/${tenantId}`,
        'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
      },
    );
  }
  return bucket === 'signInActivity'
    ? new GraphError(429, 'UnknownError', 'Too Many Requests', headers)
    : new GraphError(429, 'TooManyRequests', 'An error has occurred.', headers);
}

function brokerError(): GraphError {
  return new GraphError(
    500,
    'UnknownError',
    'Rate limit reached because of too many requests to query broker. Please retry after sometime.',
  );
}
