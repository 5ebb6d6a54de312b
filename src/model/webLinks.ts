/**
 * Links to the pages of the admin centers. Microsoft does not document the parts
 * behind `#`, and moves pages now and then: these are the ones that several public
 * tools link to. Accounts, policies and configurations have no link, because those
 * tools disagree about its form; detected applications have no page.
 */
import { isGuid } from './keys';

/** Origins: `https://entra.microsoft.com`. */
export interface AdminCenterOrigins {
  readonly entra: string;
  readonly intune: string;
}

interface AdminPage {
  readonly center: keyof AdminCenterOrigins;
  /** Before the id. */
  readonly path: string;
}

const adminPages = {
  user: {
    center: 'entra',
    path: 'Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/',
  },
  group: {
    center: 'entra',
    path: 'Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId/',
  },
  /** By its object id in Microsoft Entra ID. */
  entraDevice: {
    center: 'entra',
    path: 'Microsoft_AAD_Devices/DeviceDetailsMenuBlade/~/Properties/objectId/',
  },
  servicePrincipal: {
    center: 'entra',
    path: 'Microsoft_AAD_IAM/ManagedAppMenuBlade/~/Overview/objectId/',
  },
  /** By its id in Intune. */
  managedDevice: {
    center: 'intune',
    path: 'Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/',
  },
  /** How the device complies with its policies. */
  deviceCompliance: {
    center: 'intune',
    path: 'Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/compliance/mdmDeviceId/',
  },
  managedApplication: {
    center: 'intune',
    path: 'Microsoft_Intune_Apps/SettingsMenu/~/0/appId/',
  },
} as const satisfies Record<string, AdminPage>;

export type AdminPageName = keyof typeof adminPages;

/** Ids are GUIDs. One with other characters has no page. */
const SIMPLE_ID = /^[\w-]+$/;

export class WebLinks {
  readonly #origins: AdminCenterOrigins;
  /** `/` and the id of the tenant, or nothing. */
  readonly #tenantPath: string;
  readonly #beginnings = new Map<AdminPageName, string>();

  /**
   * @param tenantId opens pages in this tenant. Where it is not known, they open in
   * the one that the reader is signed in to, which is the same for most
   */
  constructor(origins: AdminCenterOrigins, tenantId?: string) {
    this.#origins = origins;
    this.#tenantPath =
      tenantId !== undefined && isGuid(tenantId)
        ? `/${tenantId.toLowerCase()}`
        : '';
  }

  /** @returns the address of an object's page; undefined for an id that no page can have */
  to(page: AdminPageName, id: string): string | undefined {
    return SIMPLE_ID.test(id) ? this.#beginningOf(page) + id : undefined;
  }

  /** The address at which administrators of this tenant begin. */
  get start(): string {
    return `${this.#origins.entra}${this.#tenantPath}`;
  }

  /** Made once for all objects of a kind. */
  #beginningOf(page: AdminPageName): string {
    const known = this.#beginnings.get(page);
    if (known !== undefined) {
      return known;
    }
    const { center, path } = adminPages[page];
    const beginning = `${this.#origins[center]}${this.#tenantPath}/#view/${path}`;
    this.#beginnings.set(page, beginning);
    return beginning;
  }
}
