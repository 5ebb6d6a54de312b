/** Reads the query options of a call and refuses what Graph refuses. https://learn.microsoft.com/graph/query-parameters */
import { badRequest, directoryBadRequest, notEmulated } from '../errors';
import type { GraphRequest, GraphVersion } from '../route';

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
    const option = supported.find((known) => known === nameOf(name, version));
    if (option === undefined) throw unknownOption(name);
    if (options.has(option)) throw repeatedOption(option);
    options.set(option, value);
  }
  return options;
}

/** The value of one option; `undefined` when it was not sent. */
export function optionOf(
  { query, version }: Pick<GraphRequest, 'query' | 'version'>,
  option: QueryOption,
): string | undefined {
  return [...query].find(([name]) => nameOf(name, version) === option)?.[1];
}

/** The beta endpoint does without the dollar sign. */
function nameOf(name: string, version: GraphVersion): string {
  const isBare = version === 'beta' && !name.startsWith('$');
  return (isBare ? `$${name}` : name).toLowerCase();
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
