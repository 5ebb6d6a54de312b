/**
 * The quotas of Microsoft Graph that our requests draw on, one entry each.
 * https://learn.microsoft.com/graph/throttling-limits
 */

/** How much may be used in any one window, for this application in one tenant. */
export interface Limit {
  readonly limit: number;
  readonly windowMs: number;
}

export interface Quota extends Limit {
  /** HTTP calls that may be under way at once. */
  readonly inFlight: number;
  /** A lower limit with a longer window, where documents differ: it holds after the first refusal, for the rest of the run. */
  readonly onceRefused?: Limit;
}

/** Identity and access: resource units per 10 seconds, by the number of users. */
export const directoryLimits = { small: 3_500, medium: 5_000, large: 8_000 };

export const workloads = {
  /**
   * Users, groups, members, organization. Unit: resource units; the limit is that of
   * small tenants at first. In flight: the limit of a large tenant is 20 batches of
   * members a second, which may take 1.6 seconds each.
   */
  directory: {
    limit: directoryLimits.small,
    windowMs: 10_000,
    inFlight: 32,
  },
  /**
   * Users with `signInActivity` and the report of authentication methods. Unit: requests. The limit is that of reports of
   * sign-ins. "10 a minute" was written for single users, and nobody has published
   * a 429 of either:
   * https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/8653
   */
  signInActivity: {
    limit: 5,
    windowMs: 10_000,
    inFlight: 1,
    onceRefused: { limit: 10, windowMs: 60_000 },
  },
  /** Policies, configurations and the `deviceManagement` root. Unit: requests. */
  intuneConfiguration: { limit: 1_000, windowMs: 20_000, inFlight: 8 },
  /** Managed devices and the applications detected on them. Unit: requests. */
  intuneDevices: { limit: 2_000, windowMs: 20_000, inFlight: 8 },
  /** Managed applications. Unit: requests. */
  intuneApplications: { limit: 1_000, windowMs: 20_000, inFlight: 4 },
  /**
   * `reports/get…Report`. Unit: requests. Their limit is not published. They
   * are POSTs, and this is the limit of Intune's writes. In flight: 5 a second, which
   * may take 3 seconds each.
   */
  reports: { limit: 100, windowMs: 20_000, inFlight: 16 },
  /**
   * `reports/exportJobs`. Unit: requests, those that ask for the state of a job
   * included. https://learn.microsoft.com/intune/intune-service/fundamentals/reports-export-graph-apis
   */
  exportJobs: { limit: 48, windowMs: 60_000, inFlight: 4 },
} satisfies Record<string, Quota>;

export type WorkloadName = keyof typeof workloads;

/** The directory's limit for a tenant of so many users. */
export function directoryLimit(userCount: number): number {
  if (userCount < 50) {
    return directoryLimits.small;
  }
  return userCount <= 500 ? directoryLimits.medium : directoryLimits.large;
}
