/** The failure policy's words: from an error of the Graph client to the error and the event that users see. */
import {
  IntegrationProviderAPIError,
  IntegrationProviderAuthenticationError,
  IntegrationProviderAuthorizationError,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import { codedMessage } from '../graph/errors/codedMessage';
import {
  GraphError,
  GraphResponseError,
  isForbidden,
  LoginError,
} from '../graph/errors/errors';
import { cloudThatLacks } from '../graph/clouds/nationalClouds';
import {
  endpointName,
  type RequestDeclaration,
  type PermissionNeed,
} from '../graph/request';

import { publishWarning, type EventLogger } from './events';
import { coded, type MessageCode } from '../graph/basics/messageCodes';

/**
 * The SDK error of a failed step. Foreign errors never become its cause; errors
 * that are not the client's are passed through.
 *
 * @param cloud as configured; it may lack what was asked of it
 */
export function toIntegrationError(error: unknown, cloud?: string): unknown {
  if (!(error instanceof GraphError)) {
    return error;
  }
  const { endpoint } = error;
  if (isForbidden(error)) {
    return new IntegrationProviderAuthorizationError({
      endpoint,
      status: error.status,
      statusText: coded(
        error.messageCode,
        `${error.code} ${error.graphMessage}`.trim(),
      ),
    });
  }
  if (error instanceof LoginError && isRefusal(error)) {
    return new IntegrationProviderAuthenticationError({
      endpoint,
      status: `AADSTS${error.aadsts}`,
      statusText: codedMessage(error),
    });
  }
  const lacking = cloudThatLacks(error, cloud);
  const message = lacking
    ? coded(
        'M365-GRAPH-012',
        `${error.message}. ${lacking} may not have this request: https://learn.microsoft.com/graph/deployments.`,
      )
    : codedMessage(error);
  return new IntegrationProviderAPIError({
    endpoint,
    status: error instanceof GraphResponseError ? error.status : error.name,
    statusText: message,
    message,
  });
}

/** Publishes which permission is missing, where it was needed and what follows. */
export function publishMissingPermission(
  logger: EventLogger,
  error: GraphResponseError,
  requests: readonly RequestDeclaration[],
): void {
  const request = requests.find(
    (candidate) => endpointName(candidate) === error.endpoint,
  );
  const [code, description] = request
    ? describeMissingPermission(request.permission, error)
    : unknownRequest(error);
  publishWarning(
    logger,
    code,
    IntegrationWarnEventName.MissingPermission,
    description,
  );
}

type Coded = readonly [code: MessageCode, description: string];

function unknownRequest({ endpoint, status, code }: GraphResponseError): Coded {
  return [
    'M365-PERM-005',
    `Microsoft Graph refused ${endpoint}: ${status} ${code}.`,
  ];
}

function describeMissingPermission(
  permission: PermissionNeed,
  error: GraphResponseError,
): Coded {
  const [least, ...others] = permission.anyOf;
  const alternatives =
    others.length > 0 ? ` (or ${others.join(' or ')} instead)` : '';
  if (error.kind === 'momentary') {
    return [
      'M365-PERM-004',
      `Microsoft Graph refused ${error.endpoint} several times with ${error.status} ${error.code || '(no code)'}, and named no cause. ` +
        `Without it: ${permission.without}.`,
    ];
  }
  return [
    'M365-PERM-003',
    `Missing permission ${least}${alternatives}: Microsoft Graph refused ${error.endpoint} ` +
      `with ${error.status} ${error.code}. Without it: ${permission.without}. ` +
      'Grant the application permission to the app registration in Microsoft Entra ID and give admin consent.',
  ];
}

/** Not one that Entra ID may take back: this error ends the whole run. */
function isRefusal({ aadsts, isEntraUnavailable }: LoginError): boolean {
  return aadsts !== undefined && !isEntraUnavailable;
}
