/** What is deleted or cut off while it is read. */
import {
  answers,
  pages,
  reports,
  type Fault,
  type FaultRule,
  type RequestPattern,
} from '../../emulator';
import { stepIds } from '../../../src/run/stepIds';
import type { Expectation } from '../outcome';
import { batchedListings, batchedObjects } from './batchTargets';
import type { Cell } from './cell';
import {
  withoutApplications,
  withoutHosts,
  withoutInstallationsOn,
  withoutMembersOf,
  withoutStatusesOf,
} from './lessOf';
import {
  complianceReportTarget,
  configurationReportTarget,
  reportTargets,
} from './reportTargets';
import { item, post, type Target } from './target';
import { matrixTenant } from './tenant';

const intune = matrixTenant.intune?.data;
const [largestGroup] = [...matrixTenant.members].sort(
  ([, one], [, other]) => other.length - one.length,
)[0];
export const deviceId = [...(intune?.detectedApps ?? [])].find(
  ([, apps]) => apps.length > 0,
)?.[0];
const policyId = intune?.compliancePolicies[0]?.id;

const target = (targets: readonly Target[], step: string, request: string) =>
  targets.find(
    (each) => each.steps.includes(step) && each.request === request,
  ) as Target;

const compliance = stepIds.complianceFindings;
const configuration = stepIds.configurationFindings;
const members = target(batchedListings, stepIds.groupMembers, 'members');
const statuses = target(batchedListings, compliance, 'statuses');
const counts = target(batchedObjects, compliance, 'counts of statuses');
const moreCounts = target(batchedObjects, configuration, 'counts of statuses');
const details = target(batchedObjects, stepIds.managedDevices, 'details');
const summary = target(
  reportTargets,
  stepIds.managedApplications,
  'summary of installations',
);

const gone = (id: string | undefined): FaultRule => ({
  on: { kind: 'batchItem', url: new RegExp(`/${id}[/?]`) },
  fault: answers.notFound,
});

/** What Intune installed there is asked of other sources, which lag behind. */
const deviceGone: FaultRule = {
  on: item(new RegExp(`/managedDevices/${deviceId}[/?]`)),
  fault: answers.notFound,
};

const reportOfPolicy: RequestPattern = {
  ...complianceReportTarget.on,
  body: new RegExp(String(policyId)),
};

const refused = ({ on }: Pick<Target, 'on'>): FaultRule => ({
  on,
  fault: answers.forbidden,
});

const noExports = refused({ on: post(/\/exportJobs$/) });

const cell = (
  fault: string,
  { steps, request, way }: Target,
  rules: readonly FaultRule[],
  expectation: Expectation,
): Cell => ({ fault, steps, request, way, rules: () => rules, expectation });

export const allGone = (
  each: Target,
  rest: { readonly emitsNothing?: true; readonly apart?: typeof withoutHosts },
): Cell =>
  cell(
    'all of them deleted in the middle',
    each,
    [{ on: each.on, fault: answers.notFound }, ...(each.given ?? [])],
    {
      kind: 'partial',
      step: each.steps[0],
      what: /(\d+) of \1 \w+ were (?:gone|deleted)/,
      cause: /\d+ would be normal/,
      ...rest,
    },
  );

const missing = (step: string, what: RegExp, cause: RegExp): Expectation => ({
  kind: 'partial',
  step,
  what,
  cause,
});

const short: Fault = pages.halfPage;
const withoutNumbers = pages.rewriteJson('counts without numbers', () => ({}));

export const vanishingCells: readonly Cell[] = [
  cell('group deleted in the middle', members, [gone(largestGroup)], {
    kind: 'less',
    graph: withoutMembersOf(largestGroup),
  }),
  cell('device deleted in the middle', details, [deviceGone], {
    kind: 'less',
    graph: withoutInstallationsOn(deviceId),
    apart: (graph) => withoutHosts(withoutApplications(graph)),
  }),
  cell(
    'policy deleted in the middle',
    statuses,
    [gone(policyId), { on: reportOfPolicy, fault: reports.noRows }],
    { kind: 'less', graph: withoutStatusesOf(policyId) },
  ),
  cell('policy without its own lists', statuses, [gone(policyId)], {
    kind: 'same',
  }),
  allGone(members, { emitsNothing: true }),
  allGone(details, { apart: withoutHosts }),
  // The reports have them all.
  cell('statuses cut off', statuses, [{ on: statuses.on, fault: short }], {
    kind: 'same',
  }),
  cell(
    'statuses cut off, and no report',
    statuses,
    [{ on: statuses.on, fault: short }, refused(complianceReportTarget)],
    { kind: 'same' },
  ),
  cell(
    'statuses cut off, and neither report nor export',
    statuses,
    [
      { on: statuses.on, fault: short },
      refused(complianceReportTarget),
      noExports,
    ],
    missing(
      compliance,
      /\d+ compliance policies whose states on devices are missing/,
      /there are states of \d+ devices, and Intune counts \d+/,
    ),
  ),
  cell(
    'reports that end early, and no export',
    configurationReportTarget,
    [{ on: configurationReportTarget.on, fault: reports.endsEarly }, noExports],
    missing(
      configuration,
      /\d+ device configurations whose states on devices are missing/,
      /no rows after/,
    ),
  ),
  ...[counts, moreCounts].map((each) =>
    cell(
      'counts without numbers',
      each,
      [{ on: each.on, fault: withoutNumbers }],
      { kind: 'same' },
    ),
  ),
  cell(
    'counts without numbers',
    summary,
    [{ on: summary.on, fault: reports.withoutNumbers }],
    { kind: 'same' },
  ),
];
