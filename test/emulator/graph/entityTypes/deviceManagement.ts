/** Properties of Intune's root. https://learn.microsoft.com/graph/api/resources/intune-onboarding-devicemanagement */
import type { DeviceManagement } from '@microsoft/microsoft-graph-types';
import type { EntityType } from '../odata/entityType';

const properties = [
  'id',
  'intuneAccountId',
  'intuneBrand',
  'settings',
  'subscriptionState',
] as const satisfies readonly (keyof DeviceManagement)[];

export const deviceManagementType: EntityType = {
  name: 'deviceManagement',
  properties,
  betaProperties: [],
  defaults: properties,
  onlyOnSelect: [],
  collections: [],
};
