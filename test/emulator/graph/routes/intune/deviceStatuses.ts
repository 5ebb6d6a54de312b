/** What devices reported about one policy, and the counts. https://learn.microsoft.com/graph/api/intune-deviceconfig-devicecompliancedevicestatus-list */
import type {
  DeviceComplianceDeviceOverview,
  DeviceComplianceDeviceStatus,
  DeviceManagementIntentDeviceState,
} from '@microsoft/microsoft-graph-types-beta';
import type { IntuneData, PolicyStatus } from '../../../tenant';
import { never } from '../../../tenant/intune/emptyDevice';
import type { PolicyBase } from '../../../tenant/intune/declaredTypes';
import { systemAccount } from '../../../tenant/intune/policyStatuses';
import type { GraphContext } from '../../context';
import {
  deviceStatusType,
  intentDeviceStateType,
} from '../../entityTypes/intune';
import { resourceNotFound } from '../../intuneErrors';
import { readConfiguration } from '../../intunePermissions';
import type { EntityType } from '../../odata/entityType';
import { cutTokenPage, intuneListAnswer } from '../../odata/intunePage';
import { readQuery } from '../../odata/query';
import { project, readSelection } from '../../odata/select';
import type { GraphAnswer, GraphCall, Route } from '../../route';
import { intuneRead } from './intuneRead';

/** Not documented; as large as the pages of devices. */
const largestPage = 1000;

type PolicySet = 'compliancePolicies' | 'deviceConfigurations' | 'intents';

interface StatusSet {
  /** Of the policies in the path. */
  readonly name: string;
  readonly policies: PolicySet;
  readonly type: EntityType;
}

const statusSets: readonly StatusSet[] = [
  {
    name: 'deviceCompliancePolicies',
    policies: 'compliancePolicies',
    type: deviceStatusType('deviceComplianceDeviceStatus'),
  },
  {
    name: 'deviceConfigurations',
    policies: 'deviceConfigurations',
    type: deviceStatusType('deviceConfigurationDeviceStatus'),
  },
];

export const deviceStatusRoutes: readonly Route[] = [
  ...statusSets.flatMap((set): Route[] => [
    {
      ...intuneRead,
      path: `/deviceManagement/${set.name}/:id/deviceStatuses`,
      permissions: readConfiguration,
      handle: (call, context) => {
        const { statuses } = statusesOf(call, context, set.policies);
        // The service is known to leave rows out without a word.
        const isCut =
          context.deviceStatusesCut === 'always' ||
          (context.deviceStatusesCut === 'withoutTop' &&
            !call.query.has('$top'));
        const served = isCut
          ? statuses.slice(0, context.statusesBeforeCut)
          : statuses;
        const rows = served.map((status) => deviceStatus(status, context));
        return listStatuses(call, context, rows, set, 'deviceStatuses');
      },
    },
    {
      ...intuneRead,
      path: `/deviceManagement/${set.name}/:id/deviceStatusOverview`,
      permissions: readConfiguration,
      handle: (call, context) => getOverview(call, context, set),
    },
  ]),
  {
    ...intuneRead,
    path: '/deviceManagement/intents/:id/deviceStates',
    versions: ['beta'],
    permissions: readConfiguration,
    handle: (call, context) => {
      const { statuses } = statusesOf(call, context, 'intents');
      const rows = statuses.map((status) => deviceState(status, context));
      const set = { name: 'intents', type: intentDeviceStateType };
      return listStatuses(call, context, rows, set, 'deviceStates');
    },
  },
];

/** The rows of the policy that the path names; throws a `GraphError` when it is not there. */
function statusesOf(
  { params: { id = '' } }: GraphCall,
  { intune }: GraphContext,
  set: PolicySet,
) {
  const data: Pick<IntuneData, PolicySet> = intune.subscription.data;
  const policy = data[set].find((each) => each.id === id.toLowerCase());
  if (policy === undefined) throw resourceNotFound();
  return { policy, statuses: intune.statusesOf(policy.id) };
}

