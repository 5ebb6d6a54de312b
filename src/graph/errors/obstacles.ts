/**
 * What stands between here and a host, by the code of an error: in one sentence
 * with host, cause and way out. docs/troubleshooting.md has them all.
 */
import { coded, type CodedText } from '../basics/messageCodes';

/** What stands in the way of requests to a host. */
export interface Obstacle {
  /** Names no secret, and of an address the host alone. */
  readonly sentence: CodedText;
  /**
   * - `lasting`: waiting does not help, or was tried for long enough.
   * - `unreached`: the host was never reached; try again within `REACH_MS`.
   * - `passing`: the host was reached before; treat it as a connection that broke.
   */
  readonly persistence: 'lasting' | 'unreached' | 'passing';
}

export type Cause =
  | 'certificate'
  | 'wrongTime'
  | 'wrongName'
  | 'proxyCertificate'
  | 'proxyPassword'
  | 'proxyRefusal'
  | 'proxyFailure'
  | 'proxyWithoutTls'
  | 'unknownProxy'
  | 'unreachedProxy'
  | 'unknownHost'
  | 'silentDns'
  | 'noRoute';

/** The way to a host. */
export interface Way {
  readonly host: string;
  /** With its credentials, of which a sentence says only whether there are any. */
  readonly proxy?: URL;
  /** The variable that names the proxy. */
  readonly variable?: string;
}

const CERTIFICATE =
  /^(?!ERR_SSL).*(?:CERT|SIGNATURE|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH)/;
const WRONG_TIME = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const WRONG_NAME = new Set([
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
]);
const NO_ROUTE = new Set([
  'EACCES',
  'EADDRNOTAVAIL',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'EPERM',
]);
/** Also of connections that worked until then. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** These do not go by waiting. */
const lasting: ReadonlySet<Cause> = new Set<Cause>([
  'certificate',
  'wrongTime',
  'wrongName',
  'proxyCertificate',
  'proxyPassword',
  'proxyRefusal',
  'proxyWithoutTls',
]);

/** Names that are not known. They appear again when they were known before, and otherwise not by waiting. */
const unknown: ReadonlySet<Cause> = new Set<Cause>([
  'unknownHost',
  'unknownProxy',
]);

/**
 * What an error of a connection is about; undefined for one that is about none of
 * all this.
 *
 * @param code Node's, or a `PROXY_` code of `TunnelAgent`
 * @param wasReached whether the host was reached before
 */
export function causeOf(code: string, wasReached: boolean): Cause | undefined {
  const [, ofProxy] = /^PROXY_(.+)$/.exec(code) ?? [];
  if (ofProxy !== undefined) {
    return /^\d+$/.test(ofProxy)
      ? causeOfStatus(Number(ofProxy))
      : causeOfProxy(ofProxy);
  }
  if (WRONG_TIME.has(code)) {
    return 'wrongTime';
  }
  if (WRONG_NAME.has(code)) {
    return 'wrongName';
  }
  if (CERTIFICATE.test(code)) {
    return 'certificate';
  }
  if (code === 'ENOTFOUND') {
    return 'unknownHost';
  }
  if (code === 'EAI_AGAIN') {
    return 'silentDns';
  }
  return NO_ROUTE.has(code) || (BROKEN.has(code) && !wasReached)
    ? 'noRoute'
    : undefined;
}

function causeOfStatus(status: number): Cause {
  if (status === 407) {
    return 'proxyPassword';
  }
  return status >= 500 || status === 408 || status === 429
    ? 'proxyFailure'
    : 'proxyRefusal';
}

function causeOfProxy(code: string): Cause {
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) {
    return 'proxyWithoutTls';
  }
  if (CERTIFICATE.test(code) || WRONG_NAME.has(code)) {
    return 'proxyCertificate';
  }
  return code === 'ENOTFOUND' ? 'unknownProxy' : 'unreachedProxy';
}

/** @param isWaitOver whether the host was tried for `REACH_MS` */
export function persistenceOf(
  cause: Cause,
  wasReached: boolean,
  isWaitOver: boolean,
): Obstacle['persistence'] {
  if (lasting.has(cause)) {
    return 'lasting';
  }
  if (wasReached) {
    return 'passing';
  }
  return unknown.has(cause) || isWaitOver ? 'lasting' : 'unreached';
}

