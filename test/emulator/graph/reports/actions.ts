/**
 * The reports that are answered at once: POST on `/deviceManagement/reports/<name>`. Where they are and what they take is
 * told by Microsoft's metadata (https://github.com/microsoftgraph/msgraph-metadata) and by public callers.
 */
import type { InstallReport } from '../behaviour';
import { bothVersions, type GraphVersion } from '../route';
import { appsInstallSummary } from './installCounts';
import { deviceInstallStatus } from './installReports';
import {
  complianceOfDevice,
  complianceOfPolicy,
  configurationsOfDevice,
  devicesOfPolicy,
  failingPolicies,
} from './policyActions';
import type { Report } from './report';

export interface ReportAction {
  readonly report: Report;
  readonly versions: readonly GraphVersion[];
  /** What callers are known to send as `orderBy` with success. */
  readonly knownOrder: readonly string[];
  /** Columns that are known to fail in `orderBy`. */
  readonly refusedOrder?: readonly string[];
  /** Of the two names of one report, which tenants have this one; default: all. */
  readonly only?: readonly InstallReport[];
  /** Whether there are tenants that take its name in one form only. */
  readonly hasDoubtfulForm?: boolean;
}

const beta: readonly GraphVersion[] = ['beta'];

/** https://github.com/realmjoin/SlimLib.Microsoft.Graph orders the installations by name. */
const installOrder = ['DeviceName asc'];

export const reportActions: readonly ReportAction[] = [
  {
    report: deviceInstallStatus('retrieveDeviceAppInstallationStatusReport'),
    versions: bothVersions,
    knownOrder: installOrder,
    only: ['successor', 'both'],
    hasDoubtfulForm: true,
  },
  {
    report: deviceInstallStatus('getDeviceInstallStatusReport'),
    versions: beta,
    knownOrder: installOrder,
    only: ['old', 'both'],
  },
  { report: appsInstallSummary, versions: beta, knownOrder: [] },
  { report: complianceOfPolicy, versions: beta, knownOrder: [] },
  { report: devicesOfPolicy, versions: beta, knownOrder: [] },
  {
    report: complianceOfDevice,
    versions: beta,
    knownOrder: ['PolicyName asc'],
  },
  {
    report: configurationsOfDevice,
    versions: beta,
    knownOrder: [],
    // https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/1073
    refusedOrder: ['PolicyId', 'IntuneDeviceId'],
  },
  // Whatever v1.0 has, beta has too.
  { report: failingPolicies, versions: bothVersions, knownOrder: [] },
];
