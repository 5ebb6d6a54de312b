/** Groups: one serial chain of pages. */
import { Additions } from '../../model/additions';
import { accountKey } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../../run/context';
import { undecidedProperties } from '../../run/wholeness/decidingProperties';
import { defineStep } from '../../run/defineStep';
import { ingestionSourceIds } from '../../run/ingestionSources';
import { listWhole } from '../../run/listWhole';
import { stepIds } from '../../run/stepIds';
import { hasHiddenMembership, toGroupEntity } from './converter';
import { GroupEntity } from './entity';
import { saveGroupIndex, type ListedGroup } from './groupIndex';
import { accountHasGroup } from './relationships';
import {
  groupsCountRequest,
  groupsRequest,
  type GroupPayload,
} from './request';

async function fetchGroups(context: StepContext): Promise<void> {
  const { graph, instance, jobState } = context;
  const additions = new Additions(jobState);
  const index = new Map<string, ListedGroup>();
  await listWhole<GroupPayload>(context, {
    what: 'groups',
    request: groupsRequest,
    count: { read: () => graph.count(groupsCountRequest) },
    undecided: (group) => undecidedProperties('groups', group),
    take: async (groups) => {
      for (const group of groups) {
        const { id } = group;
        index.set(id, { id, hasHiddenMembership: hasHiddenMembership(group) });
      }
      await additions.add(
        groups.map(toGroupEntity),
        groups.map(({ id }) =>
          createRelationship(accountHasGroup, accountKey(instance.id), id),
        ),
      );
    },
  });
  await additions.flush();
  await saveGroupIndex(jobState, index);
}

export const groupsStep = defineStep({
  id: stepIds.groups,
  name: 'Fetch groups',
  entities: [GroupEntity],
  relationships: [accountHasGroup],
  dependsOn: [stepIds.account],
  ingestionSourceId: ingestionSourceIds.groups,
  requests: [groupsRequest, groupsCountRequest],
  handler: fetchGroups,
});
