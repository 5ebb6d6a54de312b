/** Report actions that faults are let loose on: in a tenant with few devices, before exports. */
import { stepIds } from '../../../src/run/stepIds';
import { madeUpFor, post, type Target } from './target';

const REPORTS = 'POST /beta/deviceManagement/reports';

export const complianceReportTarget: Target = {
  steps: [stepIds.complianceFindings],
  request: 'report of a policy',
  way: 'report',
  on: post(/\/getDeviceStatusByCompliacePolicyReport$/),
  endpoint: `${REPORTS}/getDeviceStatusByCompliacePolicyReport`,
  lasting: madeUpFor,
};

export const configurationReportTarget: Target = {
  steps: [stepIds.configurationFindings],
  request: 'report of a configuration',
  way: 'report',
  on: post(/\/getConfigurationPolicyDevicesReport$/),
  endpoint: `${REPORTS}/getConfigurationPolicyDevicesReport`,
  lasting: madeUpFor,
};

export const installReportTarget: Target = {
  steps: [stepIds.managedApplications],
  request: 'report of an application',
  way: 'report',
  on: post(/[/.]retrieveDeviceAppInstallationStatusReport$/),
  endpoint:
    'POST /v1.0/deviceManagement/reports/microsoft.graph.retrieveDeviceAppInstallationStatusReport',
  lasting: madeUpFor,
};

export const reportTargets: readonly Target[] = [
  complianceReportTarget,
  configurationReportTarget,
  installReportTarget,
  {
    steps: [stepIds.managedApplications],
    request: 'summary of installations',
    way: 'report',
    on: post(/\/getAppsInstallSummaryReport$/),
    endpoint: `${REPORTS}/getAppsInstallSummaryReport`,
    lasting: madeUpFor,
  },
];
