/** Says before a run begins what heap it needs, and how to divide it when that is more than there is. */
import { getHeapStatistics } from 'node:v8';
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import { publishWarning, type EventLogger } from '../events';
import type { IngestionSourceId } from '../ingestionSources';
import {
  divide,
  fits,
  shareOf,
  type Share,
  type TenantCounts,
} from './estimate';
import { formatNumber, megabytes, MEGABYTE } from './megabytes';

/**
 * A warning, no refusal: the counts do not say what each device has. Should the
 * heap fill, its guard ends the steps that fill it.
 *
 * @param sources those that are collected
 * @param limit of the heap, in bytes
 */
export function tellHeap(
  logger: EventLogger,
  counts: TenantCounts,
  sources: readonly IngestionSourceId[],
  limit = getHeapStatistics().heap_size_limit,
): void {
  const whole = shareOf(counts, sources);
  const { objects, heapMb } = whole;
  const limitMb = Math.round(limit / MEGABYTE);
  logger.info(
    { ...counts, objects, heapMb, limitMb },
    'The number of objects and the heap were estimated',
  );
  if (fits(whole, limit)) {
    return;
  }
  const { users, groups, devices } = counts;
  publishWarning(
    logger,
    'M365-DATA-021',
    IntegrationWarnEventName.IncompleteData,
    `This run may need more memory than it has: ${formatNumber(users)} users, ${formatNumber(groups)} groups and ${formatNumber(devices)} devices ` +
      `give up to ${formatNumber(objects)} objects, which need a heap of ${formatNumber(heapMb)} MB; the limit is ${megabytes(limit)} MB. ` +
      'Steps that come near the limit will fail, and JupiterOne keeps what it has of their types. ' +
      `Set NODE_OPTIONS=--max-old-space-size=${heapMb}${describeDivision(divide(counts, sources, limit))}.`,
  );
}

/** Nothing where there are no two shares. */
function describeDivision(shares: readonly Share[]): string {
  if (shares.length < 2) {
    return '';
  }
  const parts = shares.map(
    ({ sources, heapMb }) =>
      `${sources.join(' + ')} (${formatNumber(heapMb)} MB)`,
  );
  return `, or divide the ingestion sources among ${shares.length} integration instances: ${parts.join('; ')}`;
}
