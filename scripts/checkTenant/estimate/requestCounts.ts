/**
 * What a run asks of a tenant, from counts: what the steps do, in numbers. Rows of
 * reports are counted for a sample of policies and applications.
 */
import type { WorkloadName } from '../../../src/graph/pacing/workloads';
import type { TenantCounts } from '../../../src/run/heap/estimate';
import {
  ingestionSourceIds,
  type IngestionSourceId,
} from '../../../src/run/ingestionSources';
import {
  MANY_DEVICES,
  MANY_DEVICES_FOR_APPLICATIONS,
  MANY_DEVICES_FOR_LISTS,
  MANY_GROUPS,
  MANY_REPORT_PAGES,
  ROWS_A_REPORT_PAGE,
} from '../../../src/run/thresholds';
import { postedEarly } from '../../../src/steps/earlyExports';
import { complianceExport } from '../../../src/steps/exports';
import { SAMPLED_POLICIES } from '../../../src/steps/findings/policySample';
import { STATUSES_A_PAGE } from '../../../src/steps/findings/request';
import { SAMPLED_APPLICATIONS } from '../../../src/steps/managedApplications/installExport';

/** What is counted of a tenant; zero where it does not say. */
export interface CountedTenant extends TenantCounts {
  /** Compliance policies of the older family, whose states have lists. */
  readonly policies: number;
  /** Of the Settings Catalog: their states are in reports only. */
  readonly catalogPolicies: number;
  /** Device configurations of all families. */
  readonly configurations: number;
  /** Those of the oldest family. */
  readonly legacyConfigurations: number;
  readonly intents: number;
  readonly applications: number;
  /** Rows of a report, on average of the sample. */
  readonly rowsOfPolicy: number;
  readonly rowsOfConfiguration: number;
  readonly rowsOfApplication: number;
}

/** What is granted and switched on. */
export interface Circumstances {
  readonly sources: readonly IngestionSourceId[];
  readonly hasIntune: boolean;
  /** Whether users are listed with their sign-in times. */
  readonly hasSignIns: boolean;
  /** Whether the report of authentication methods is read. */
  readonly hasRegistrations: boolean;
  /** Whether directory roles are read. */
  readonly hasRoles: boolean;
  readonly hasExports: boolean;
  readonly hasDetails: boolean;
}

/** Requests in one HTTP call. */
const A_BATCH = 20;
export const USERS_A_PAGE = 999;
const USERS_WITH_SIGN_INS_A_PAGE = 500;
const GROUPS_A_PAGE = 999;
const DEVICES_A_PAGE = 1_000;
const CATALOG_POLICIES_A_PAGE = 100;
/** A post and some polls, mostly; the wait is for the file. */
const REQUESTS_OF_AN_EXPORT = 4;

type Units = Map<WorkloadName, { requests: number; units: number }>;

/** HTTP calls, and units of their quotas. */
export function countRequests(
  counts: CountedTenant,
  circumstances: Circumstances,
): Units {
  const asked: Units = new Map();
  const sources = new Set(circumstances.sources);
  addDirectory(asked, counts, circumstances, sources);
  if (circumstances.hasIntune) {
    addIntune(asked, counts, circumstances, sources);
  }
  return asked;
}

function add(
  asked: Units,
  name: WorkloadName,
  requests: number,
  units = requests,
): void {
  if (requests + units > 0) {
    const before = asked.get(name) ?? { requests: 0, units: 0 };
    asked.set(name, {
      requests: before.requests + requests,
      units: before.units + units,
    });
  }
}

function addDirectory(
  asked: Units,
  { users, groups }: CountedTenant,
  { hasSignIns, hasRegistrations, hasRoles }: Circumstances,
  sources: ReadonlySet<IngestionSourceId>,
): void {
  // The organization, its MDM authority, the number of users, and the names of licenses.
  add(asked, 'directory', 5);
  add(asked, 'directory', hasRoles ? 3 : 0);
  if (hasSignIns) {
    const pages = pagesOf(users, USERS_WITH_SIGN_INS_A_PAGE);
    add(asked, 'signInActivity', pages);
    // The same requests are charged to the directory, too.
    add(asked, 'directory', 0, 2 * pages);
  } else {
    // One more finds out that there are no sign-in times.
    add(asked, 'signInActivity', 1);
    const pages = pagesOf(users, USERS_A_PAGE);
    add(asked, 'directory', pages, 2 * pages);
  }
  if (hasRegistrations) {
    add(asked, 'signInActivity', pagesOf(users, USERS_A_PAGE));
  }
  if (sources.has(ingestionSourceIds.groups)) {
    add(asked, 'directory', pagesOf(groups, GROUPS_A_PAGE) + 2);
    const unitsOfMembers = groups > MANY_GROUPS ? 1 : 2;
    add(asked, 'directory', pagesOf(groups, A_BATCH), groups * unitsOfMembers);
    // Whether names may be asked for by ids, and the names.
    add(asked, 'directory', 2, 4);
  }
}

