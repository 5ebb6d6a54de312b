/** What can happen to report exports: to their jobs, their downloads and their files. */
import {
  answers,
  exportFaults,
  type Fault,
  type FaultRule,
  type RequestPattern,
} from '../../emulator';
import { stepIds } from '../../../src/run/stepIds';
import type { CollectedGraph } from '../memoryStore';
import type { Cell } from './cell';
import { withoutProperties } from './optionalTargets';

interface ExportTarget {
  readonly step: string;
  readonly report: string;
  /** Takes away what other sources have otherwise: docs/reliability.md. */
  readonly apart?: (graph: CollectedGraph) => CollectedGraph;
}

const EXPORT_JOBS = 'POST /v1.0/deviceManagement/reports/exportJobs';

/** In a tenant with many devices, where each of them is the first choice. Another source has the same. */
const exportTargets: readonly ExportTarget[] = [
  {
    step: stepIds.detectedApplications,
    report: 'AppInvRawData',
    // Only exports lack the sizes and publishers of applications.
    apart: withoutProperties('intune_detected_application', [
      'sizeInByte',
      'publisher',
    ]),
  },
  { step: stepIds.managedApplications, report: 'OrgDeviceInstallStatus' },
  {
    step: stepIds.complianceFindings,
    report: 'DevicePoliciesComplianceReportV3',
  },
  {
    step: stepIds.configurationFindings,
    report: 'DeviceStatusesByConfigurationProfile',
  },
];

type Part = 'post' | 'poll' | 'file';

/** The service's own name of a report may be longer. */
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
      return { kind: 'graph', url: new RegExp(`exportJobs.*${report}\\w*_`) };
    case 'file':
      return { kind: 'blob', url: new RegExp(`/${report}\\w*_`) };
  }
}

interface ExportFault {
  readonly part: Part;
  readonly fault: Fault;
  readonly when?: FaultRule['when'];
  /** Of a failure that no other source makes up for, because an answer that is only late is not an absent one. */
  readonly fails?: { readonly endpoint: string; readonly cause: RegExp };
}

const once = { nth: 1 };

/** Answers of `part` that heal. */
const healing = (part: Part, faults: readonly Fault[]): ExportFault[] =>
  faults.map((fault) => ({ part, fault, when: once }));

/** Answers of `part` for which another source is asked. */
const lasting = (part: Part, faults: readonly Fault[]): ExportFault[] =>
  faults.map((fault) => ({ part, fault }));

const transient: readonly Fault[] = [
  answers.tooManyRequests(0.05),
  answers.unavailable(),
  answers.serverError,
  answers.reset,
  answers.truncated,
];

const jobFaults: readonly Fault[] = [
  exportFaults.failedJob,
  exportFaults.stuckJob,
  exportFaults.jobWithoutUrl,
  answers.notFound,
];

const fileFaults: readonly Fault[] = [
  exportFaults.forbiddenFile,
  exportFaults.missingFile,
  exportFaults.halfFile,
  exportFaults.textFile,
];

const faults: readonly ExportFault[] = [
  ...healing('post', [...transient, answers.expiredToken, answers.htmlPage]),
  ...healing('poll', [...transient, answers.expiredToken, answers.htmlPage]),
  ...healing('file', [...transient, answers.htmlPage]),
  ...healing('poll', jobFaults),
  ...healing('file', fileFaults),
  ...lasting('post', [
    answers.forbidden,
    answers.notFound,
    answers.unavailable(),
    answers.serverError,
    answers.htmlPage,
  ]),
  ...lasting('poll', [
    answers.forbidden,
    answers.serverError,
    answers.htmlPage,
    ...jobFaults,
  ]),
  ...lasting('file', [
    ...fileFaults,
    answers.serverError,
    answers.reset,
    exportFaults.zipBomb,
    exportFaults.missingColumn(/DeviceId$/),
    exportFaults.noRows,
    exportFaults.missingRows,
  ]),
  // Where Graph itself cannot be reached, no other source can be had either.
  {
    part: 'poll',
    fault: answers.reset,
    fails: {
      endpoint: "GET /v1.0/deviceManagement/reports/exportJobs('{id}')",
      cause: /network/,
    },
  },
  {
    part: 'poll',
    fault: exportFaults.jobElsewhere,
    fails: {
      endpoint: EXPORT_JOBS,
      cause: /on a host that exports do not come from/,
    },
  },
  {
    part: 'file',
    fault: answers.redirect,
    fails: { endpoint: 'GET ', cause: /302, a redirect/ },
  },
];

export const exportCells: readonly Cell[] = exportTargets.flatMap((target) =>
  faults.map((fault) => toCell(target, fault)),
);

function toCell(
  { step, report, apart }: ExportTarget,
  { part, fault, when = 'every', fails }: ExportFault,
): Cell {
  const howLong = when === 'every' ? 'for good' : 'once';
  return {
    fault: `export: ${fault.name} (${part}), ${howLong}`,
    steps: [step],
    request: report,
    way: 'export',
    rules: () => [{ on: patternOf(part, report), when, fault }],
    expectation: fails
      ? { kind: 'fails', steps: [step], ...fails }
      : { kind: 'same', apart: howLong === 'once' ? undefined : apart },
  };
}
