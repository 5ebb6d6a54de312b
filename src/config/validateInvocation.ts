/** Refuses a configuration that cannot work, in words that say what to do. */
import {
  IntegrationProviderAPIError,
  IntegrationProviderAuthorizationError,
  IntegrationValidationError,
} from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../graph/client';
import { EmulatorOriginError } from '../graph/clouds/clouds';
import {
  errorMessage,
  GraphError,
  isForbidden,
  LoginError,
  obstacleOf,
} from '../graph/errors/errors';
import type { GraphLogger } from '../graph/basics/logger';
import { ProxyAddressError } from '../graph/network/proxy';
import { defineRequest } from '../graph/request';
import type { IntegrationConfig } from './fields';
import { describeLoginFailure } from './loginFailures';
import { validateShape } from './validateShape';
import { coded } from '../graph/basics/messageCodes';

/** The cheapest call that proves login, consent and the one permission that nothing works without. */
const probeRequest = defineRequest<{ id: string }>()({
  version: 'v1.0',
  path: '/organization',
  select: ['id'],
  workload: 'directory',
  cost: 1,
  permission: {
    anyOf: ['Organization.Read.All', 'Directory.Read.All'],
    without: 'the account, and so everything that belongs to it',
  },
  documentation: 'https://learn.microsoft.com/graph/api/organization-list',
});

export interface ValidationContext {
  readonly instance: { readonly config: IntegrationConfig };
  readonly executionConfig: { readonly graph: GraphClient };
  readonly logger: GraphLogger;
  /** Asks for what the run needs first, in the same round trip as the live call. Not called for a configuration of the wrong shape. */
  readonly askBeside?: (graph: GraphClient) => void;
}

/**
 * Checks the shape of the configuration, then makes one live call.
 *
 * @throws IntegrationValidationError for what the configuration can heal
 * @throws IntegrationProviderAuthorizationError without Organization.Read.All
 * @throws IntegrationProviderAPIError when Microsoft is out of reach
 */
export async function validateInvocation({
  instance,
  executionConfig,
  logger,
  askBeside,
}: ValidationContext): Promise<void> {
  const config = validateShape(instance.config);
  try {
    const graph = executionConfig.graph.withLogger(logger);
    const answer = graph.get(probeRequest);
    askBeside?.(graph);
    await answer;
  } catch (error) {
    throw explain(error, config);
  }
}

function explain(error: unknown, config: IntegrationConfig): unknown {
  if (
    error instanceof EmulatorOriginError ||
    error instanceof ProxyAddressError
  ) {
    return new IntegrationValidationError(error.message);
  }
  if (error instanceof LoginError && !error.isEntraUnavailable) {
    const refusal = describeLoginFailure(error, config);
    if (refusal !== undefined) {
      return new IntegrationValidationError(refusal);
    }
  }
  if (isForbidden(error)) {
    return new IntegrationProviderAuthorizationError({
      endpoint: error.endpoint,
      status: error.status,
      statusText: coded(
        'M365-GRAPH-011',
        `${error.code}. Grant the application permission Organization.Read.All to the app registration in Microsoft Entra ID, and give admin consent.`,
      ),
    });
  }
  if (error instanceof GraphError) {
    const obstacle = obstacleOf(error);
    return new IntegrationProviderAPIError({
      endpoint: error.endpoint,
      status: error.name,
      statusText: error.message,
      message: obstacle
        ? `Microsoft was not reached: ${obstacle.sentence}`
        : coded(
            'M365-NET-016',
            `Microsoft could not be reached or did not answer: ${errorMessage(error)}. Check the network, a proxy or firewall, and https://status.cloud.microsoft.`,
          ),
    });
  }
  return error;
}
