/** Reads the query options of a call and refuses what Graph refuses. https://learn.microsoft.com/graph/query-parameters */
import { badRequest, directoryBadRequest, notEmulated } from '../errors';
import type { GraphRequest } from '../route';

export type QueryOption =
  '$select' | '$top' | '$skiptoken' | '$skip' | '$expand' | '$filter';

/** The values of the options that were sent. */
export type QueryOptions = ReadonlyMap<QueryOption, string>;

/** Real Graph knows these on more paths than the routes here do. */
const unmodelledOptions = [
  '$count',
  '$expand',
  '$filter',
  '$format',
  '$orderby',
  '$search',
];

export function readQuery(
  { query, version }: GraphRequest,
  supported: readonly QueryOption[],
): QueryOptions {
  const options = new Map<QueryOption, string>();
  for (const [name, value] of query) {
    // The beta endpoint does without the dollar sign.
    const dollarName =
      version === 'beta' && !name.startsWith('$') ? `$${name}` : name;
    const option = supported.find(
      (known) => known === dollarName.toLowerCase(),
    );
    if (option === undefined) throw unknownOption(name);
    if (options.has(option)) throw repeatedOption(option);
    options.set(option, value);
  }
  return options;
}

function unknownOption(name: string) {
  if (!name.startsWith('$')) {
    return directoryBadRequest(
      `Unrecognized query argument specified: '${name}'.`,
    );
  }
  if (name.toLowerCase() === '$skip') {
    return directoryBadRequest("'$skip' is not supported by the service.");
  }
  if (unmodelledOptions.includes(name.toLowerCase())) return notEmulated(name);
  return badRequest(`The query parameter '${name}' is not supported.`);
}

function repeatedOption(name: string) {
  return badRequest(
    `Query option '${name}' was specified more than once, but it must be specified at most once.`,
  );
}
