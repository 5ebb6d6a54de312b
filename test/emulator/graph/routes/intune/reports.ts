/** `/deviceManagement/reports`: export jobs, and the reports that are answered at once, by either form of their name. */
import { readReports } from '../../intunePermissions';
import { answerAction } from '../../reports/actionAnswer';
import { reportActions } from '../../reports/actions';
import type { Route } from '../../route';
import { exportJobRoutes } from './exportJobs';
import { intuneRead } from './intuneRead';

export const reportRoutes: readonly Route[] = [
  ...exportJobRoutes,
  ...reportActions.flatMap((action) =>
    // https://learn.microsoft.com/graph/call-api#namespace; callers use both.
    ['', 'microsoft.graph.'].map((namespace): Route => ({
      ...intuneRead,
      method: 'POST',
      path: `/deviceManagement/reports/${namespace}${action.report.name}`,
      versions: action.versions,
      permissions: readReports,
      handle: (call, context) => answerAction(action, call, context),
    })),
  ),
];
