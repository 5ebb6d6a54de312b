/** Properties of Intune's root. https://learn.microsoft.com/graph/api/resources/intune-onboarding-devicemanagement */
import type { DeviceManagement } from '@microsoft/microsoft-graph-types';
import { plainType } from '../odata/entityType';

const properties = [
  'id',
  'intuneAccountId',
  'intuneBrand',
  'settings',
  'subscriptionState',
] as const satisfies readonly (keyof DeviceManagement)[];

export const deviceManagementType = plainType('deviceManagement', properties);
