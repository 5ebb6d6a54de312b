/** What users are told: in JupiterOne's job log, and in the log of a local run, which shows no events. */
import type {
  IntegrationInfoEventName,
  IntegrationLogger,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import { coded, type MessageCode } from '../graph/basics/messageCodes';

export type EventLogger = Pick<
  IntegrationLogger,
  'info' | 'warn' | 'publishInfoEvent' | 'publishWarnEvent'
>;

export function publishInfo(
  logger: EventLogger,
  code: MessageCode,
  name: IntegrationInfoEventName,
  text: string,
): void {
  const description = coded(code, text);
  logger.info({ event: name }, description);
  logger.publishInfoEvent({ name, description });
}

export function publishWarning(
  logger: EventLogger,
  code: MessageCode,
  name: IntegrationWarnEventName,
  text: string,
): void {
  const description = coded(code, text);
  logger.warn({ event: name }, description);
  logger.publishWarnEvent({ name, description });
}
