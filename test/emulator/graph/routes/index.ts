/** Every route of the emulated Graph but $batch, which calls the others. */
import type { Route } from '../route';
import { countRoutes } from './counts';
import { deviceManagementRoutes } from './deviceManagement';
import { directoryObjectRoutes } from './directoryObjects';
import { groupRoutes } from './groups';
import { intuneRoutes } from './intune';
import { memberRoutes } from './members';
import { organizationRoutes } from './organization';
import { plainListRoutes } from './plainLists';
import { userRoutes } from './users';

export const routes: readonly Route[] = [
  ...organizationRoutes,
  ...countRoutes,
  ...plainListRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...memberRoutes,
  ...directoryObjectRoutes,
  ...deviceManagementRoutes,
  ...intuneRoutes,
];
