/**
 * Where Intune refuses exports and the reports of configurations: what the other
 * sources are asked, and what can happen to those.
 */
import {
  answers,
  reports,
  type EmulatorOptions,
  type Fault,
  type FaultRule,
} from '../../emulator';
import { stepIds } from '../../../src/run/stepIds';
import type { Expectation } from '../outcome';
import { healingItem, lastingItem } from './batchItems';
import type { Cell } from './cell';
import { collectionCellsOf } from './collections';
import { healing, lasting, type LastingFault } from './everyRequest';
import {
  withoutApplications,
  withoutInstallationsOn,
  withoutStatesOfOthers,
} from './lessOf';
import { complianceReportTarget, installReportTarget } from './reportTargets';
import { item, madeUpFor, post, rulesOf, type Target } from './target';
import { tenantOfLists } from './tenant';
import { allGone, deviceId } from './vanishing';

/** In every run of these cells. */
export const refusingService: Partial<EmulatorOptions> = {
  tenant: tenantOfLists,
  exportPermission: 'nobody',
  refusedReports: { getConfigurationPolicyDevicesReport: 'forbidden' },
  installReport: 'both',
  // One device has so many that the list of them would be cut off.
  detectedAppsList: 'pages',
};

const appsOnDevices = new Set(
  tenantOfLists.intune?.data.installStatuses.map((each) => each.applicationId),
);

/** Of others only a count is asked for: a report that promises rows of them contradicts Intune's zero, and no other source can settle that. */
const olderInstallReport = {
  ...post(/\/getDeviceInstallStatusReport$/),
  body: new RegExp([...appsOnDevices].join('|')),
};
const expanded = item(/\/managedDevices\/[^/]+\?.*\$expand=detectedApps/);

const given = (on: FaultRule['on'], fault: Fault): readonly FaultRule[] => [
  { on, fault },
];

/** Nothing else is left to ask. */
const missing = (
  step: string,
  what: RegExp,
  rest: Pick<PartialOutcome, 'apart' | 'emitsNothing'> = {},
) => {
  const partial: PartialOutcome = { kind: 'partial', step, what, ...rest };
  return { refused: partial, absent: partial, unreadable: partial } as const;
};

type PartialOutcome = Extract<Expectation, { kind: 'partial' }>;

const fromDevices = { kind: 'same', apart: withoutStatesOfOthers } as const;
const withoutInstalls = missing(
  stepIds.managedApplications,
  /\d+ managed applications whose devices are missing/,
  // Some devices may have answered.
  { apart: withoutStatesOfOthers },
);
const withoutStates = missing(
  stepIds.configurationFindings,
  /\d+ device configurations whose states on devices are missing/,
);

const withoutCompliance = missing(
  stepIds.complianceFindings,
  /\d+ compliance policies whose states on devices are missing/,
);

const reportTargets: readonly Target[] = [
  { ...installReportTarget, request: 'newer report of an application' },
  {
    steps: [stepIds.managedApplications],
    request: 'older report of an application',
    way: 'report',
    on: olderInstallReport,
    given: given(installReportTarget.on, answers.notFound),
    endpoint:
      'POST /beta/deviceManagement/reports/getDeviceInstallStatusReport',
    lasting: {
      refused: fromDevices,
      absent: fromDevices,
      misshapen: fromDevices,
      unreadable: fromDevices,
    },
  },
  {
    ...complianceReportTarget,
    request: 'only report of a policy',
    lasting: { ...withoutCompliance, misshapen: withoutCompliance.refused },
  },
];

const ofPolicies: readonly Target[] = [
  {
    steps: [stepIds.configurationFindings],
    request: 'statuses',
    way: 'list in a batch',
    on: item(/\/deviceConfigurations\/[^/]+\/deviceStatuses\?\$top=/),
    endpoint:
      'GET /beta/deviceManagement/deviceConfigurations/{id}/deviceStatuses',
    lasting: { ...withoutStates, unreadable: withoutStates.refused },
  },
  {
    steps: [stepIds.configurationFindings],
    request: 'states of intents',
    way: 'list in a batch',
    on: item(/\/intents\/[^/]+\/deviceStates/),
    endpoint: 'GET /beta/deviceManagement/intents/{id}/deviceStates',
    lasting: { ...withoutStates, unreadable: withoutStates.refused },
  },
  {
    steps: [stepIds.configurationFindings],
    request: 'summaries of intents',
    way: 'object in a batch',
    on: item(/\/intents\/[^/]+\/deviceStateSummary/),
    endpoint: 'GET /beta/deviceManagement/intents/{id}/deviceStateSummary',
    // The states stay, unchecked.
    lasting: madeUpFor,
  },
];

