/** The sizes a generated tenant comes in. */

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
  },
  demo: {
    users: 150,
    groups: 30,
    devices: 180,
    servicePrincipals: 8,
    contacts: 6,
    meanMembers: 10,
    vanishingGroups: false,
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
  },
  medium: {
    users: 10_000,
    groups: 1500,
    devices: 2000,
    servicePrincipals: 100,
    contacts: 100,
    meanMembers: 20,
    vanishingGroups: true,
  },
  large: {
    users: 100_000,
    groups: 20_000,
    devices: 20_000,
    servicePrincipals: 500,
    contacts: 500,
    meanMembers: 20,
    vanishingGroups: true,
  },
} as const satisfies Record<string, TenantSize>;

export type TenantSizeName = keyof typeof tenantSizes;