function addIntune(
  asked: Units,
  counts: CountedTenant,
  { hasExports, hasDetails }: Circumstances,
  sources: ReadonlySet<IngestionSourceId>,
): void {
  const { devices } = counts;
  // Whether there is Intune, and what it says of the account.
  add(asked, 'intuneConfiguration', 3);
  if (!sources.has(ingestionSourceIds.devices)) {
    return;
  }
  add(asked, 'intuneDevices', 2 + pagesOf(devices, DEVICES_A_PAGE));
  addBatched(asked, 'intuneDevices', hasDetails ? devices : 0);
  const early = postedEarly(devices, hasDetails);
  for (const { ingestionSourceId } of early) {
    if (sources.has(ingestionSourceId)) {
      // Where exports are refused, one or two posts find it out.
      add(asked, 'exportJobs', hasExports ? REQUESTS_OF_AN_EXPORT : 0);
    }
  }
  if (sources.has(ingestionSourceIds.compliancePolicies)) {
    const isEarly = early.some(({ request }) => request === complianceExport);
    addPolicies(asked, counts, hasExports, isEarly);
  }
  if (sources.has(ingestionSourceIds.deviceConfigurations)) {
    addConfigurations(asked, counts, hasExports);
  }
  if (sources.has(ingestionSourceIds.applications)) {
    addApplications(asked, counts, hasExports, hasDetails);
  }
}

function addPolicies(
  asked: Units,
  { policies, catalogPolicies, devices, rowsOfPolicy }: CountedTenant,
  hasExports: boolean,
  isExportEarly: boolean,
): void {
  // Two lists, and the id of the Intune account.
  add(asked, 'intuneConfiguration', 3);
  addBatched(asked, 'intuneConfiguration', policies);
  const areListed = devices <= MANY_DEVICES_FOR_LISTS || !hasExports;
  if (areListed) {
    const pages = Math.max(1, pagesOf(devices, STATUSES_A_PAGE));
    addBatched(asked, 'intuneConfiguration', policies * pages);
  }
  if (devices > MANY_DEVICES && hasExports) {
    add(asked, 'reports', Math.min(SAMPLED_POLICIES, catalogPolicies));
    const isNeeded = !isExportEarly && catalogPolicies > 0;
    add(asked, 'exportJobs', isNeeded ? REQUESTS_OF_AN_EXPORT : 0);
  } else {
    add(asked, 'reports', catalogPolicies * reportPages(rowsOfPolicy));
  }
}

function addConfigurations(
  asked: Units,
  counts: CountedTenant,
  hasExports: boolean,
): void {
  const { configurations, legacyConfigurations, intents, devices } = counts;
  const catalogPages = Math.max(
    0,
    pagesOf(
      configurations - legacyConfigurations - intents,
      CATALOG_POLICIES_A_PAGE,
    ) - 1,
  );
  // Four lists, and the id of the Intune account.
  add(asked, 'intuneConfiguration', 5 + catalogPages);
  addBatched(asked, 'intuneConfiguration', legacyConfigurations);
  addBatched(asked, 'intuneConfiguration', intents);
  const mostPages = configurations * reportPages(devices);
  const isLarge = devices > MANY_DEVICES || mostPages > MANY_REPORT_PAGES;
  add(
    asked,
    'reports',
    isLarge && hasExports
      ? Math.min(SAMPLED_POLICIES, configurations)
      : configurations * reportPages(counts.rowsOfConfiguration),
  );
}

function addApplications(
  asked: Units,
  { applications, devices, rowsOfApplication }: CountedTenant,
  hasExports: boolean,
  hasDetails: boolean,
): void {
  add(asked, 'intuneApplications', 1);
  add(asked, 'reports', pagesOf(applications, ROWS_A_REPORT_PAGE));
  const isLarge = devices > MANY_DEVICES_FOR_APPLICATIONS;
  if (isLarge && hasExports) {
    add(asked, 'reports', Math.min(SAMPLED_APPLICATIONS, applications));
    return;
  }
  add(asked, 'reports', applications * reportPages(rowsOfApplication));
  if (!hasDetails) {
    addBatched(asked, 'intuneDevices', devices);
  }
}

function addBatched(asked: Units, name: WorkloadName, count: number): void {
  add(asked, name, Math.ceil(count / A_BATCH), count);
}

/** One, at least. */
function pagesOf(count: number, itemsInPage: number): number {
  return Math.max(1, Math.ceil(count / itemsInPage));
}

function reportPages(rows: number): number {
  return pagesOf(rows, ROWS_A_REPORT_PAGE);
}
