/** Every report that can be exported. */
import { appInventoryReports } from './appInventory';
import { devicesWithInventory } from './deviceReports';
import { appInstallStatusAggregate } from './installCounts';
import {
  deviceInstallStatusByApp,
  orgDeviceInstallStatus,
} from './installReports';
import { policyReports } from './policyReports';
import type { Report } from './report';

export const exportReports: readonly Report[] = [
  ...appInventoryReports,
  ...policyReports,
  deviceInstallStatusByApp,
  orgDeviceInstallStatus,
  appInstallStatusAggregate,
  devicesWithInventory,
];
