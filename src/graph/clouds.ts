/** Which hosts the client may talk to: Microsoft's, or an emulator on this machine. */

/** https://learn.microsoft.com/graph/deployments */
export interface Cloud {
  /** Where tokens come from; the secret goes there and nowhere else. */
  readonly authorityHost: string;
  /** The only origin (scheme, host and port) that ever gets a token. */
  readonly graphOrigin: string;
  /** True for an emulator: MSAL must not ask the Internet about its authority. */
  readonly isEmulated: boolean;
}

export const globalCloud: Cloud = {
  authorityHost: 'https://login.microsoftonline.com',
  graphOrigin: 'https://graph.microsoft.com',
  isEmulated: false,
};

/** Without `[::1]`: the library takes no address in brackets for a host, and would send no token. */
const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost']);

/** An emulator's origin was given that is not `https://` on a loopback host. */
export class EmulatorOriginError extends Error {
  constructor(origin: string) {
    super(
      `The emulator origin must be https:// on 127.0.0.1 or localhost, without a path, and not ${JSON.stringify(origin)}.`,
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
    isEmulated: true,
  };
}

/** Where Intune puts the files of report exports. */
const EXPORT_HOST_SUFFIX = '.blob.core.windows.net';

/**
 * Whether a file may be fetched from this address: storage of the cloud's, or
 * this machine for an emulator, whose files may have a port of their own.
 */
export function isDownloadUrl(cloud: Cloud, address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '') {
    return false;
  }
  return cloud.isEmulated
    ? LOOPBACK_HOSTS.has(url.hostname)
    : url.port === '' && url.hostname.endsWith(EXPORT_HOST_SUFFIX);
}

/** The OAuth scope that asks for all application permissions of this Graph. */
export function graphScope(cloud: Cloud): string {
  // The emulator issues tokens for the global Graph, as its tokens' audience says.
  const resource = cloud.isEmulated
    ? globalCloud.graphOrigin
    : cloud.graphOrigin;
  return `${resource}/.default`;
}
