/** Users: one serial chain of pages, as large as Graph gives them. */
import { Additions } from '../../model/additions';
import { inParts } from '../../model/inParts';
import { accountKey, identified } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../context';
import { undecidedProperties } from '../decidingProperties';
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

/** Answers that arrive have their turn in between: other steps wait for the list of groups. */
const CONVERTED_AT_ONCE = 100;

async function fetchUsers(context: StepContext): Promise<void> {
  const { graph, instance, jobState } = context;
  const oddities = new Oddities({
    withoutId: 'Users without an id were left out',
    repeated: 'Users that Microsoft Graph listed again were left out',
    withoutState:
      'Users of whom Microsoft Graph does not say whether they may sign in count as disabled',
  });
  const { request, listed } = await chooseUsersRequest(context);
  const additions = new Additions(jobState);
  const index = new Set<string>();
  for await (const page of graph.list(request)) {
    const listed = identified(page);
    const users = listed.filter(({ id }) => index.size < index.add(id).size);
    oddities.count('withoutId', page.length - listed.length);
    oddities.count('repeated', listed.length - users.length);
    oddities.count('withoutState', users.filter(isWithoutState).length);
    for (const part of inParts(users, CONVERTED_AT_ONCE)) {
      await additions.add(
        part.map(toUserEntity),
        part.map(({ id }) =>
          createRelationship(accountHasUser, accountKey(instance.id), id),
        ),
      );
      await graph.giveWay();
    }
    graph.usersSeen(index.size);
  }
  await additions.flush();
  await saveUserIndex(jobState, index);
  listed();
  oddities.count('repeated', additions.repeatedEntities);
  oddities.log(context);
}

/** The data model has no third state. */
const isWithoutState = (user: UserPayload) =>
  undecidedProperties('users', user).length > 0;

export const usersStep = defineStep({
  id: stepIds.users,
  name: 'Fetch users',
  entities: [UserEntity],
  relationships: [accountHasUser],
  dependsOn: [stepIds.account],
  requests: [usersRequest, usersWithSignInRequest, signInProbeRequest],
  handler: fetchUsers,
});
