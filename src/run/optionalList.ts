/** A list that a step can do without. When it cannot be had, one event tells what is missing and why. */
import {
  IntegrationInfoEventName,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import {
  isBadRequest,
  isForbidden,
  isNotLicensed,
  type GraphError,
} from '../graph/errors/errors';
import {
  endpointName,
  withoutTop,
  type GraphRequest,
  type RequestDeclaration,
} from '../graph/request';
import type { StepContext } from './context';
import { publishInfo, publishWarning } from './events';
import { isAboutRequest } from './itemFailures';
import { tellAbsence } from './optionalExtra';
import { tokenLacks } from './permissions/granted';
import { joinedCauses } from './wholeness/completeness';

/** Two refusals must be so far apart for the second one to confirm the first. */
const PROVING_PAUSE_MS = 3_000;

/**
 * Reads the list page by page. It is not requested when the token does not name
 * the permission. A permission that the token names and Graph misses is tried twice.
 *
 * @param take gets every page, those of a reading that failed included
 * @returns whether all of it came; if not, what was taken is not to be used
 * @throws what is not about the request: a login that failed, a step that has ended
 */
export async function readOptionalList<Payload>(
  context: StepContext,
  request: GraphRequest<Payload>,
  take: (page: readonly Payload[]) => void,
): Promise<boolean> {
  if (await tokenLacks(context.graph, request.permission)) {
    tellNotGranted(context, request);
    return false;
  }
  let failure = await readPages(context, request, take);
  if (isForbidden(failure) && !isNotLicensed(failure)) {
    await context.graph.pause(PROVING_PAUSE_MS);
    failure = await readPages(context, request, take);
  } else if (isBadRequest(failure) && '$top' in request.query) {
    failure = await readPages(context, withoutTop(request), take);
  }
  if (failure) {
    tellFailure(context, request, failure);
  }
  return failure === undefined;
}

async function readPages<Payload>(
  { graph }: StepContext,
  request: GraphRequest<Payload>,
  take: (page: readonly Payload[]) => void,
): Promise<GraphError | undefined> {
  try {
    for await (const page of graph.list(request)) {
      take(page);
    }
    return undefined;
  } catch (error) {
    if (!isAboutRequest(error)) {
      throw error;
    }
    return error;
  }
}

function tellNotGranted(
  { logger }: StepContext,
  request: RequestDeclaration,
): void {
  const { anyOf, without, isUnrequested } = request.permission;
  const description = `${endpointName(request)} is not requested, because the access token does not have the permission ${anyOf.join(' or ')}. Without it: ${without}.`;
  if (isUnrequested) {
    publishInfo(
      logger,
      'M365-PERM-007',
      IntegrationInfoEventName.Info,
      description,
    );
  } else {
    publishWarning(
      logger,
      'M365-PERM-006',
      IntegrationWarnEventName.MissingPermission,
      description,
    );
  }
}

function tellFailure(
  context: StepContext,
  request: RequestDeclaration,
  failure: GraphError,
): void {
  const { logger } = context;
  const { without } = request.permission;
  if (isNotLicensed(failure)) {
    publishInfo(
      logger,
      'M365-DATA-015',
      IntegrationInfoEventName.Info,
      `Microsoft Graph answers ${endpointName(request)} only for tenants with a Microsoft Entra ID P1 or P2 license. Without it: ${without}.`,
    );
  } else if (!tellAbsence(context, request, failure)) {
    publishWarning(
      logger,
      'M365-DATA-007',
      IntegrationWarnEventName.IncompleteData,
      `Not collected in this run: ${without}. ${joinedCauses([failure.message])}.`,
    );
  }
}
