/** An answer that a step can do without: asked for before anything is emitted. */
import { IntegrationInfoEventName } from '@jupiterone/integration-sdk-core';
import {
  isForbidden,
  isNotApplicableToTenant,
  isUnexplained,
} from '../graph/errors/errors';
import { cloudThatLacks } from '../graph/clouds/nationalClouds';
import {
  endpointName,
  type GraphRequest,
  type RequestDeclaration,
} from '../graph/request';
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
  context: StepContext,
  request: GraphRequest<Payload>,
): Promise<Payload | undefined> {
  try {
    return await context.graph.get(request);
  } catch (error) {
    if (
      isNotApplicableToTenant(error) ||
      tellAbsence(context, request, error)
    ) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Tells users why an extra is absent, if the failure says that it is: the
 * application may not have it, or its national cloud has no such request.
 *
 * @returns whether it says so
 */
export function tellAbsence(
  { logger, instance }: StepContext,
  request: RequestDeclaration,
  failure: unknown,
): boolean {
  if (isForbidden(failure) || isUnexplained(failure)) {
    publishMissingPermission(logger, failure, [request]);
    return true;
  }
  const lacking = cloudThatLacks(failure, instance.config.cloud);
  if (lacking) {
    publishInfo(
      logger,
      'M365-DATA-016',
      IntegrationInfoEventName.Info,
      `${lacking} does not answer ${endpointName(request)}: what it would add is not collected.`,
    );
  }
  return lacking !== undefined;
}