/** Whose certificate was refused: its issuer has to be looked up. */
export const certificateOwner: Readonly<
  Partial<Record<Cause, 'host' | 'proxy'>>
> = {
  certificate: 'host',
  wrongTime: 'host',
  wrongName: 'host',
  proxyCertificate: 'proxy',
};

/**
 * The sentence about a cause, without a full stop at its end.
 *
 * @param issuer of the certificate that was refused
 */
export function describeCause(
  cause: Cause,
  code: string,
  way: Way,
  issuer = 'not known',
): CodedText {
  const { host } = way;
  const variable = way.variable ?? 'HTTPS_PROXY';
  const proxy = `the proxy ${way.proxy?.origin ?? 'of the network'}`;
  const reason = code.replace(/^PROXY_/, '');
  switch (cause) {
    case 'certificate':
      return coded(
        'M365-NET-001',
        `the certificate of ${host} is not trusted (${reason}): its issuer is ${issuer}, so something between here and that host opens TLS, and the certificate of that issuer belongs into the file that NODE_EXTRA_CA_CERTS names`,
      );
    case 'wrongTime':
      return coded(
        'M365-NET-002',
        `the certificate of ${host} is not valid at this time (${reason}): its issuer is ${issuer}, and either the clock of this machine is wrong or that issuer has to renew it`,
      );
    case 'wrongName':
      return coded(
        'M365-NET-003',
        `the certificate of ${host} is one of another host (${reason}): its issuer is ${issuer}, and DNS or something between here and that host leads to another machine`,
      );
    case 'proxyCertificate':
      return coded(
        'M365-NET-004',
        `the certificate of ${proxy} on the way to ${host} is not trusted (${reason}): its issuer is ${issuer}, whose certificate belongs into the file that NODE_EXTRA_CA_CERTS names`,
      );
    case 'proxyPassword':
      return way.proxy?.username
        ? coded(
            'M365-NET-005',
            `${proxy} on the way to ${host} refused the name and password in ${variable} (407): correct them, and write special characters in them as %40 for @ and so on`,
          )
        : coded(
            'M365-NET-006',
            `${proxy} on the way to ${host} wants a name and a password (407): write them into ${variable}, as in http://name:password@proxy.example.com:3128`,
          );
    case 'proxyRefusal':
      return coded(
        'M365-NET-007',
        `${proxy} refused to connect to ${host} (${reason}): allow this host there, or name it in NO_PROXY if this machine reaches it without the proxy`,
      );
    case 'proxyFailure':
      return coded(
        'M365-NET-008',
        `${proxy} did not reach ${host} (${reason}): check that it may connect to this host on port 443`,
      );
    case 'proxyWithoutTls':
      return coded(
        'M365-NET-009',
        `${proxy} on the way to ${host} does not speak TLS (${reason}): begin its address in ${variable} with http://, as most proxies need it`,
      );
    case 'unknownProxy':
      return coded(
        'M365-NET-010',
        `the name of ${proxy} on the way to ${host} is not known (${reason}): correct ${variable}, or the DNS of this machine`,
      );
    case 'unreachedProxy':
      return coded(
        'M365-NET-011',
        `${proxy} on the way to ${host} was not reached (${reason}): check that it runs, and that ${variable} has its address`,
      );
    case 'unknownHost':
      return coded(
        'M365-NET-012',
        `the name ${host} is not known (${reason}): correct the DNS of this machine, or name the proxy of its network in HTTPS_PROXY`,
      );
    case 'silentDns':
      return coded(
        'M365-NET-013',
        `the address of ${host} could not be looked up (${reason}): check the network and the DNS server of this machine`,
      );
    case 'noRoute':
      return way.proxy
        ? coded(
            'M365-NET-014',
            `${host} was not reached through ${proxy} (${reason}): check that it passes connections to this host on unchanged`,
          )
        : coded(
            'M365-NET-015',
            `${host} was not reached (${reason}): let this machine connect to it on port 443, or name the proxy of its network in HTTPS_PROXY`,
          );
  }
}
