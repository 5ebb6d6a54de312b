/** Groups: one serial chain of pages. */
import { Additions } from '../../model/additions';
import { accountKey, isIdentified } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { ingestionSourceIds } from '../ingestionSources';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { toGroupEntity } from './converter';
import { GroupEntity } from './entity';
import { saveGroupIndex, type ListedGroup } from './groupIndex';
import { accountHasGroup } from './relationships';
import { groupsRequest } from './request';

async function fetchGroups(context: StepContext): Promise<void> {
  const { graph, instance, jobState } = context;
  const oddities = new Oddities({
    withoutId: 'Groups without an id were left out',
    repeated: 'Groups that Microsoft Graph listed again were left out',
  });
  const additions = new Additions(jobState);
  const index = new Map<string, ListedGroup>();
  for await (const page of graph.list(groupsRequest)) {
    const groups = page.filter(isIdentified);
    oddities.count('withoutId', page.length - groups.length);
    await additions.add(
      groups.map(toGroupEntity),
      groups.map(({ id }) =>
        createRelationship(accountHasGroup, accountKey(instance.id), id),
      ),
    );
    for (const { id, visibility } of groups) {
      const hasHiddenMembership = visibility === 'HiddenMembership';
      index.set(id, { id, hasHiddenMembership });
    }
  }
  await additions.flush();
  await saveGroupIndex(jobState, index);
  oddities.count('repeated', additions.repeated.entities);
  oddities.log(context);
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
