/** Cuts one page out of a collection. https://learn.microsoft.com/graph/paging */
import type { GraphContext } from '../context';
import { badRequest, unsupportedQuery } from '../errors';
import type { GraphCall } from '../route';
import { invalidPageToken, type PagePosition } from './pageToken';
import type { QueryOptions } from './query';

const defaultPageSize = 100;
const largestPageSize = 999;

export interface Page<T> {
  readonly items: readonly T[];
  /** Absolute, whether or not the call came in a $batch. */
  readonly nextLink?: string;
}

/** `largestPage`: where the service returns shorter pages than `$top` asks for. */
export function cutPage<T>(
  items: readonly T[],
  call: GraphCall,
  options: QueryOptions,
  context: GraphContext,
  largestPage: number = largestPageSize,
): Page<T> {
  const size = Math.min(readTop(options), largestPage);
  return pageAt(items, call, options, context, size);
}

/** `size` items, at most, from where the page token of the call says. */
export function pageAt<T>(
  items: readonly T[],
  call: GraphCall,
  options: QueryOptions,
  context: GraphContext,
  size: number,
): Page<T> {
  const { origin, pageTokens } = context;
  const position = readPosition(call, options, pageTokens);
  const end = position.offset + pageLimit(size, call, context);
  const page = items.slice(position.offset, end);
  if (end >= items.length) return { items: page };
  const token = pageTokens.write({ ...position, offset: end });
  const next = [...position.options, ['$skiptoken', token] as const];
  return { items: page, nextLink: linkTo(call, origin, next) };
}

/** Fewer items than were asked for, where the emulator was told to be stingy. */
export function pageLimit(
  size: number,
  { path }: GraphCall,
  { largestPage }: GraphContext,
): number {
  return Math.min(size, largestPage?.(path) ?? size);
}

/** The collection of the call with other options. */
export function linkTo(
  { version, path }: GraphCall,
  origin: string,
  options: readonly (readonly [string, string])[],
): string {
  const query = options
    .map(([name, value]) => `${name}=${encodeOption(value)}`)
    .join('&');
  return `${origin}/${version}${path}?${query}`;
}

function readTop(options: QueryOptions): number {
  const top = options.get('$top');
  if (top === undefined) return defaultPageSize;
  if (!/^\d+$/.test(top)) {
    throw badRequest(
      `Invalid value '${top}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  }
  const size = Number(top);
  if (size < 1 || size > largestPageSize) {
    throw unsupportedQuery(
      `Invalid page size specified: '${top}'. Must be between 1 and ${largestPageSize} inclusive.`,
    );
  }
  return size;
}

/** A link must be followed as it is: a token is no good for another collection or with other options. */
function readPosition(
  { version, path }: GraphCall,
  options: QueryOptions,
  pageTokens: GraphContext['pageTokens'],
): PagePosition {
  const token = options.get('$skiptoken');
  const first: PagePosition = {
    collection: `${version}${path}`,
    options: [...options].filter(([name]) => name !== '$skiptoken').sort(),
    offset: 0,
  };
  if (token === undefined) return first;
  const position = pageTokens.read(token);
  const same =
    JSON.stringify({ ...position, offset: 0 }) === JSON.stringify(first);
  if (!same) throw invalidPageToken();
  return position;
}

/** Graph leaves commas readable. */
function encodeOption(value: string): string {
  return encodeURIComponent(value).replaceAll('%2C', ',');
}