const installsOfDevices: Target = {
  steps: [stepIds.managedApplications],
  request: 'applications of devices',
  way: 'object in a batch',
  on: item(/\/mobileAppIntentAndStates\//),
  given: given(
    post(/InstallationStatusReport$|InstallStatusReport$/),
    answers.forbidden,
  ),
  endpoint: 'GET /beta/users/{user}/mobileAppIntentAndStates/{device}',
  healed: fromDevices,
  lasting: withoutInstalls,
};

const withoutDetections = /\d+ devices whose detected applications are missing/;

const ofDevices: readonly Target[] = [
  {
    steps: [stepIds.detectedApplications],
    request: 'devices with their applications',
    way: 'object in a batch',
    on: expanded,
    endpoint: 'GET /beta/deviceManagement/managedDevices/{id}',
    lasting: {
      refused: { kind: 'same' },
      absent: { kind: 'same' },
      unreadable: { kind: 'same' },
    },
  },
  {
    steps: [stepIds.detectedApplications],
    request: 'applications of devices',
    way: 'list in a batch',
    on: item(/\/managedDevices\/[^/]+\/detectedApps/),
    given: given(expanded, answers.forbidden),
    endpoint: 'GET /beta/deviceManagement/managedDevices/{id}/detectedApps',
    lasting: {
      ...missing(stepIds.detectedApplications, withoutDetections, {
        emitsNothing: true,
      }),
      // Most devices have one page only.
      lost: {
        kind: 'partial',
        step: stepIds.detectedApplications,
        what: withoutDetections,
        apart: withoutApplications,
      },
    },
  },
];

const once: readonly Fault[] = [
  answers.tooManyRequests(0.05),
  answers.serverError,
  answers.expiredToken,
];

const forGood: readonly LastingFault[] = [
  [answers.serverError, 'unreadable', /500 InternalServerError/],
  [answers.forbidden, 'refused', /403|Forbidden/],
];

/** Of the report's rows. */
const rowFaults: readonly LastingFault[] = [
  [reports.shrinking, 'misshapen', /the report shrank/],
  [reports.endsEarly, 'misshapen', /no rows after/],
  [reports.withoutCount, 'misshapen', /no row count/],
  [reports.withoutColumn, 'misshapen', /no column/],
  [reports.shortRow, 'misshapen', /fewer values than the schema/],
];

/** An application with rows on several pages. */
const largestApp = tenantOfLists.intune?.data.installStatuses.find(
  ({ applicationId }, _, all) =>
    all.filter((other) => other.applicationId === applicationId).length > 8,
)?.applicationId;

const ofLargestApp = (target: Target): Target => ({
  ...target,
  on: { ...target.on, body: new RegExp(`'${largestApp}'`) },
});

export const fallbackCells: readonly Cell[] = [
  ...reportTargets.flatMap((target) => [
    ...[...once, answers.queryBroker()].map((fault) => healing(target, fault)),
    ...[...forGood, ...rowFaults].map((fault) => lasting(target, fault)),
  ]),
  ...reportTargets.slice(0, 2).flatMap((target) => [
    // The second page is the first that can be shorter than what was promised.
    ...[reports.shrinking, reports.endsEarly].map((fault) =>
      healing({ ...target, start: 2 }, fault),
    ),
    repeatingRows(ofLargestApp(target)),
  ]),
  ...[...ofPolicies, installsOfDevices, ...ofDevices].flatMap((target) => [
    ...[...once, answers.leftOut].map((fault) => healingItem(target, fault)),
    ...forGood.map((fault) => lastingItem(target, fault)),
  ]),
  ...[...ofPolicies, ...ofDevices]
    .filter(({ way }) => way === 'list in a batch')
    .flatMap(collectionCellsOf),
  ...ofDevices.flatMap((target) => [
    deviceGone(target),
    allGone(
      target,
      target.given ? { emitsNothing: true } : { apart: withoutApplications },
    ),
  ]),
];

/** Deleted since it was listed. */
function deviceGone(target: Target): Cell {
  const { steps, request, way, on } = target;
  const url = on.url?.source.replace('[^/]+', String(deviceId)) ?? '';
  return {
    fault: 'device deleted in the middle',
    steps,
    request,
    way,
    rules: () =>
      rulesOf(target, {
        on: item(new RegExp(url)),
        fault: answers.notFound,
      }),
    expectation: {
      kind: 'less',
      graph: withoutInstallationsOn(deviceId),
      apart: withoutApplications,
    },
  };
}

function repeatingRows(target: Target): Cell {
  const cell = healing(target, reports.unordered());
  return {
    ...cell,
    fault: 'report without an order, once',
    rules: () => [
      { on: target.on, when: { first: 2 }, fault: reports.unordered() },
      ...(target.given ?? []),
    ],
  };
}
