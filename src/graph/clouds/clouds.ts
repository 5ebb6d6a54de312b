/** Which hosts the client may talk to: those of one Microsoft cloud, or an emulator on this machine. */
import { coded } from '../basics/messageCodes';

/**
 * Microsoft's clouds, by the names that a configuration gives them. GCC is part
 * of the global cloud, GCC High is L4, the Department of Defense L5.
 * https://learn.microsoft.com/graph/deployments
 */
export const cloudNames = [
  'global',
  'usGovernmentL4',
  'usGovernmentL5',
  'china',
] as const;

export type CloudName = (typeof cloudNames)[number];

export interface Cloud {
  /** Where tokens come from; the credential goes there and nowhere else. */
  readonly authorityHost: string;
  /** The only origin (scheme, host and port) that ever gets a token. */
  readonly graphOrigin: string;
  /** The suffix of the hosts of export downloads; undefined for an emulator. */
  readonly exportHostSuffix?: string;
  /** Whether exports were seen to come from there. Other hosts are never called in any case. */
  readonly isExportHostCertain: boolean;
  /** True for an emulator: MSAL must not ask the Internet about its authority. */
  readonly isEmulated: boolean;
}

/** Where administrators look at a tenant. These are only written into links: no request goes there. */
export interface AdminCenters {
  /** The origin of the Microsoft Entra admin center. */
  readonly entra: string;
  /** The origin of the Microsoft Intune admin center. */
  readonly intune: string;
}

/** A cloud of Microsoft's, which an emulator may stand in for. */
export interface MicrosoftCloud extends Cloud {
  readonly adminCenters: AdminCenters;
}

/** L4 and L5 share their login and their admin centers. */
const usGovernment = {
  authorityHost: 'https://login.microsoftonline.us',
  exportHostSuffix: '.blob.core.usgovcloudapi.net',
  isExportHostCertain: false,
  isEmulated: false,
  adminCenters: {
    entra: 'https://entra.microsoft.us',
    intune: 'https://intune.microsoft.us',
  },
} as const;

/**
 * Authorities: https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud.
 * MSAL knows them and asks nobody about them. It knows only this one of China's
 * two names.
 *
 * UNVERIFIED: that Intune keeps the exports of a national cloud in that cloud's
 * storage. The suffixes are those of Azure's storage there:
 * https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure,
 * https://learn.microsoft.com/azure/china/resources-developer-guide.
 *
 * UNVERIFIED: the admin centers of the national clouds, which are those that public
 * tools link to.
 */
export const clouds: Readonly<Record<CloudName, MicrosoftCloud>> = {
  global: {
    authorityHost: 'https://login.microsoftonline.com',
    graphOrigin: 'https://graph.microsoft.com',
    exportHostSuffix: '.blob.core.windows.net',
    isExportHostCertain: true,
    isEmulated: false,
    adminCenters: {
      entra: 'https://entra.microsoft.com',
      intune: 'https://intune.microsoft.com',
    },
  },
  usGovernmentL4: {
    ...usGovernment,
    graphOrigin: 'https://graph.microsoft.us',
  },
  usGovernmentL5: {
    ...usGovernment,
    graphOrigin: 'https://dod-graph.microsoft.us',
  },
  china: {
    authorityHost: 'https://login.partner.microsoftonline.cn',
    graphOrigin: 'https://microsoftgraph.chinacloudapi.cn',
    exportHostSuffix: '.blob.core.chinacloudapi.cn',
    isExportHostCertain: false,
    isEmulated: false,
    adminCenters: {
      entra: 'https://entra.microsoftonline.cn',
      intune: 'https://intune.microsoftonline.cn',
    },
  },
};

export const globalCloud = clouds.global;

export function isCloudName(name: unknown): name is CloudName {
  return cloudNames.some((cloudName) => cloudName === name);
}

/**
 * The admin centers of the configured cloud, also where an emulator stands in for it.
 *
 * @param name as configured; the global cloud when it is none
 */
export function adminCentersOf(name: string | undefined): AdminCenters {
  const trimmed = name?.trim();
  return (isCloudName(trimmed) ? clouds[trimmed] : globalCloud).adminCenters;
}

/** `[::1]` is not among them: the library does not recognize an address in brackets as a host, and would send no token. */
const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost']);

/** An emulator's origin was given that is not `https://` on a loopback host. */
export class EmulatorOriginError extends Error {
  constructor(origin: string) {
    super(
      coded(
        'M365-CONFIG-034',
        `The emulator origin must be https:// on 127.0.0.1 or localhost, without a path, and not ${JSON.stringify(origin)}.`,
      ),
    );
    this.name = 'EmulatorOriginError';
  }
}

/**
 * The cloud that an emulator serves, login and Graph on one origin.
 *
 * @throws EmulatorOriginError for any host but this machine: a secret must not
 * leave it because of a stray environment variable.
 */
export function emulatedCloud(origin: string): Cloud {
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isLoopback =
    url?.protocol === 'https:' &&
    LOOPBACK_HOSTS.has(url.hostname) &&
    url.href === `${url.origin}/`;
  if (!url || !isLoopback) {
    throw new EmulatorOriginError(origin);
  }
  return {
    authorityHost: url.origin,
    graphOrigin: url.origin,
    isExportHostCertain: true,
    isEmulated: true,
  };
}

/**
 * Whether a file may be fetched from this address. It must lead to the storage of
 * the cloud, or to this machine for an emulator, which may use another port for files.
 */
export function isDownloadUrl(cloud: Cloud, address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '') {
    return false;
  }
  return cloud.exportHostSuffix === undefined
    ? LOOPBACK_HOSTS.has(url.hostname)
    : url.port === '' && url.hostname.endsWith(cloud.exportHostSuffix);
}

/** The OAuth scope that asks for all application permissions of this Graph. */
export function graphScope(cloud: Cloud): string {
  // The emulator issues tokens for the global Graph, as its tokens' audience says.
  const resource = cloud.isEmulated
    ? globalCloud.graphOrigin
    : cloud.graphOrigin;
  return `${resource}/.default`;
}
