/** Groups: one serial chain of pages. */
import { Additions } from '../../model/additions';
import { accountKey, identified, type Identified } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { ingestionSourceIds } from '../ingestionSources';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { hasHiddenMembership, toGroupEntity } from './converter';
import { GroupEntity } from './entity';
import { saveGroupIndex, type ListedGroup } from './groupIndex';
import { accountHasGroup } from './relationships';
import { groupsRequest, type GroupPayload } from './request';

async function fetchGroups(context: StepContext): Promise<void> {
  const { graph, instance, jobState } = context;
  const oddities = new Oddities({
    withoutId: 'Groups without an id were left out',
    repeated: 'Groups that Microsoft Graph listed again were left out',
  });
  const additions = new Additions(jobState);
  const index = new Map<string, ListedGroup>();
  for await (const page of graph.list(groupsRequest)) {
    const listed = identified(page);
    const groups = registerNew(listed, index);
    oddities.count('withoutId', page.length - listed.length);
    oddities.count('repeated', listed.length - groups.length);
    await additions.add(
      groups.map(toGroupEntity),
      groups.map(({ id }) =>
        createRelationship(accountHasGroup, accountKey(instance.id), id),
      ),
    );
  }
  await additions.flush();
  await saveGroupIndex(jobState, index);
  oddities.count('repeated', additions.repeatedEntities);
  oddities.log(context);
}

/** Those that were not listed before, on this page or another; the first one counts. */
function registerNew(
  groups: readonly Identified<GroupPayload>[],
  index: Map<string, ListedGroup>,
): Identified<GroupPayload>[] {
  return groups.filter((group) => {
    const { id } = group;
    const isNew = !index.has(id);
    if (isNew) {
      index.set(id, { id, hasHiddenMembership: hasHiddenMembership(group) });
    }
    return isNew;
  });
}

export const groupsStep = defineStep({
  id: stepIds.groups,
  name: 'Fetch groups',
  entities: [GroupEntity],
  relationships: [accountHasGroup],
  dependsOn: [stepIds.account],
  ingestionSourceId: ingestionSourceIds.groups,
  requests: [groupsRequest],
  handler: fetchGroups,
});
