/** An answer that a step can do without: asked for before anything is emitted. */
import { IntegrationInfoEventName } from '@jupiterone/integration-sdk-core';
import {
  isForbidden,
  isNotApplicableToTenant,
  isUnexplained,
  type GraphResponseError,
} from '../graph/errors/errors';
import { cloudThatLacks } from '../graph/clouds/nationalClouds';
import { endpointName, type GraphRequest } from '../graph/request';
import type { StepContext } from './context';
import { publishInfo } from './events';
import { publishMissingPermission } from './failures';

/**
 * The answer, or undefined when the application may not have it (one event
 * names the permission), Graph refused it again and again, the tenant has no
 * Intune, or its national cloud has no such request (one event says so). Every
 * other failure fails the step: an answer that is only late is not an absent one.
 */
export async function getOptionalExtra<Payload>(
  { graph, logger, instance }: StepContext,
  request: GraphRequest<Payload>,
  onForbidden: (error: GraphResponseError) => void = (error) =>
    publishMissingPermission(logger, error, [request]),
): Promise<Payload | undefined> {
  try {
    return await graph.get(request);
  } catch (error) {
    if (isForbidden(error) || isUnexplained(error)) {
      onForbidden(error);
      return undefined;
    }
    if (isNotApplicableToTenant(error)) {
      return undefined;
    }
    const lacking = cloudThatLacks(error, instance.config.cloud);
    if (lacking) {
      publishInfo(
        logger,
        IntegrationInfoEventName.Info,
        `${lacking} does not answer ${endpointName(request)}: what it would add is not collected.`,
      );
      return undefined;
    }
    throw error;
  }
}
