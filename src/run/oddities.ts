/** Single odd items fail no step. They are counted, and told once a kind at the end of their step. */
import { IntegrationWarnEventName } from '@jupiterone/integration-sdk-core';
import { coded, type MessageCode } from '../graph/basics/messageCodes';
import { publishWarning, type EventLogger } from './events';
import type { ProgressMeter } from './progress/meter';
import type { OddityKind } from './leftOut/kinds';

/** Where odd items are told: a step's context is such a place. */
export interface OddityAudience {
  readonly logger: EventLogger;
  readonly meter: Pick<ProgressMeter, 'countOdd'>;
}

/** Nothing is told of a count of none. */
export interface OddItems {
  readonly code: MessageCode;
  readonly kind: OddityKind;
  readonly count: number;
  /** Of an event in whole sentences, with the count; of a log line without it, because it is a field of the line. */
  readonly description: string;
}

/** Tells users that something is missing, in an event. */
export function publishOdd(
  { logger, meter }: OddityAudience,
  { code, kind, count, description }: OddItems,
): void {
  if (count > 0) {
    meter.countOdd(kind, count);
    const name = IntegrationWarnEventName.IncompleteData;
    publishWarning(logger, code, name, description, { kind, count });
  }
}

/** Tells of items that nobody misses, in the log only. */
export function logOdd(
  { logger, meter }: OddityAudience,
  { code, kind, count, description }: OddItems,
): void {
  if (count > 0) {
    meter.countOdd(kind, count);
    logger.info({ kind, count }, coded(code, description));
  }
}
