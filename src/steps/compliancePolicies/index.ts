/** Compliance policies of both families, those without any device included. */
import {
  IntegrationInfoEventName,
  type Entity,
} from '@jupiterone/integration-sdk-core';
import {
  errorMessage,
  isBadRequest,
  isUnknownSegment,
} from '../../graph/errors/errors';
import { cloudThatLacks } from '../../graph/clouds/nationalClouds';
import {
  endpointName,
  withoutSelect,
  type GraphRequest,
} from '../../graph/request';
import type { Identified } from '../../model/keys';
import { flag, text } from '../../model/values';
import type { StepContext } from '../../run/context';
import { READ_AGAIN_WHEN_EMPTY } from '../../run/dataset';
import { defineStep } from '../../run/defineStep';
import type { OsType } from '../devices/osType';
import { publishInfo } from '../../run/events';
import { ingestionSourceIds } from '../../run/ingestionSources';
import { listWhole } from '../../run/listing/listWhole';
import {
  emitPolicies,
  namedPolicy,
  type ListedPolicy,
  type EmittedPolicy,
  type ListedPolicies,
} from '../policies';
import { defineHandover } from '../../run/handover';
import { settleAll } from '../../run/settleAll';
import { stepIds } from '../../run/stepIds';
import {
  toCatalogCompliancePolicyEntity,
  toCompliancePolicyEntity,
} from './converter';
import { CompliancePolicyEntity } from './entity';
import {
  catalogCompliancePoliciesRequest,
  compliancePoliciesRequest,
} from './request';
import { coded } from '../../graph/basics/messageCodes';

export interface ListedCompliancePolicy extends ListedPolicy {
  /** Where its states are to be had: the catalog's have no list of their own. */
  readonly family: 'classic' | 'catalog';
  /** The only operating system that it is for; undefined where that is in doubt. */
  readonly platform?: OsType;
}

/** Empty when the step emitted none. */
export const listedCompliancePolicies = defineHandover<
  ListedPolicies<ListedCompliancePolicy>
>('listedCompliancePolicies', () => new Map());

interface PolicySource<Payload> {
  /** As messages name them. */
  readonly what: string;
  readonly request: GraphRequest<Payload>;
  readonly family: ListedCompliancePolicy['family'];
  readonly convert: (policy: Identified<Payload>) => Entity;
}

const classic: PolicySource<
  NonNullable<(typeof compliancePoliciesRequest)['payload']>
> = {
  what: 'compliance policies',
  request: compliancePoliciesRequest,
  family: 'classic',
  convert: toCompliancePolicyEntity,
};

const catalog: PolicySource<
  NonNullable<(typeof catalogCompliancePoliciesRequest)['payload']>
> = {
  what: 'compliance policies of the Settings Catalog',
  request: catalogCompliancePoliciesRequest,
  family: 'catalog',
  convert: toCatalogCompliancePolicyEntity,
};

type Listed = EmittedPolicy<ListedCompliancePolicy>[];

async function fetchCompliancePolicies(context: StepContext): Promise<void> {
  const { jobState, emission } = context;
  const older: Listed = [];
  const newer: Listed = [];
  const reading = settleAll(context, [
    (part) => listPolicies(part, classic, older),
    (part) => listCatalogPolicies(part, newer),
  ]);
  const index = await emitPolicies(emission, [newer, older], reading);
  await listedCompliancePolicies.save(jobState, index);
}

/** Beta only, and young: where it does not exist, the other policies are collected. */
async function listCatalogPolicies(
  context: StepContext,
  list: Listed,
): Promise<void> {
  try {
    await listPolicies(context, catalog, list);
  } catch (error) {
    if (!isUnknownSegment(error)) {
      throw error;
    }
    const { logger, instance, completeness } = context;
    const lacking = cloudThatLacks(error, instance.config.cloud);
    if (lacking) {
      publishInfo(
        logger,
        'M365-DATA-017',
        IntegrationInfoEventName.Info,
        `${lacking} does not answer ${endpointName(catalog.request)}: compliance policies of the Settings Catalog are not collected.`,
      );
    } else {
      completeness.addMissing({
        count: 1,
        what: 'list of compliance policies: that of the Settings Catalog (Linux and others)',
        causes: [errorMessage(error)],
      });
    }
  }
}

async function listPolicies<
  Payload extends {
    readonly id?: string;
    readonly isAssigned?: boolean;
    readonly platforms?: unknown;
  },
>(
  context: StepContext,
  { what, request, family, convert }: PolicySource<Payload>,
  list: Listed,
): Promise<void> {
  await listWhole<Payload>(context, {
    what,
    request,
    // Nobody has published `$select` of the catalog's list.
    plain: {
      request: withoutSelect(request),
      helpsAfter: (failure) =>
        isBadRequest(failure) && !isUnknownSegment(failure),
      onUse: (failure) =>
        context.logger.warn(
          { what, reason: errorMessage(failure) },
          coded(
            'M365-LOG-002',
            'A list is read with all properties of its items, because Microsoft Graph refuses a selection of them',
          ),
        ),
    },
    take: (policies) => {
      for (const policy of policies) {
        const entity = convert(policy);
        const isAssigned = flag(policy.isAssigned);
        list.push({
          entity,
          policy: {
            ...namedPolicy(entity),
            family,
            isAssigned,
            platform: platformOf(policy.platforms),
          },
        });
      }
      return Promise.resolve();
    },
  });
}

/** Graph's names of those that a policy of the catalog may be for alone. They are flags: `linux,macOS` is for both. */
const osTypeByPlatform = new Map<string | undefined, OsType>([
  ['linux', 'linux'],
  ['macos', 'darwin'],
  ['ios', 'ios'],
  ['android', 'android'],
  ['windows10', 'windows'],
]);

const platformOf = (platforms: unknown) =>
  osTypeByPlatform.get(text(platforms)?.trim().toLowerCase());

export const compliancePoliciesStep = defineStep({
  id: stepIds.compliancePolicies,
  name: 'Fetch compliance policies',
  entities: [CompliancePolicyEntity],
  relationships: [],
  dependsOn: [stepIds.account],
  ingestionSourceId: ingestionSourceIds.compliancePolicies,
  requiresIntune: true,
  datasets: [
    {
      what: 'compliance policies of both families',
      ...READ_AGAIN_WHEN_EMPTY,
      requests: [compliancePoliciesRequest, catalogCompliancePoliciesRequest],
    },
  ],
  handler: fetchCompliancePolicies,
});
