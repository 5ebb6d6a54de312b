/**
 * A child that answers 404 was deleted since its parent was listed: it is left
 * out. When all of them do, nobody deleted them all in a minute: Graph no longer
 * has what is asked for, and "nothing" would be a wrong answer.
 */
import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import { endpointName, type RequestDeclaration } from '../graph/request';

/** Fewer than so many may all have been deleted. */
const TOO_MANY_TO_VANISH = 3;

/** @throws IntegrationProviderAPIError when all children of a listing are missing */
export function refuseAllMissing(
  request: RequestDeclaration,
  missing: number,
  total: number,
): void {
  if (missing === total && total >= TOO_MANY_TO_VANISH) {
    throw new IntegrationProviderAPIError({
      endpoint: endpointName(request),
      status: 404,
      statusText: `all ${total} requests found nothing`,
    });
  }
}
