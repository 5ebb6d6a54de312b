/** Without exports: what the other sources are asked, and what can happen to those. */
import {
  answers,
  reports,
  type Fault,
  type FaultRule,
  type RequestPattern,
} from '../../emulator';
import { stepIds } from '../../../src/steps/stepIds';
import type { Cell } from './cell';
import { healing, lasting } from './everyRequest';
import type { Target } from './targets';
import { matrixTenant } from './tenant';

/** In every run of these cells. */
export const noExports: FaultRule = {
  on: { kind: 'graph', method: 'POST', url: /\/exportJobs$/ },
  fault: answers.forbidden,
};

const report: RequestPattern = {
  kind: 'graph',
  method: 'POST',
  url: /\/getDeviceInstallStatusReport$/,
};

const reportTarget: Target = {
  steps: [stepIds.managedApplications],
  request: 'report of an application',
  on: report,
  endpoint: 'POST /beta/deviceManagement/reports/getDeviceInstallStatusReport',
};

const batched: readonly Target[] = [
  {
    steps: [stepIds.configurationFindings],
    request: 'statuses',
    on: {
      kind: 'batchItem',
      url: /\/deviceConfigurations\/[^/]+\/deviceStatuses/,
    },
    endpoint:
      'GET /v1.0/deviceManagement/deviceConfigurations/{id}/deviceStatuses',
  },
  {
    steps: [stepIds.configurationFindings],
    request: 'states of intents',
    on: { kind: 'batchItem', url: /\/intents\/[^/]+\/deviceStates/ },
    endpoint: 'GET /beta/deviceManagement/intents/{id}/deviceStates',
  },
];

const once: readonly Fault[] = [
  answers.tooManyRequests(0.05),
  answers.serverError,
  answers.expiredToken,
];

const onceAlone: readonly Fault[] = [
  answers.queryBroker(),
  answers.unavailable(),
  answers.htmlPage,
  answers.reset,
  answers.truncated,
  answers.never,
];

const forGood: readonly (readonly [Fault, RegExp])[] = [
  [answers.serverError, /500 InternalServerError/],
  [answers.forbidden, /403|Forbidden/],
];

/** Of the report's rows. */
const rowFaults: readonly (readonly [Fault, RegExp])[] = [
  [reports.shrinking, /the report shrank/],
  [reports.endsEarly, /no rows after/],
  [reports.withoutCount, /no row count/],
  [reports.withoutColumn, /no column/],
  [reports.shortRow, /fewer values than the schema/],
];

/** An application with rows on several pages. */
const largestApp = matrixTenant.intune?.data.installStatuses.find(
  ({ applicationId }, _, all) =>
    all.filter((other) => other.applicationId === applicationId).length > 8,
)?.applicationId;

export const fallbackCells: readonly Cell[] = [
  ...[...once, ...onceAlone].map((fault) => healing(reportTarget, fault)),
  ...forGood.map(([fault, cause]) => lasting(reportTarget, fault, cause)),
  ...rowFaults.map(([fault, cause]) => lasting(reportTarget, fault, cause)),
  // The second page is the first that can be shorter than what was promised.
  { ...healing({ ...reportTarget, start: 2 }, reports.shrinking) },
  { ...healing({ ...reportTarget, start: 2 }, reports.endsEarly) },
  {
    ...healing(reportTarget, reports.unordered()),
    fault: 'report without an order, once',
    rules: () => [
      {
        on: { ...report, body: new RegExp(`'${largestApp}'`) },
        when: { first: 2 },
        fault: reports.unordered(),
      },
    ],
  },
  ...batched.flatMap((target) => [
    ...[...once, answers.leftOut].map((fault) => healing(target, fault)),
    ...[...forGood, [answers.leftOut, /without an answer/] as const].map(
      ([fault, cause]) => lasting(target, fault, cause),
    ),
  ]),
];
