/** Pages of Intune's lists: each list counts, links and limits in its own way. */
import type { GraphContext } from '../context';
import { badRequest } from '../errors';
import type { GraphAnswer, GraphCall } from '../route';
import { linkTo, pageAt, pageLimit, type Page } from './page';
import type { QueryOption, QueryOptions } from './query';
import { contextOf } from './select';

export interface IntuneList {
  /** `deviceManagement/managedDevices`. */
  readonly set: string;
  readonly selected?: readonly string[];
  /** What `@odata.count` claims, unasked. */
  readonly count?: number;
  readonly page: Page<object>;
}

export function intuneListAnswer(
  { version }: GraphCall,
  { origin }: GraphContext,
  { set, selected, count, page }: IntuneList,
): GraphAnswer {
  return {
    status: 200,
    body: {
      '@odata.context': contextOf(origin, version, set, {
        selected,
        properties: [],
      }),
      '@odata.count': count,
      '@odata.nextLink': page.nextLink,
      value: page.items,
    },
  };
}

/** What `$top` asks for; more than the largest page is not refused, only not given. */
export function readPageSize(
  options: QueryOptions,
  largest: number,
  usual = largest,
): number {
  const top = options.get('$top');
  if (top === undefined) return usual;
  return Math.min(readCount('$top', top), largest);
}

function readCount(option: QueryOption, value: string): number {
  if (!/^\d+$/.test(value) || (option === '$top' && Number(value) === 0)) {
    throw badRequest(
      `Invalid value '${value}' for ${option} query option found. The ${option} query option requires a non-negative integer value.`,
    );
  }
  return Number(value);
}

/** With a token that only says where to go on. */
export function cutTokenPage<T>(
  items: readonly T[],
  call: GraphCall,
  options: QueryOptions,
  context: GraphContext,
  largest: number,
): Page<T> {
  return pageAt(items, call, options, context, readPageSize(options, largest));
}

/** With `$skip`, so that any page can be asked for without the ones before. */
export function cutSkipPage<T>(
  items: readonly T[],
  call: GraphCall,
  options: QueryOptions,
  context: GraphContext,
  largest: number,
): Page<T> {
  const { origin } = context;
  const size = pageLimit(readPageSize(options, largest), call, context);
  const start = readCount('$skip', options.get('$skip') ?? '0');
  const end = start + size;
  const page = items.slice(start, end);
  if (end >= items.length) return { items: page };
  const others = [...options].filter(([name]) => name !== '$skip');
  const top = options.has('$top') ? [] : [['$top', String(size)] as const];
  const link = [...others, ...top, ['$skip', String(end)] as const];
  return { items: page, nextLink: linkTo(call, origin, link) };
}

const cosmosPrefix = '%5Bcosmosdb%5D';

/**
 * With the token of the database behind: encoded twice in the link, and the other options in another notation than they
 * were sent in, as was recorded. So it survives only a client that follows the link as it is.
 */
export function cutCosmosPage<T>(
  items: readonly T[],
  call: GraphCall,
  options: QueryOptions,
  context: GraphContext,
  pages: { readonly usual: number; readonly largest: number },
): Page<T> {
  const token = options.get('$skiptoken');
  const plain = new Map(options);
  if (token !== undefined) plain.set('$skiptoken', readCosmosToken(token));
  const size = readPageSize(options, pages.largest, pages.usual);
  const page = pageAt(items, call, plain, context, size);
  if (page.nextLink === undefined) return page;
  const url = new URL(page.nextLink);
  const next = url.searchParams.get('$skiptoken') ?? '';
  const others = [...options].filter(([name]) => name !== '$skiptoken');
  const link = linkTo(call, context.origin, [
    ...others,
    ['$skiptoken', writeCosmosToken(next)],
  ]);
  const nextLink = link.replaceAll(',', '%2c').replaceAll('%20', '+');
  return { items: page.items, nextLink };
}

function writeCosmosToken(token: string): string {
  return encodeURIComponent(`[cosmosdb][{"token":"${token}"}]`);
}

function readCosmosToken(value: string): string {
  const token = /"token":"([^"]*)"/.exec(
    value.startsWith(cosmosPrefix) ? decodeURIComponent(value) : '',
  )?.[1];
  if (token === undefined) throw badRequest('Invalid skip token.');
  return token;
}
