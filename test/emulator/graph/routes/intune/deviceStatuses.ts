/** What devices reported about one policy. https://learn.microsoft.com/graph/api/intune-deviceconfig-devicecompliancedevicestatus-list */
import type {
  DeviceComplianceDeviceStatus,
  DeviceManagementIntentDeviceState,
} from '@microsoft/microsoft-graph-types-beta';
import type { PolicyStatus } from '../../../tenant';
import { never } from '../../../tenant/intune/emptyDevice';
import { systemAccount } from '../../../tenant/intune/policyStatuses';
import type { GraphContext } from '../../context';
import {
  deviceStatusType,
  intentDeviceStateType,
} from '../../entityTypes/intune';
import { readConfiguration } from '../../intunePermissions';
import type { EntityType } from '../../odata/entityType';
import { cutTokenPage, intuneListAnswer } from '../../odata/intunePage';
import { optionOf, readQuery } from '../../odata/query';
import { project, readSelection } from '../../odata/select';
import type { GraphAnswer, GraphCall, Route } from '../../route';
import { getOverview, getSummary } from './deviceStatusOverview';
import { intuneRead } from './intuneRead';
import { statusesOf, type StatusedPolicies } from './statusedPolicy';

/** Not documented; as large as the pages of devices. */
const largestPage = 1000;

interface StatusSet extends StatusedPolicies {
  readonly type: EntityType;
}

const statusSets: readonly StatusSet[] = [
  {
    name: 'deviceCompliancePolicies',
    policies: 'compliancePolicies',
    base: 'DeviceCompliancePolicy',
    type: deviceStatusType('deviceComplianceDeviceStatus'),
  },
  {
    name: 'deviceConfigurations',
    policies: 'deviceConfigurations',
    base: 'DeviceConfiguration',
    type: deviceStatusType('deviceConfigurationDeviceStatus'),
  },
];

const intents = {
  name: 'intents',
  policies: 'intents',
  type: intentDeviceStateType,
} as const satisfies StatusSet;

export const deviceStatusRoutes: readonly Route[] = [
  ...statusSets.flatMap((set): Route[] => [
    {
      ...intuneRead,
      path: `/deviceManagement/${set.name}/:id/deviceStatuses`,
      permissions: readConfiguration,
      handle: (call, context) => {
        const { statuses } = statusesOf(call, context, set);
        const rows = servedRows(statuses, call, context).map((status) =>
          deviceStatus(status, context),
        );
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
      const { statuses } = statusesOf(call, context, intents);
      const rows = servedRows(statuses, call, context).map((status) =>
        deviceState(status, context),
      );
      return listStatuses(call, context, rows, intents, 'deviceStates');
    },
  },
  {
    ...intuneRead,
    path: '/deviceManagement/intents/:id/deviceStateSummary',
    versions: ['beta'],
    permissions: readConfiguration,
    handle: (call, context) => getSummary(call, context, intents),
  },
];

/**
 * All of them, or the first 51: the service is known to leave the others out without a word when no `$top` is sent.
 * https://github.com/microsoftgraph/microsoft-graph-explorer-v4/issues/4043
 */
function servedRows(
  statuses: readonly PolicyStatus[],
  call: GraphCall,
  { deviceStatusesCut, statusesBeforeCut }: GraphContext,
): readonly PolicyStatus[] {
  const isCut =
    deviceStatusesCut === 'always' ||
    (deviceStatusesCut === 'withoutTop' &&
      optionOf(call, '$top') === undefined);
  return isCut ? statuses.slice(0, statusesBeforeCut) : statuses;
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
