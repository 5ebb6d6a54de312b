/** Compliance policies, those without any device included. */
import { identified } from '../../model/keys';
import { addNewEntities } from '../../model/newObjects';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { ingestionSourceIds } from '../ingestionSources';
import { Oddities } from '../oddities';
import { policyIndexStore, type IndexedPolicy } from '../policyIndex';
import { stepIds } from '../stepIds';
import { toCompliancePolicyEntity } from './converter';
import { CompliancePolicyEntity } from './entity';
import { compliancePoliciesRequest } from './request';

export const compliancePolicyIndex = policyIndexStore<IndexedPolicy>(
  'compliancePolicyIndex',
);

async function fetchCompliancePolicies(context: StepContext): Promise<void> {
  const { graph, jobState } = context;
  const oddities = new Oddities({
    withoutId: 'Compliance policies without an id were left out',
    repeated: 'Compliance policies that were listed again were left out',
  });
  const index = new Map<string, IndexedPolicy>();
  for await (const page of graph.list(compliancePoliciesRequest)) {
    const policies = identified(page);
    oddities.count('withoutId', page.length - policies.length);
    const entities = policies.map(toCompliancePolicyEntity);
    const added = await addNewEntities(jobState, entities);
    oddities.count('repeated', entities.length - added.length);
    for (const { _key, displayName } of added) {
      index.set(_key, { id: _key, name: displayName ?? _key });
    }
  }
  await compliancePolicyIndex.save(jobState, index);
  oddities.log(context);
}

export const compliancePoliciesStep = defineStep({
  id: stepIds.compliancePolicies,
  name: 'Fetch compliance policies',
  entities: [CompliancePolicyEntity],
  relationships: [],
  dependsOn: [stepIds.account],
  ingestionSourceId: ingestionSourceIds.compliancePolicies,
  requiresIntune: true,
  requests: [compliancePoliciesRequest],
  handler: fetchCompliancePolicies,
});
