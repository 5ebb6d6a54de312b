/** The Intune account's id: the first part of every finding's key. */
import { IntegrationProviderAPIError } from '@jupiterone/integration-sdk-core';
import type { GraphClient } from '../../graph/client';
import { endpointName } from '../../graph/request';
import { readId } from '../../model/keys';
import { intuneAccountRequest } from '../account/request';

export async function fetchIntuneAccountId(
  graph: GraphClient,
): Promise<string> {
  const { intuneAccountId } = await graph.get(intuneAccountRequest);
  const id = readId(intuneAccountId);
  if (id === undefined) {
    throw new IntegrationProviderAPIError({
      endpoint: endpointName(intuneAccountRequest),
      status: 200,
      statusText: 'Intune gave no account id, which findings are named by',
    });
  }
  return id;
}
