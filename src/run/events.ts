/** What users are told: in JupiterOne's job log, and in the log of a local run, which shows no events. */
import type {
  IntegrationInfoEventName,
  IntegrationLogger,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';

export type EventLogger = Pick<
  IntegrationLogger,
  'info' | 'warn' | 'publishInfoEvent' | 'publishWarnEvent'
>;

export function publishInfo(
  logger: EventLogger,
  name: IntegrationInfoEventName,
  description: string,
): void {
  logger.info({ event: name }, description);
  logger.publishInfoEvent({ name, description });
}

export function publishWarning(
  logger: EventLogger,
  name: IntegrationWarnEventName,
  description: string,
): void {
  logger.warn({ event: name }, description);
  logger.publishWarnEvent({ name, description });
}
