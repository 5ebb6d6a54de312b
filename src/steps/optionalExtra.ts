/** An answer that a step can do without: asked for before anything is emitted. */
import {
  isForbidden,
  isNotApplicableToTenant,
  type GraphResponseError,
} from '../graph/errors';
import type { GraphRequest } from '../graph/request';
import type { StepContext } from './context';
import { publishMissingPermission } from './failures';

/**
 * The answer, or undefined when the application may not have it (one event
 * names the permission) or the tenant has no Intune. Every other failure fails
 * the step: an answer that is only late is not an absent one.
 */
export async function getOptionalExtra<Payload>(
  { graph, logger }: StepContext,
  request: GraphRequest<Payload>,
  onForbidden: (error: GraphResponseError) => void = (error) =>
    publishMissingPermission(logger, error, [request]),
): Promise<Payload | undefined> {
  try {
    return await graph.get(request);
  } catch (error) {
    if (isForbidden(error)) {
      onForbidden(error);
      return undefined;
    }
    if (isNotApplicableToTenant(error)) {
      return undefined;
    }
    throw error;
  }
}
