/** What one device has of the managed applications. https://learn.microsoft.com/graph/api/resources/intune-troubleshooting-mobileappintentandstate */
import type { MobileAppIntentAndState } from '@microsoft/microsoft-graph-types-beta';
import type { EntityType } from '../odata/entityType';

const properties = [
  'id',
  'managedDeviceIdentifier',
  'userId',
  'mobileAppList',
] satisfies (keyof MobileAppIntentAndState)[];

export const mobileAppIntentAndStateType: EntityType = {
  name: 'mobileAppIntentAndState',
  properties,
  betaProperties: [],
  defaults: properties,
  onlyOnSelect: [],
  collections: ['mobileAppList'],
};
