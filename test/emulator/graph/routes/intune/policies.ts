/** Compliance policies and configurations of every kind. https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-conceptual */
import type { IdentifiedIntune, IntuneData } from '../../../tenant';
import type { PolicyBase } from '../../../tenant/intune/declaredTypes';
import type { GraphContext } from '../../context';
import {
  complianceCatalogPolicyType,
  compliancePolicyType,
  configurationPolicyType,
  deviceConfigurationType,
  groupPolicyConfigurationType,
  intentType,
} from '../../entityTypes/intune';
import { badRequest } from '../../errors';
import { readConfiguration } from '../../intunePermissions';
import { shownPolicies } from '../../intune/betaTypes';
import { projectDerived } from '../../intune/derived';
import type { EntityType } from '../../odata/entityType';
import {
  cutCosmosPage,
  cutTokenPage,
  intuneListAnswer,
} from '../../odata/intunePage';
import { readQuery } from '../../odata/query';
import { readSelection } from '../../odata/select';
import {
  bothVersions,
  type GraphAnswer,
  type GraphCall,
  type Route,
} from '../../route';
import { intuneRead } from './intuneRead';

interface PolicySet {
  readonly name: string;
  readonly versions: Route['versions'];
  readonly type: EntityType;
  readonly policies: (data: IntuneData) => readonly IdentifiedIntune<object>[];
  /** Where beta has more types than v1.0. */
  readonly base?: PolicyBase;
  /** Whether `$select` is refused, as an option. */
  readonly refusesSelect?: (context: GraphContext) => boolean;
  /** Kept in a database of its own, with small pages. */
  readonly inCosmos?: boolean;
}

const largestPage = 1000;
/** `$top=100` was recorded; that more of them come on one page, nobody has shown. */
const cosmosPages = { usual: 25, largest: 100 } as const;

const policySets: readonly PolicySet[] = [
  {
    name: 'deviceCompliancePolicies',
    versions: bothVersions,
    type: compliancePolicyType,
    policies: (data) => data.compliancePolicies,
    base: 'DeviceCompliancePolicy',
  },
  {
    name: 'compliancePolicies',
    versions: ['beta'],
    type: complianceCatalogPolicyType,
    policies: (data) => data.complianceCatalogPolicies,
    refusesSelect: ({ catalogPoliciesRefuseSelect }) =>
      catalogPoliciesRefuseSelect,
    inCosmos: true,
  },
  {
    name: 'deviceConfigurations',
    versions: bothVersions,
    type: deviceConfigurationType,
    policies: (data) => data.deviceConfigurations,
    base: 'DeviceConfiguration',
  },
  {
    name: 'configurationPolicies',
    versions: ['beta'],
    type: configurationPolicyType,
    policies: (data) => data.configurationPolicies,
    inCosmos: true,
  },
  {
    name: 'groupPolicyConfigurations',
    versions: ['beta'],
    type: groupPolicyConfigurationType,
    policies: (data) => data.groupPolicyConfigurations,
  },
  {
    name: 'intents',
    versions: ['beta'],
    type: intentType,
    policies: (data) => data.intents,
  },
];

export const policyRoutes: readonly Route[] = policySets.map((set) => ({
  ...intuneRead,
  path: `/deviceManagement/${set.name}`,
  versions: set.versions,
  permissions: readConfiguration,
  handle: (call, context) => listPolicies(set, call, context),
}));

function listPolicies(
  { name, type, policies, base, refusesSelect, inCosmos = false }: PolicySet,
  call: GraphCall,
  context: GraphContext,
): GraphAnswer {
  const options = readQuery(call, ['$select', '$top', '$skiptoken']);
  if (options.has('$select') && refusesSelect?.(context)) {
    throw badRequest("The query parameter '$select' is not supported.");
  }
  const selection = readSelection(options, type, call.version);
  const all = policies(context.intune.subscription.data);
  const items = base ? shownPolicies(all, call, context, base, type) : all;
  const page = inCosmos
    ? cutCosmosPage(items, call, options, context, cosmosPages)
    : cutTokenPage(items, call, options, context, largestPage);
  return intuneListAnswer(call, context, {
    set: `deviceManagement/${name}`,
    selected: selection.selected,
    // Of the page, not of the list.
    count: inCosmos ? page.items.length : undefined,
    page: {
      nextLink: page.nextLink,
      items: page.items.map((item) =>
        projectDerived(item, selection, type, call.version),
      ),
    },
  });
}
