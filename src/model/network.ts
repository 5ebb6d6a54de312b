/** Addresses and host names that the data model accepts. */
import { isIPv4, isIPv6 } from 'node:net';
import { isSentinel } from './sentinels';
import { text } from './values';

const MAC = /^[\da-f]{12}$/;
const HOSTNAME = /^[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]$/;
const FQDN =
  /^(?=.{4,253}$)(?:(?!-)[a-zA-Z0-9-]{0,62}[a-zA-Z0-9]\.)+[a-zA-Z]{2,63}$/;
/** A page at a host, without anything that a URI would have to escape. */
const WEB_ADDRESS =
  /^https?:\/\/[a-z\d](?:[a-z\d\-.]*[a-z\d])?(?::\d{1,5})?(?:[/?](?:[\w\-.~:/?@!$&'()*+,;=]|%[\da-f]{2})*)?(?:#(?:[\w\-.~:/?@!$&'()*+,;=]|%[\da-f]{2})*)?$/i;
/** What the Internet does not route; 100.64.0.0/10 is of carriers and overlay networks. */
const PRIVATE_IPV4 =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/** Of a web page, as the data model accepts it. */
export function webAddress(value: unknown): string | undefined {
  const address = text(value)?.trim();
  return address !== undefined &&
    WEB_ADDRESS.test(address) &&
    URL.canParse(address)
    ? address
    : undefined;
}

/** The valid ones, in lower case with colons, each once. */
export function macAddresses(...values: unknown[]): string[] {
  const addresses = values.flatMap((value) => {
    const digits = (text(value) ?? '').replace(/[-:.\s]/g, '').toLowerCase();
    const address = digits.replace(/..(?!$)/g, '$&:');
    return MAC.test(digits) && !isSentinel('mac', address) ? [address] : [];
  });
  return [...new Set(addresses)];
}

/** A name such as "Ann's iPhone" is no host name. */
export function hostname(value: unknown): string | null {
  const name = text(value);
  return name !== undefined && HOSTNAME.test(name) ? name : null;
}

export function domainNames(...values: unknown[]): string[] {
  const names = values.flatMap((value) => text(value) ?? []);
  return [...new Set(names.filter((name) => FQDN.test(name)))];
}

export interface IpAddresses {
  readonly ipv4: string[];
  readonly ipv6: string[];
  readonly privateOnes: string[];
  readonly publicOnes: string[];
}

/** What is no address, or says "none" as 0.0.0.0 does, is left out. */
export function ipAddresses(...values: unknown[]): IpAddresses {
  const addresses = [
    ...new Set(values.flatMap((value) => text(value) ?? [])),
  ].filter((address) => !isSentinel('ip', address));
  const ipv4 = addresses.filter((address) => isIPv4(address));
  return {
    ipv4,
    // The data model knows no zones: `fe80::1%eth0`.
    ipv6: addresses.filter(
      (address) => isIPv6(address) && !address.includes('%'),
    ),
    privateOnes: ipv4.filter((address) => PRIVATE_IPV4.test(address)),
    publicOnes: ipv4.filter((address) => !PRIVATE_IPV4.test(address)),
  };
}
