/** Counts a tenant for the estimate: from the trials, and from the row counts of some reports. */
import type { ReportOfOne } from '../../../src/graph/reports';
import type { RequestDeclaration } from '../../../src/graph/request';
import type { IngestionSourceId } from '../../../src/run/ingestionSources';
import { evenly } from '../../../src/run/sources/exportSample';
import {
  catalogCompliancePoliciesRequest,
  compliancePoliciesRequest,
} from '../../../src/steps/compliancePolicies/request';
import {
  configurationSources,
  intentsRequest,
  legacyConfigurationsRequest,
} from '../../../src/steps/deviceConfigurations/request';
import { deviceOverviewRequest } from '../../../src/steps/devices/request';
import {
  complianceReport,
  configurationReport,
} from '../../../src/steps/findings/request';
import { groupsCountRequest } from '../../../src/steps/groups/request';
import {
  installReport,
  managedApplicationsRequest,
} from '../../../src/steps/managedApplications/request';
import {
  registrationsRequest,
  roleAssignmentsRequest,
} from '../../../src/steps/users/extras/request';
import {
  usersCountRequest,
  usersWithSignInRequest,
} from '../../../src/steps/users/request';

import type { Asking, Exchange } from '../requests/exchange';
import { isExport, type PlannedRequest } from '../requests/plannedRequests';
import type { Circumstances, CountedTenant } from './requestCounts';
import type { Trial, Trials } from '../requests/trials';

/** Reports whose rows are counted, of each kind. */
const SAMPLE = 5;

/** An answer of Graph's, or the failure of the question. */
export type Ask = <Answer>(
  question: (asking: Asking) => Promise<Answer>,
) => Promise<Exchange<Answer>>;

export interface Counted {
  readonly counts: CountedTenant;
  /** What is not known, in words. */
  readonly unknown: readonly string[];
}

export async function countTenant(trials: Trials, ask: Ask): Promise<Counted> {
  const unknown: string[] = [];
  const countOf = async (
    what: string,
    request: RequestDeclaration,
    read: (trial: Trial) => number | undefined,
  ) => {
    const trial = await trials.ofRequest(request);
    const count = trial && read(trial);
    if (trial && count === undefined) {
      unknown.push(`the number of ${what}`);
    }
    return count ?? 0;
  };
  const listed = (what: string, request: RequestDeclaration) =>
    countOf(what, request, ({ answer }) => {
      if (answer?.hasMore) {
        unknown.push(`how many more ${what} there are than on the first page`);
      }
      return answer?.items?.length;
    });
  const [users, groups, devices, policies, catalogPolicies, applications] =
    await Promise.all([
      countOf('users', usersCountRequest, ({ answer }) => answer?.count),
      countOf('groups', groupsCountRequest, ({ answer }) => answer?.count),
      countOf('devices', deviceOverviewRequest, ({ answer }) => {
        const count = answer?.object?.enrolledDeviceCount;
        return typeof count === 'number' ? count : undefined;
      }),
      listed('compliance policies', compliancePoliciesRequest),
      listed(
        'compliance policies of the Settings Catalog',
        catalogCompliancePoliciesRequest,
      ),
      listed('managed applications', managedApplicationsRequest),
    ]);
  const families = await Promise.all(
    configurationSources.map(async ({ what, request }) => ({
      request,
      count: await listed(what, request),
    })),
  );
  const ofFamily = (request: RequestDeclaration) =>
    families.find((family) => family.request === request)?.count ?? 0;
  const [rowsOfPolicy, rowsOfConfiguration, rowsOfApplication] =
    await Promise.all(
      [complianceReport, configurationReport, installReport].map((report) =>
        meanRows(trials, ask, report),
      ),
    );
  // Nobody knows, so half of the devices are taken.
  const half = Math.ceil(devices / 2);
  return {
    unknown,
    counts: {
      ...{ users, groups, devices, policies, catalogPolicies, applications },
      configurations: families.reduce((sum, { count }) => sum + count, 0),
      legacyConfigurations: ofFamily(legacyConfigurationsRequest),
      intents: ofFamily(intentsRequest),
      rowsOfPolicy: rowsOfPolicy ?? half,
      rowsOfConfiguration: rowsOfConfiguration ?? half,
      rowsOfApplication: rowsOfApplication ?? half,
    },
  };
}

/** Of some of the objects that a report is about; undefined when none could be asked. */
async function meanRows(
  trials: Trials,
  ask: Ask,
  report: ReportOfOne<string>,
): Promise<number | undefined> {
  const lists = await Promise.all(
    (report.parents?.filter ?? []).map((path) =>
      trials.idsIn(path).catch((): string[] => []),
    ),
  );
  const counted = await Promise.all(
    evenly(lists.flat(), SAMPLE).map((id) =>
      ask(({ graph }) =>
        graph.reportRowCount({ ...report, filter: report.filterOf(id) }),
      ),
    ),
  );
  const rows = counted.flatMap(({ answer }) => answer ?? []);
  return rows.length > 0
    ? rows.reduce((sum, count) => sum + count, 0) / rows.length
    : undefined;
}

/** What was granted, by the trials. */
export async function circumstancesOf(
  trials: Trials,
  planned: readonly PlannedRequest[],
  given: {
    readonly sources: readonly IngestionSourceId[];
    readonly hasIntune: boolean;
    readonly hasDetails: boolean;
  },
): Promise<Circumstances> {
  const isAnswered = async (request: RequestDeclaration) =>
    (await trials.ofRequest(request))?.answer !== undefined;
  const exports = planned.filter(({ request }) => isExport(request));
  const posted = await Promise.all(exports.map((each) => trials.of(each)));
  const [hasSignIns, hasRegistrations, hasRoles] = await Promise.all(
    [usersWithSignInRequest, registrationsRequest, roleAssignmentsRequest].map(
      isAnswered,
    ),
  );
  return {
    ...given,
    ...{ hasSignIns, hasRegistrations, hasRoles },
    // Where none is posted, it is expected that they are taken.
    hasExports:
      posted.some(({ answer }) => answer !== undefined) ||
      posted.every(({ attempts }) => attempts === 0),
  };
}
