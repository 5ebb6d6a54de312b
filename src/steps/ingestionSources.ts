/** What users can switch off in JupiterOne; the account and users are always collected. */
import type { IntegrationIngestionConfigFieldMap } from '@jupiterone/integration-sdk-core';

export const ingestionSourceIds = { groups: 'groups' } as const;

export type IngestionSourceId =
  (typeof ingestionSourceIds)[keyof typeof ingestionSourceIds];

export const ingestionSources: Record<
  IngestionSourceId,
  IntegrationIngestionConfigFieldMap[string]
> = {
  groups: {
    title: 'Groups',
    description:
      'Microsoft Entra ID groups and their members: azure_user_group, azure_group_member and the memberships.',
  },
};
