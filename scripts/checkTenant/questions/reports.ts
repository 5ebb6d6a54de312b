/** What reports and their exports give, and to whom. */
import { canWrite } from '../../../src/run/permissions/names';
import { catalogCompliancePoliciesRequest } from '../../../src/steps/compliancePolicies/request';
import { installStatusExport } from '../../../src/steps/exports';
import { complianceReport } from '../../../src/steps/findings/request';
import {
  installReport,
  olderInstallReport,
  unqualifiedInstallReport,
} from '../../../src/steps/managedApplications/request';
import type { Exchange } from '../requests/exchange';
import { isExport, type PlannedRequest } from '../requests/plannedRequests';
import type { Trial, Trials } from '../requests/trials';
import { answered, idsOf, Open, settled, type Question } from './question';

export const reportQuestions: readonly Question[] = [
  {
    id: 'exports-by-reading',
    question: 'Do application permissions that only read get report exports?',
    answer: async ({ trials, planned, granted }) => {
      const posted = await exportTrials(trials, planned);
      const first = posted.find(({ attempts }) => attempts > 0);
      if (!first) {
        throw new Open('no export job was posted');
      }
      const writing = [...(granted ?? [])].filter(
        (name) => name.startsWith('DeviceManagement') && canWrite(name),
      );
      if (first.answer && writing.length > 0) {
        throw new Open(`the token can write: ${writing.join(', ')}`);
      }
      return first.answer
        ? `yes: ${answered(first)}, and no permission in the token can write`
        : `no: ${answered(first)}`;
    },
  },
  {
    id: 'install-status-without-filter',
    question: 'Is the export OrgDeviceInstallStatus taken without a filter?',
    answer: async ({ trials, planned }) => {
      const posted = await exportTrials(trials, planned);
      const own = posted.find(
        ({ planned: { request } }) =>
          isExport(request) && request.exportRequest === installStatusExport,
      );
      if (!own || own.attempts === 0) {
        throw new Open('it was not posted');
      }
      return `${own.answer ? 'yes' : 'no'}: ${answered(own)}`;
    },
  },
  {
    id: 'install-report-names',
    question:
      'By which names does the tenant have the report of installations?',
    answer: async ({ trials }) => {
      const names = [
        installReport,
        unqualifiedInstallReport,
        olderInstallReport,
      ];
      const tried = await Promise.all(
        names.map((request) => settled(trials, request)),
      );
      return tried
        .map((trial) => `${trial.planned.name}: ${answered(trial)}`)
        .join('; ');
    },
  },
  {
    id: 'catalog-compliance-states',
    question:
      'Has the compliance report rows of policies of the Settings Catalog?',
    answer: async ({ trials, ask }) => {
      const ids = await idsOf(trials, catalogCompliancePoliciesRequest);
      const counts = await Promise.all(
        ids.map((id) =>
          ask(({ graph }) =>
            graph.reportRowCount({
              ...complianceReport,
              filter: complianceReport.filterOf(id),
            }),
          ),
        ),
      );
      return `rows of ${counts.length} policies: ${counts.map(numberOrStatus).join(', ')}`;
    },
  },
];

async function exportTrials(
  trials: Trials,
  planned: readonly PlannedRequest[],
): Promise<Trial[]> {
  const posts = planned.filter(({ request }) => isExport(request));
  return Promise.all(posts.map((post) => trials.of(post)));
}

function numberOrStatus({ answer, status }: Exchange<number>): string {
  return answer === undefined
    ? `none (${status ?? 'no answer'})`
    : String(answer);
}
