/** Reads next links as Graph spells them and as it might: relative, with a default port, in another case. */

/** The version that a path begins with. */
const VERSION = /^\/(?:v\d+\.\d+|beta)(?=\/)/i;

/**
 * What follows `root` in a link, verbatim: page tokens do not survive being
 * encoded anew.
 *
 * @param root origin and version: `https://graph.microsoft.com/v1.0`
 * @returns undefined for a link that leads anywhere else
 */
export function relativeLink(link: string, root: string): string | undefined {
  const { origin, pathname: version } = new URL(root);
  const path = pathOf(link, origin);
  if (path === undefined) {
    return undefined;
  }
  const [named] = VERSION.exec(path.text) ?? [];
  if (named === undefined) {
    return path.isRelative ? path.text : undefined;
  }
  return named.toLowerCase() === version.toLowerCase()
    ? path.text.slice(named.length)
    : undefined;
}

/** What follows the origin, from its slash on; undefined for another origin. */
function pathOf(
  link: string,
  origin: string,
): { readonly text: string; readonly isRelative: boolean } | undefined {
  // A prefix is no host: https://graph.microsoft.com.example.org has another origin.
  const [start, host] = /^https:\/\/([^/?#\\]*)(?=\/)/i.exec(link) ?? [];
  if (start !== undefined && host !== undefined) {
    const isOurs =
      !host.includes('@') &&
      URL.canParse(start) &&
      new URL(start).origin === origin;
    return isOurs
      ? { text: link.slice(start.length), isRelative: false }
      : undefined;
  }
  // Two slashes would begin a host, and a word without a query may be anything.
  if (/^\/[^/\\]/.test(link)) {
    return { text: link, isRelative: true };
  }
  return /^\w[^:?\\]*\?/.test(link)
    ? { text: `/${link}`, isRelative: true }
    : undefined;
}
