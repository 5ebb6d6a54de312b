/** The emulated tenant as plain data: what the routes answer from and what tests compute their expectations from. */
import type {
  Device,
  Group,
  MdmAuthority,
  Organization,
  OrgContact,
  ServicePrincipal,
  User,
} from '@microsoft/microsoft-graph-types';
import type { IntuneData } from './intune/intuneData';

/** A Graph object whose id is known to be there; the published typings leave every property optional. */
export type Identified<T> = Readonly<T> & { readonly id: string };

export type DirectoryObjectType =
  'user' | 'group' | 'device' | 'servicePrincipal' | 'orgContact';

export interface DirectoryObjectRef {
  readonly type: DirectoryObjectType;
  readonly id: string;
}

/** What a tenant with an Intune licence has. */
export interface IntuneSubscription {
  readonly accountId: string;
  readonly subscriptionState:
    | 'pending'
    | 'active'
    | 'warning'
    | 'disabled'
    | 'deleted'
    | 'blocked'
    | 'lockedOut';
  readonly mdmAuthority: MdmAuthority;
  readonly data: IntuneData;
}

export interface Tenant {
  readonly id: string;
  readonly organization: Identified<Organization>;
  readonly users: readonly Identified<User>[];
  /** Soft-deleted: still referred to by a group, but not listed by /users. */
  readonly deletedUsers: readonly Identified<User>[];
  readonly groups: readonly Identified<Group>[];
  /** Direct members by group id; a group without an entry has none. */
  readonly members: ReadonlyMap<string, readonly DirectoryObjectRef[]>;
  readonly devices: readonly Identified<Device>[];
  readonly servicePrincipals: readonly Identified<ServicePrincipal>[];
  readonly contacts: readonly Identified<OrgContact>[];
  /** Listed by /groups, but deleted before anyone can read them or their members. */
  readonly vanishedGroupIds: ReadonlySet<string>;
  /** `undefined`: the tenant has no Intune licence. */
  readonly intune?: IntuneSubscription;
  /** Entra ID P1 or P2, which `signInActivity` needs. */
  readonly hasPremiumLicense: boolean;
}
