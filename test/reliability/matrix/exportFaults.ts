/** What can happen to report exports: to their jobs, their downloads and their files. */
import {
  answers,
  exportFaults,
  type Fault,
  type FaultRule,
  type RequestPattern,
} from '../../emulator';
import { stepIds } from '../../../src/steps/stepIds';
import type { CollectedGraph } from '../memoryStore';
import type { Expectation } from '../outcome';
import type { RunOptions } from '../runIntegration';
import type { Cell } from './cell';
import { matrixTenant } from './tenant';
import { withoutProperties } from './optionalTargets';

interface ExportTarget {
  readonly step: string;
  readonly report: string;
  /** What comes of it when the export is not to be had; `cause` fits when the step fails. */
  readonly without: (cause: RegExp) => Expectation;
}

/** What only exports know: the states of Settings Catalog policies and administrative templates. */
function withoutExportOnly({
  entities,
  relationships,
}: CollectedGraph): CollectedGraph {
  const data = matrixTenant.intune?.data;
  const ids = [
    ...(data?.configurationPolicies ?? []),
    ...(data?.groupPolicyConfigurations ?? []),
  ].map(({ id }) => id);
  const isOfThem = (key: unknown) =>
    ids.some((id) => key === id || String(key).includes(`_${id}_`));
  return {
    entities: entities.filter(
      ({ _key }) => !String(_key).includes('_') || !isOfThem(_key),
    ),
    relationships: relationships.filter(
      ({ _fromEntityKey, _toEntityKey }) =>
        !isOfThem(_fromEntityKey) && !isOfThem(_toEntityKey),
    ),
  };
}

const EXPORT_JOBS = 'POST /v1.0/deviceManagement/reports/exportJobs';

/** Only exports lack the sizes of applications. */
const withoutSizes = withoutProperties('intune_detected_application', [
  'sizeInByte',
]);

/** In a tenant with many devices, where each of them is the first choice. */
const exportTargets: readonly ExportTarget[] = [
  {
    step: stepIds.detectedApplications,
    report: 'AppInvRawData',
    without: () => ({ kind: 'same', apart: withoutSizes }),
  },
  {
    step: stepIds.managedApplications,
    report: 'OrgDeviceInstallStatus',
    without: () => ({ kind: 'same' }),
  },
  {
    step: stepIds.complianceFindings,
    report: 'DevicePoliciesComplianceReportV3',
    without: () => ({ kind: 'same' }),
  },
  {
    step: stepIds.configurationFindings,
    report: 'DeviceStatusesByConfigurationProfile',
    without: (cause) =>
      cause.test('forbidden')
        ? { kind: 'less', graph: withoutExportOnly, told: /tenant refuses/ }
        : {
            kind: 'fails',
            steps: [stepIds.configurationFindings],
            endpoint: EXPORT_JOBS,
            cause,
          },
  },
];

type Part = 'post' | 'poll' | 'file';

function patternOf(part: Part, report: string): RequestPattern {
  switch (part) {
    case 'post':
      return {
        kind: 'graph',
        method: 'POST',
        url: /\/exportJobs$/,
        body: new RegExp(`"${report}"`),
      };
    case 'poll':
      return { kind: 'graph', url: new RegExp(`exportJobs.*${report}_`) };
    case 'file':
      return { kind: 'blob', url: new RegExp(`/${report}_`) };
  }
}

interface ExportFault {
  readonly part: Part;
  readonly fault: Fault;
  readonly options?: RunOptions;
  /** undefined: the export itself is had after all. */
  readonly cause?: RegExp;
  readonly when?: FaultRule['when'];
  /** Where every step fails, because an answer that is only late is not an absent one. */
  readonly isFatal?: string;
}

const once = { nth: 1 };

/** Answers of `part` that heal. */
const healing = (part: Part, faults: readonly Fault[]): ExportFault[] =>
  faults.map((fault) => ({ part, fault, when: once }));

