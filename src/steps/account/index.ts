/** The account: the organization, and what Intune says of it. */
import {
  IntegrationProviderAPIError,
  IntegrationWarnEventName,
} from '@jupiterone/integration-sdk-core';
import { GraphError } from '../../graph/errors/errors';
import {
  endpointName,
  forParameters,
  type GraphRequest,
} from '../../graph/request';
import { joinedCauses } from '../../run/wholeness/completeness';
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import { publishWarning } from '../../run/events';
import { RefusedFields } from '../../run/listing/refusedFields';
import { getOptionalExtra } from '../../run/optionalExtra';
import { stepIds } from '../../run/stepIds';
import { webLinksOf } from '../../run/webLinks';
import { toAccountEntity, type AccountSource } from './converter';
import { AccountEntity } from './entity';
import {
  intuneAccountRequest,
  intuneSubscriptionRequest,
  mdmAuthorityRequest,
  optionalOrganizationFields,
  organizationRequest,
  type OrganizationPayload,
} from './request';
import { coded } from '../../graph/basics/messageCodes';

async function fetchAccount(context: StepContext): Promise<void> {
  const organization = await fetchOrganization(context);
  const intune = await fetchIntune(context, organization);
  const links = await webLinksOf(context);
  const { instance } = context;
  await context.emission.add([
    toAccountEntity({ instance, organization, intune }, links),
  ]);
}

/** Without the properties that a tenant or a cloud refuses, each of which an event tells. */
async function fetchOrganization(
  context: StepContext,
  refused = new RefusedFields(
    context,
    'the organization',
    optionalOrganizationFields,
    'object',
  ),
): Promise<OrganizationPayload> {
  const request = refused.without(organizationRequest);
  try {
    return await readOrganization(context, request);
  } catch (error) {
    if (!(await refused.explain(request, error))) {
      throw error;
    }
    return fetchOrganization(context, refused);
  }
}

/** A tenant has exactly one organization. */
async function readOrganization(
  { graph }: StepContext,
  request: typeof organizationRequest,
): Promise<OrganizationPayload> {
  for await (const [organization] of graph.list(request)) {
    if (organization) {
      return organization;
    }
  }
  throw new IntegrationProviderAPIError({
    endpoint: endpointName(organizationRequest),
    status: 200,
    statusText: coded('M365-STEP-005', 'the tenant has no organization'),
  });
}

async function fetchIntune(
  context: StepContext,
  { id }: OrganizationPayload,
): Promise<AccountSource['intune']> {
  const [root, mdm, subscription] = await Promise.all([
    getExtra(context, intuneAccountRequest),
    id && getExtra(context, forParameters(mdmAuthorityRequest, { id })),
    getExtra(context, intuneSubscriptionRequest),
  ]);
  return {
    accountId: root?.intuneAccountId,
    mdmAuthority: mdm ? mdm.mobileDeviceManagementAuthority : undefined,
    subscriptionState: subscription?.value,
  };
}

/** Most other steps build on the account: a property less must not take them. */
async function getExtra<Payload>(
  context: StepContext,
  request: GraphRequest<Payload>,
): Promise<Payload | undefined> {
  try {
    return await getOptionalExtra(context, request);
  } catch (error) {
    if (!(error instanceof GraphError)) {
      throw error;
    }
    publishWarning(
      context.logger,
      'M365-DATA-007',
      IntegrationWarnEventName.IncompleteData,
      `Not collected in this run: ${request.permission.without}. ${joinedCauses([error.message])}.`,
    );
    return undefined;
  }
}

export const accountStep = defineStep({
  id: stepIds.account,
  name: 'Fetch account',
  entities: [AccountEntity],
  relationships: [],
  datasets: [
    {
      what: 'the organization',
      proof: 'count',
      how: 'a tenant has exactly one',
      requests: [organizationRequest],
    },
    {
      what: 'what Intune says of the account',
      proof: 'none',
      how: 'single values, an event reports each that is not available',
      requests: [
        intuneAccountRequest,
        intuneSubscriptionRequest,
        mdmAuthorityRequest,
      ],
    },
  ],
  handler: fetchAccount,
});
