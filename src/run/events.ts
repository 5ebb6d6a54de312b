/** What users are told: in JupiterOne's job log, and in the log of a local run, which shows no events. */
import type {
  IntegrationInfoEventName,
  IntegrationLogger,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import type { CountOfKind } from './leftOut/kinds';
import { coded, type MessageCode } from '../graph/basics/messageCodes';

export type EventLogger = Pick<
  IntegrationLogger,
  'info' | 'warn' | 'publishInfoEvent' | 'publishWarnEvent'
>;

/** @param count where the event tells of items that are left out or odd */
export function publishInfo(
  logger: EventLogger,
  code: MessageCode,
  name: IntegrationInfoEventName,
  text: string,
  count?: CountOfKind,
): void {
  const description = coded(code, text);
  logger.info({ event: name, ...count }, description);
  logger.publishInfoEvent({ name, description });
}

/** @param count where the event tells of items that are left out or odd */
export function publishWarning(
  logger: EventLogger,
  code: MessageCode,
  name: IntegrationWarnEventName,
  text: string,
  count?: CountOfKind,
): void {
  const description = coded(code, text);
  logger.warn({ event: name, ...count }, description);
  logger.publishWarnEvent({ name, description });
}
