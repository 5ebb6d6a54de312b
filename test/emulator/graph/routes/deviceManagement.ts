/** `/deviceManagement`: the root of Intune. https://learn.microsoft.com/graph/api/intune-onboarding-devicemanagement-get */
import type { DeviceManagement } from '@microsoft/microsoft-graph-types';
import type { IntuneSubscription } from '../../tenant';
import { deviceManagementType } from '../entityTypes/deviceManagement';
import { readConfiguration } from '../intunePermissions';
import { readQuery } from '../odata/query';
import { contextOf, project, readSelection } from '../odata/select';
import { bothVersions, type Route } from '../route';

export const deviceManagementRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/deviceManagement',
    versions: bothVersions,
    service: 'intune',
    permissions: readConfiguration,
    handle: (call, context) => {
      const options = readQuery(call, ['$select']);
      const { origin } = context;
      const { version } = call;
      const selection = readSelection(options, deviceManagementType, version);
      const metadata = contextOf(
        origin,
        version,
        'deviceManagement',
        selection,
        selection.selected === undefined ? '/$entity' : '',
      );
      const root = deviceManagement(context.intune.subscription);
      return {
        status: 200,
        body: {
          '@odata.context': metadata,
          ...project(root, selection.properties, deviceManagementType),
        },
      };
    },
  },
  {
    method: 'GET',
    path: '/deviceManagement/subscriptionState',
    versions: ['beta'],
    service: 'intune',
    permissions: readConfiguration,
    handle: (call, context) => {
      readQuery(call, []);
      return {
        status: 200,
        body: {
          '@odata.context': `${context.origin}/beta/$metadata#deviceManagement/subscriptionState`,
          value: context.intune.subscription.subscriptionState,
        },
      };
    },
  },
];

/** The subscription state of the root is wrong in the real service; only its own path tells the truth. */
function deviceManagement({ accountId }: IntuneSubscription): DeviceManagement {
  return {
    id: accountId,
    intuneAccountId: accountId,
    settings: {
      deviceComplianceCheckinThresholdDays: 30,
      isScheduledActionEnabled: true,
      secureByDefault: false,
    },
    subscriptionState: 'pending',
  };
}
