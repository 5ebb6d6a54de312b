/** The size of a tenant whose states and installations are too many to be held. */
import type { TenantSize } from './sizes';

/** Parts of every tenant that do not grow with it: odd users, odd groups, odd devices. */
const LEAST = { users: 100, groups: 30, devices: 100 } as const;

/** @param millions of objects that a run collects, about; 15 of them are 90,000 devices and 250,000 users */
export function hugeSize(millions: number): TenantSize {
  const part = (of15Millions: number, least = 1) =>
    Math.max(least, Math.round((of15Millions * millions) / 15));
  return {
    users: part(250_000, LEAST.users),
    groups: part(20_000, LEAST.groups),
    devices: part(20_000, LEAST.devices),
    servicePrincipals: 100,
    contacts: 100,
    meanMembers: 60,
    vanishingGroups: true,
    intune: {
      devices: part(90_000, LEAST.devices),
      oddities: 'all',
      catalogue: 2_000,
      appsPerDevice: 75,
      compliancePolicies: 20,
      configurations: 100,
      statusesPerPolicy: part(44_000, 10),
      statusesOfBroadPolicy: part(85_000, 50),
      mobileApps: 300,
      installsPerApp: part(7_000, 5),
      installsOfRequiredApp: part(80_000, 40),
      isStreamed: true,
    },
  };
}
