/** How many requests the run sent, and how many the same work takes when each is sent by itself. */
import type { Requests } from './measurement';
import {
  callsOf,
  isBundled,
  isFinal,
  type LoggedCall,
  type LoggedRequest,
} from './requestLog';
import type { ReplacedRequests } from './replacedRequests';

const TOO_MANY_REQUESTS = 429;

/**
 * @param exported the reports that export jobs were made for
 * @param replaced what each of them stands for
 */
export function countRequests(
  requests: readonly LoggedRequest[],
  exported: ReadonlySet<string>,
  replaced: ReplacedRequests,
): Requests {
  const graph = requests.filter(({ kind }) => kind !== 'login');
  const calls = callsOf(graph);
  const bundled = graph.filter(isBundled).length;
  const single = callsOf(graph.filter((request) => !isBundled(request)));
  const batched = onFullPages(
    calls.filter(
      (call) =>
        call.insideBatch && isFinal(call) && !isExportedToo(call, exported),
    ),
  );
  const bundledOneAtATime = batched.length + sumOf(exported, replaced);
  return {
    http: graph.length,
    inner: calls.length,
    throttled: countThrottled(graph),
    bundled,
    bundledOneAtATime,
    oneAtATime: single.filter(isFinal).length + bundledOneAtATime,
  };
}

/** Pages with fewer items cost less; whoever sends one request at a time wants few. */
const SMALL_PAGE = 20;

/** Small pages of a collection count once, and not at all when it was read on full ones too. */
function onFullPages(calls: readonly LoggedCall[]): LoggedCall[] {
  const isSmall = ({ top }: LoggedCall) => top < SMALL_PAGE;
  const full = calls.filter((call) => !isSmall(call));
  const known = new Set(full.map(({ path }) => path));
  const small = calls.filter((call) => isSmall(call) && !known.has(call.path));
  return [...full, ...new Map(small.map((call) => [call.path, call])).values()];
}

/** What each export replaces, by its paths. */
const replacedPaths: Readonly<Record<keyof ReplacedRequests, RegExp>> = {
  AppInvRawData: /\/detectedApps$/,
  DevicePoliciesComplianceReportV3:
    /\/deviceCompliancePolicies\/[^/]+\/deviceStatuses$/,
  DeviceStatusesByConfigurationProfile:
    /\/(deviceConfigurations\/[^/]+\/deviceStatuses|intents\/[^/]+\/deviceStates)$/,
  OrgDeviceInstallStatus:
    /[/.](getDeviceInstallStatusReport|retrieveDeviceAppInstallationStatusReport)$/,
};

/** A sample that an export is checked by is among what the export replaces. */
function isExportedToo(
  { path }: LoggedCall,
  exported: ReadonlySet<string>,
): boolean {
  return Object.entries(replacedPaths).some(
    ([report, paths]) => exported.has(report) && paths.test(path),
  );
}

/** @throws Error for a report of which it is not known what it stands for */
function sumOf(
  exported: ReadonlySet<string>,
  replaced: ReplacedRequests,
): number {
  const reports = new Map(Object.entries(replaced));
  return [...exported].reduce((sum, name) => {
    const count = reports.get(name);
    if (count === undefined) {
      throw new Error(`It is not known what an export of ${name} replaces.`);
    }
    return sum + count;
  }, 0);
}

function countThrottled(requests: readonly LoggedRequest[]): number {
  return requests
    .flatMap(({ status, batch = [] }) => [{ status }, ...batch])
    .filter(({ status }) => status === TOO_MANY_REQUESTS).length;
}
