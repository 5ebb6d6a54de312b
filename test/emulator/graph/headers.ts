/** The headers of Graph's answers. https://learn.microsoft.com/graph/best-practices-concept */
import type { Headers } from '../http/message';
import type { RequestIds } from './errors';
import { optionOf, type QueryOption } from './odata/query';
import type { GraphCall } from './route';

const odataJson =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

const diagnostic = JSON.stringify({
  ServerInfo: {
    DataCenter: 'Emulator',
    Slice: 'E',
    Ring: '1',
    ScaleUnit: '001',
    RoleInstance: 'EMULATOR',
  },
});

/** On every HTTP answer; the answers inside a $batch share those of the batch. */
export function transportHeaders(ids: RequestIds): Headers {
  return {
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
    'x-ms-ags-diagnostic': diagnostic,
    'Strict-Transport-Security': 'max-age=31536000',
  };
}

/** On a successful answer, batched or not. */
export function successHeaders(call: GraphCall): Headers {
  return {
    'Cache-Control': 'no-cache',
    'OData-Version': '4.0',
    'Content-Type': odataJson,
    ...costHeader(call),
  };
}

/** On a refused one. */
export function errorHeaders(): Headers {
  return { 'Cache-Control': 'no-cache', 'Content-Type': 'application/json' };
}

/** What the directory charges for refusing a call: recorded beside a 403; other refusals do not speak of a price. */
export const priceOfForbidden = 1;

export function refusalCostHeader(status: number, call: GraphCall): Headers {
  const isCharged = status === 403 && call.route.service === 'directory';
  return isCharged ? { 'x-ms-resource-unit': String(priceOfForbidden) } : {};
}

function costHeader(call: GraphCall): Headers {
  if (call.route.service !== 'directory') return {};
  return { 'x-ms-resource-unit': String(resourceUnits(call)) };
}

/**
 * The price of a directory call, never below 1.
 * https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits
 * Where recorded answers say otherwise they are right: lists of users with `$select` cost 2.
 */
export function resourceUnits(call: GraphCall): number {
  const has = (option: QueryOption) => optionOf(call, option) !== undefined;
  const { resourceUnits: base = 1, resourceUnitsWithSelect } = call.route;
  const selecting = resourceUnitsWithSelect ?? base - 1;
  const price = has('$select') ? selecting : base;
  const asksForFew = Number(optionOf(call, '$top') ?? Infinity) < 20;
  const surcharge = has('$expand') ? 1 : 0;
  return Math.max(price - (asksForFew ? 1 : 0) + surcharge, 1);
}