const transient: readonly Fault[] = [
  answers.tooManyRequests(0.05),
  answers.unavailable(),
  answers.serverError,
  answers.reset,
  answers.truncated,
];

const allFaults: readonly ExportFault[] = [
  ...healing('post', [...transient, answers.expiredToken, answers.htmlPage]),
  ...healing('poll', [...transient, answers.expiredToken, answers.htmlPage]),
  ...healing('file', [...transient, answers.htmlPage]),
  ...healing('poll', [
    exportFaults.failedJob,
    exportFaults.stuckJob,
    exportFaults.jobWithoutUrl,
    answers.notFound,
  ]),
  ...healing('file', [
    exportFaults.forbiddenFile,
    exportFaults.missingFile,
    exportFaults.halfFile,
    exportFaults.textFile,
  ]),
  { part: 'post', fault: answers.forbidden, cause: /forbidden/ },
  { part: 'post', fault: answers.notFound, cause: /refused/ },
  { part: 'poll', fault: answers.forbidden, cause: /forbidden/ },
  { part: 'poll', fault: exportFaults.failedJob, cause: /every job failed/ },
  { part: 'poll', fault: exportFaults.stuckJob, cause: /no job ended/ },
  { part: 'poll', fault: exportFaults.jobWithoutUrl, cause: /no job ended/ },
  { part: 'poll', fault: answers.notFound, cause: /every job failed/ },
  { part: 'file', fault: exportFaults.forbiddenFile, cause: /403/ },
  { part: 'file', fault: exportFaults.missingFile, cause: /404/ },
  { part: 'file', fault: exportFaults.halfFile, cause: /corrupt/ },
  { part: 'file', fault: exportFaults.textFile, cause: /corrupt/ },
  {
    part: 'file',
    fault: exportFaults.zipBomb,
    cause: /packed more than|row is longer/,
  },
  {
    part: 'file',
    fault: exportFaults.missingColumn(/DeviceId$/),
    cause: /no column/,
  },
  { part: 'file', fault: exportFaults.noRows, cause: /no rows|fewer statuses/ },
  {
    part: 'file',
    fault: exportFaults.missingRows,
    cause: /the file lacks \d+ rows/,
  },
];

/** A failure that may be over tomorrow is no reason to believe another source. */
const fatalFaults: readonly ExportFault[] = [
  {
    part: 'post',
    fault: answers.unavailable(),
    cause: /503/,
    isFatal: EXPORT_JOBS,
  },
  {
    part: 'poll',
    fault: answers.reset,
    cause: /network/,
    isFatal: "GET /v1.0/deviceManagement/reports/exportJobs('{id}')",
  },
  {
    part: 'poll',
    fault: exportFaults.jobElsewhere,
    cause: /on a host that exports do not come from/,
    isFatal: EXPORT_JOBS,
  },
  { part: 'file', fault: answers.reset, cause: /network/, isFatal: 'GET ' },
  {
    part: 'file',
    fault: answers.redirect,
    cause: /302, a redirect/,
    isFatal: 'GET ',
  },
];

export const exportCells: readonly Cell[] = exportTargets.flatMap((target) =>
  [...allFaults, ...fatalFaults].map((fault) => toCell(target, fault)),
);

function toCell(
  { step, report, without }: ExportTarget,
  { part, fault, cause, when = 'every', isFatal }: ExportFault,
): Cell {
  return {
    fault: `export: ${fault.name} (${part}), ${cause ? 'for good' : 'once'}`,
    steps: [step],
    request: report,
    rules: () => [{ on: patternOf(part, report), when, fault }],
    expectation: expectationOf(step, cause, isFatal, without),
  };
}

function expectationOf(
  step: string,
  cause: RegExp | undefined,
  endpoint: string | undefined,
  without: ExportTarget['without'],
): Expectation {
  if (cause === undefined) {
    return { kind: 'same' };
  }
  return endpoint === undefined
    ? without(cause)
    : { kind: 'fails', steps: [step], endpoint, cause };
}
