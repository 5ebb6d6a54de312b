/** Short pages of collections. Reports have pages of their own, which no server is known to shorten. */

const LENGTH = 9;

/** @param path below the version */
export function shortPages(path: string): number | undefined {
  return path.includes('/reports/') ? undefined : LENGTH;
}
