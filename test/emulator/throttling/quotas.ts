/** The documented quotas of one application in one tenant. https://learn.microsoft.com/graph/throttling-limits */
import { probableBehaviour, type ServiceBehaviour } from '../graph/behaviour';

type SignInLimit = ServiceBehaviour['signInLimit'];

export interface Quota {
  readonly name: BucketName;
  /** Units that a full bucket holds, and that flow back in one window. */
  readonly limit: number;
  readonly windowMs: number;
  /** Of the limit, in [0, 1), that another client of the same quota takes all the time; default 0. */
  readonly otherShare?: number;
}

export type BucketName =
  | 'directory'
  | 'signInActivity'
  | 'intuneDevices'
  | 'intuneConfiguration'
  | 'intuneApplications'
  | 'reports'
  | 'exportJobs';

export type TenantClass = 'small' | 'medium' | 'large';

/** Identity and access: resource units per 10 seconds. */
const directoryLimits: Readonly<Record<TenantClass, number>> = {
  small: 3_500,
  medium: 5_000,
  large: 8_000,
};

/**
 * Pages of users with sign-in activity. "10 a minute" was written for single users
 * (https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8653); lists fall under what reports of sign-ins
 * have. Nobody has published a 429 of either.
 */
const signInLimits: Readonly<
  Record<SignInLimit, { readonly limit: number; readonly windowMs: number }>
> = {
  '5 per 10 s': { limit: 5, windowMs: 10_000 },
  '10 per minute': { limit: 10, windowMs: 60_000 },
};

/** The directory counts resource units, everything else requests. */
export function quotasOf(
  userCount: number,
  signInLimit: SignInLimit = probableBehaviour.signInLimit,
): readonly Quota[] {
  const directoryLimit = directoryLimits[tenantClass(userCount)];
  return [
    { name: 'directory', limit: directoryLimit, windowMs: 10_000 },
    { name: 'signInActivity', ...signInLimits[signInLimit] },
    { name: 'intuneDevices', limit: 2_000, windowMs: 20_000 },
    { name: 'intuneConfiguration', limit: 1_000, windowMs: 20_000 },
    { name: 'intuneApplications', limit: 1_000, windowMs: 20_000 },
    // No limit is published for reports: they are POSTs, and this is the limit of Intune's writes.
    { name: 'reports', limit: 100, windowMs: 20_000 },
    // Polls included. https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis
    { name: 'exportJobs', limit: 48, windowMs: 60_000 },
  ];
}

/** How a tenant differs from the documentation. */
export interface QuotaOptions {
  /** Multiplies every limit, so that a small tenant is throttled too; default 1. */
  readonly quotaScale?: number;
  /** Multiplies every window, so that a test with a real clock is short; default 1. */
  readonly windowScale?: number;
  /** Of every limit, in [0, 1): what another client takes; default 0. */
  readonly otherShare?: number;
}

/** What a tenant really grants. */
export function grantedQuotas(
  documented: readonly Quota[],
  { quotaScale = 1, windowScale = 1, otherShare = 0 }: QuotaOptions,
): readonly Quota[] {
  return documented.map(({ name, limit, windowMs }) => ({
    name,
    limit: limit * quotaScale,
    windowMs: windowMs * windowScale,
    ...(otherShare > 0 && { otherShare }),
  }));
}

/** Fewer than 50 users are small, more than 500 large. */
export function tenantClass(userCount: number): TenantClass {
  if (userCount < 50) return 'small';
  return userCount <= 500 ? 'medium' : 'large';
}
