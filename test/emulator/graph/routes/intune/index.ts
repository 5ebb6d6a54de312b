/** Every route of Intune but its root. */
import type { Route } from '../../route';
import { detectedAppRoutes } from './detectedApps';
import { deviceStatusRoutes } from './deviceStatuses';
import { managedDeviceRoutes } from './managedDevices';
import { mobileAppStateRoutes } from './mobileAppStates';
import { mobileAppRoutes } from './mobileApps';
import { reportRoutes } from './reports';

export const intuneRoutes: readonly Route[] = [
  ...managedDeviceRoutes,
  ...detectedAppRoutes,
  ...deviceStatusRoutes,
  ...mobileAppRoutes,
  ...mobileAppStateRoutes,
  ...reportRoutes,
];
