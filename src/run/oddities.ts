/** Single odd items fail no step. They are counted, and told once a kind at the end of their step. */
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import { publishWarning, type EventLogger } from './events';
import type { ProgressMeter } from './progress/meter';
import type { OddityKind } from './wholeness/leftOutKinds';

/** Where odd items are told: a step's context is such a place. */
export interface OddityAudience {
  readonly logger: EventLogger;
  readonly meter: Pick<ProgressMeter, 'countOdd'>;
}

/**
 * Tells users that something is missing, in an event.
 *
 * @param count nothing is told of none
 * @param description in whole sentences, with the count
 */
export function publishOdd(
  { logger, meter }: OddityAudience,
  kind: OddityKind,
  count: number,
  description: string,
): void {
  if (count > 0) {
    meter.countOdd(kind, count);
    publishWarning(
      logger,
      IntegrationWarnEventName.IncompleteData,
      description,
      { kind, count },
    );
  }
}

/**
 * Tells of items that nobody misses, in the log only.
 *
 * @param count nothing is told of none
 * @param message without the count, which is a field of the line
 */
export function logOdd(
  { logger, meter }: OddityAudience,
  kind: OddityKind,
  count: number,
  message: string,
): void {
  if (count > 0) {
    meter.countOdd(kind, count);
    logger.info({ kind, count }, message);
  }
}
