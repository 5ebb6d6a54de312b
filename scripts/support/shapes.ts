/** Values that show by their form that they are a name, an address, an id or a secret, wherever they stand. */
import type { PseudonymKind } from './pseudonyms';

export interface Shape {
  /** `secret`: nothing stands for it, it is taken out. */
  readonly kind: PseudonymKind | 'secret';
  /** Sticky: is asked at one place of a text. */
  readonly pattern: RegExp;
}

const guid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/iy;

/** Hosts that everybody has: what is said to them is not about the tenant. */
const publicHosts =
  /(?:^|\.)(?:microsoft(?:online)?(?:\.com|\.us|\.cn)|microsoftazure\.us|chinacloudapi\.cn|azure\.(?:com|us|cn)|windows\.net|usgovcloudapi\.net|partner\.microsoftonline\.cn|jupiterone\.io|github\.com)$|^(?:localhost|127\.0\.0\.1)$/i;

export const isPublicHost = (host: string): boolean => publicHosts.test(host);

/** The longest that fits counts, and the first of those that are as long. */
export const shapes: readonly Shape[] = [
  { kind: 'secret', pattern: /eyJ[\w-]{8,}(?:\.[\w-]*)*/y },
  {
    kind: 'secret',
    pattern: /-----BEGIN [A-Z ]+-----[^]*?(?:-----END [A-Z ]+-----|$)/y,
  },
  { kind: 'id', pattern: guid },
  // Thumbprints, and ids without hyphens.
  { kind: 'id', pattern: /[\da-f]{32,}/iy },
  // Windows' identifiers of accounts and groups.
  { kind: 'id', pattern: /S-1-\d+(?:-\d+)+/y },
  {
    kind: 'address',
    pattern:
      /[\p{L}\p{N}][\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]*@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/uy,
  },
  { kind: 'address', pattern: /(?:[\da-f]{2}[:-]){5}[\da-f]{2}(?![\da-f])/iy },
  {
    kind: 'address',
    pattern:
      /(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.?\d)/y,
  },
  { kind: 'address', pattern: /[\da-f]{1,4}(?::[\da-f]{0,4}){3,7}/iy },
  // Telephone numbers, and the numbers of mobile devices.
  { kind: 'address', pattern: /\d{7,15}(?<=\+\d{7,15})/y },
  { kind: 'serial', pattern: /\d{14,20}(?!\d)/y },
  {
    kind: 'domain',
    pattern: /[\w-]+(?:\.mail)?\.onmicrosoft\.(?:com|us|cn|de)/iy,
  },
  // Three numbers among the letters: random text, and no name of ours or Microsoft's.
  {
    kind: 'secret',
    pattern:
      /(?=[\w~+%=-]*[a-z])(?=[\w~+%=-]*[A-Z])(?=(?:[A-Za-z_~+%=-]*\d+){3}[A-Za-z_~+%=-])[\w~+%=-]{30,}/y,
  },
];
