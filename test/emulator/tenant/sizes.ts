/** The sizes a generated tenant comes in. */
import type { IntuneSize } from './intune/intuneSize';

export interface TenantSize {
  readonly users: number;
  readonly groups: number;
  readonly devices: number;
  readonly servicePrincipals: number;
  readonly contacts: number;
  /** Mean number of members of an ordinary group. */
  readonly meanMembers: number;
  /** Whether some listed groups are gone when their members are read. */
  readonly vanishingGroups: boolean;
  readonly intune: IntuneSize;
}

export const tenantSizes = {
  small: {
    users: 40,
    groups: 8,
    devices: 45,
    servicePrincipals: 4,
    contacts: 3,
    meanMembers: 6,
    vanishingGroups: false,
    intune: {
      devices: 12,
      oddities: 'common',
      catalogue: 20,
      appsPerDevice: 6,
      compliancePolicies: 2,
      configurations: 5,
      statusesPerPolicy: 8,
      statusesOfBroadPolicy: 12,
      mobileApps: 6,
      installsPerApp: 6,
      installsOfRequiredApp: 10,
    },
  },
  demo: {
    users: 150,
    groups: 30,
    devices: 180,
    servicePrincipals: 8,
    contacts: 6,
    meanMembers: 10,
    vanishingGroups: false,
    intune: {
      devices: 60,
      oddities: 'common',
      catalogue: 40,
      appsPerDevice: 8,
      compliancePolicies: 4,
      configurations: 6,
      statusesPerPolicy: 30,
      statusesOfBroadPolicy: 55,
      mobileApps: 10,
      installsPerApp: 20,
      installsOfRequiredApp: 50,
    },
  },
  // For the matrix of behaviours: few users, and more of everything that lists and reports are known to cut off.
  matrix: {
    users: 40,
    groups: 8,
    devices: 60,
    servicePrincipals: 4,
    contacts: 3,
    meanMembers: 6,
    vanishingGroups: false,
    intune: {
      devices: 240,
      oddities: 'all',
      catalogue: 30,
      appsPerDevice: 5,
      compliancePolicies: 6,
      configurations: 12,
      statusesPerPolicy: 110,
      statusesOfBroadPolicy: 230,
      mobileApps: 8,
      installsPerApp: 60,
      installsOfRequiredApp: 130,
    },
  },
  // For faults that hit a share of the children of something: many small groups, policies and applications.
  shares: {
    users: 25,
    groups: 40,
    devices: 10,
    servicePrincipals: 3,
    contacts: 2,
    meanMembers: 2,
    vanishingGroups: false,
    intune: {
      devices: 40,
      oddities: 'common',
      catalogue: 10,
      appsPerDevice: 2,
      compliancePolicies: 16,
      configurations: 24,
      statusesPerPolicy: 4,
      statusesOfBroadPolicy: 8,
      mobileApps: 24,
      installsPerApp: 3,
      installsOfRequiredApp: 8,
    },
  },
  // More than two full pages of users, so that one group can have three pages of members.
  test: {
    users: 2400,
    groups: 60,
    devices: 300,
    servicePrincipals: 12,
    contacts: 10,
    meanMembers: 15,
    vanishingGroups: true,
    intune: {
      devices: 1520,
      oddities: 'all',
      catalogue: 150,
      appsPerDevice: 10,
      compliancePolicies: 14,
      configurations: 60,
      statusesPerPolicy: 60,
      statusesOfBroadPolicy: 1450,
      mobileApps: 45,
      installsPerApp: 40,
      installsOfRequiredApp: 730,
    },
  },
  medium: {
    users: 10_000,
    groups: 1500,
    devices: 2000,
    servicePrincipals: 100,
    contacts: 100,
    meanMembers: 20,
    vanishingGroups: true,
    intune: {
      devices: 5000,
      oddities: 'all',
      catalogue: 800,
      appsPerDevice: 60,
      compliancePolicies: 20,
      configurations: 60,
      statusesPerPolicy: 1000,
      statusesOfBroadPolicy: 4800,
      mobileApps: 100,
      installsPerApp: 400,
      installsOfRequiredApp: 4500,
    },
  },
  // Large enough to wait for the quota of reports where no export is granted, small enough to be run often.
  m5k: {
    users: 5000,
    groups: 850,
    devices: 1000,
    servicePrincipals: 60,
    contacts: 60,
    meanMembers: 20,
    vanishingGroups: true,
    intune: {
      devices: 2000,
      oddities: 'all',
      catalogue: 800,
      appsPerDevice: 60,
      compliancePolicies: 12,
      configurations: 60,
      statusesPerPolicy: 1060,
      statusesOfBroadPolicy: 1900,
      mobileApps: 80,
      installsPerApp: 300,
      installsOfRequiredApp: 1900,
    },
  },
  large: {
    users: 100_000,
    groups: 20_000,
    devices: 20_000,
    servicePrincipals: 500,
    contacts: 500,
    meanMembers: 24,
    vanishingGroups: true,
    intune: {
      devices: 20_000,
      oddities: 'all',
      catalogue: 2000,
      appsPerDevice: 60,
      compliancePolicies: 20,
      configurations: 150,
      statusesPerPolicy: 2000,
      statusesOfBroadPolicy: 19_000,
      mobileApps: 300,
      installsPerApp: 1000,
      installsOfRequiredApp: 18_000,
    },
  },
} as const satisfies Record<string, TenantSize>;

export type TenantSizeName = keyof typeof tenantSizes;
