/** Users: one serial chain of pages, as large as Graph gives them. */
import { accountKey, isIdentified } from '../../model/keys';
import { addNewEntities, addNewRelationships } from '../../model/newObjects';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { Oddities } from '../oddities';
import { stepIds } from '../stepIds';
import { toUserEntity } from './converter';
import { UserEntity } from './entity';
import { accountHasUser } from './relationships';
import {
  signInProbeRequest,
  usersRequest,
  usersWithSignInRequest,
  type UserPayload,
} from './request';
import { chooseUsersRequest } from './signInActivity';
import { saveUserIndex } from './userIndex';

async function fetchUsers(context: StepContext): Promise<void> {
  const { graph, instance, jobState } = context;
  const oddities = new Oddities({
    withoutId: 'Users without an id were left out',
    repeated: 'Users that Microsoft Graph listed again were left out',
    withoutState:
      'Users of whom Microsoft Graph does not say whether they may sign in count as disabled',
  });
  const request = await chooseUsersRequest(context);
  const index = new Set<string>();
  for await (const page of graph.list(request)) {
    const users = page.filter(isIdentified);
    oddities.count('withoutId', page.length - users.length);
    oddities.count('withoutState', users.filter(isWithoutState).length);
    const entities = users.map(toUserEntity);
    oddities.count('repeated', await addNewEntities(jobState, entities));
    await addNewRelationships(
      jobState,
      entities.map(({ _key }) =>
        createRelationship(accountHasUser, accountKey(instance.id), _key),
      ),
    );
    users.forEach(({ id }) => index.add(id));
    graph.usersSeen(index.size);
  }
  await saveUserIndex(jobState, index);
  oddities.log(context);
}

/** The data model has no third state. */
const isWithoutState = ({ accountEnabled }: UserPayload) =>
  typeof accountEnabled !== 'boolean';

export const usersStep = defineStep({
  id: stepIds.users,
  name: 'Fetch users',
  entities: [UserEntity],
  relationships: [accountHasUser],
  dependsOn: [stepIds.account],
  requests: [usersRequest, usersWithSignInRequest, signInProbeRequest],
  handler: fetchUsers,
});