function listStatuses(
  call: GraphCall,
  context: GraphContext,
  rows: readonly object[],
  { name, type }: Pick<StatusSet, 'name' | 'type'>,
  navigation: string,
): GraphAnswer {
  const options = readQuery(call, ['$select', '$top', '$skiptoken']);
  const selection = readSelection(options, type, call.version);
  const page = cutTokenPage(rows, call, options, context, largestPage);
  return intuneListAnswer(call, context, {
    set: `deviceManagement/${name}('${call.params.id ?? ''}')/${navigation}`,
    selected: selection.selected,
    count: page.items.length,
    page: {
      nextLink: page.nextLink,
      items: page.items.map((row) => project(row, selection.properties, type)),
    },
  });
}

/** The id has no part for the user, so that two users of a device have the same. */
function statusId({ policyId, deviceId }: PolicyStatus, context: GraphContext) {
  return `${context.intune.subscription.accountId}_${policyId}_${deviceId}`;
}

function deviceStatus(
  row: PolicyStatus,
  context: GraphContext,
): DeviceComplianceDeviceStatus {
  return {
    id: statusId(row, context),
    deviceDisplayName: context.intune.device(row.deviceId)?.deviceName ?? '',
    userName: userName(row, context),
    deviceModel: null,
    platform: 0,
    complianceGracePeriodExpirationDateTime:
      row.complianceGracePeriodExpirationDateTime ?? never,
    status: row.status,
    lastReportedDateTime: row.lastReportedDateTime,
    userPrincipalName: row.userPrincipalName,
  };
}

function deviceState(
  row: PolicyStatus,
  context: GraphContext,
): DeviceManagementIntentDeviceState {
  return {
    id: statusId(row, context),
    deviceId: row.deviceId,
    deviceDisplayName: context.intune.device(row.deviceId)?.deviceName ?? '',
    userName: userName(row, context),
    userPrincipalName: row.userPrincipalName,
    state: row.status,
    lastReportedDateTime: row.lastReportedDateTime,
  };
}

function userName(
  { userPrincipalName }: PolicyStatus,
  { intune }: GraphContext,
): string {
  if (userPrincipalName === systemAccount) return systemAccount;
  return intune.user(userPrincipalName)?.displayName ?? '';
}

function getOverview(
  call: GraphCall,
  context: GraphContext,
  { name, policies }: StatusSet,
): GraphAnswer {
  readQuery(call, []);
  const { policy, statuses } = statusesOf(call, context, policies);
  const { conflictCount, ...counts } = countStatuses(statuses);
  const isBeta = call.version === 'beta';
  const overview: DeviceComplianceDeviceOverview = {
    id: policy.id,
    ...counts,
    // v1.0 has no counter of its own for conflicts.
    errorCount: counts.errorCount + (isBeta ? 0 : conflictCount),
    lastUpdateDateTime: policy.lastModifiedDateTime,
    configurationVersion: 1,
    ...(isBeta && { conflictCount, notApplicablePlatformCount: 0 }),
  };
  const set = `deviceManagement/${name}('${policy.id}')/deviceStatusOverview`;
  return {
    status: 200,
    body: {
      '@odata.context': `${context.origin}/${call.version}/$metadata#${set}/$entity`,
      ...overview,
    },
  };
}

function countStatuses(statuses: readonly PolicyStatus[]) {
  const count = (...names: readonly PolicyStatus['status'][]) =>
    statuses.filter(({ status }) => names.includes(status)).length;
  return {
    pendingCount: count('unknown', 'notAssigned'),
    notApplicableCount: count('notApplicable'),
    successCount: count('compliant', 'remediated'),
    errorCount: count('error'),
    failedCount: count('nonCompliant'),
    conflictCount: count('conflict'),
  };
}
