/** Users: one serial chain of pages, as large as Graph gives them. */
import { Additions } from '../../model/additions';
import { inParts } from '../../model/inParts';
import { accountKey } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../../run/context';
import { undecidedProperties } from '../../run/wholeness/decidingProperties';
import { defineStep } from '../../run/defineStep';
import { listWhole } from '../../run/listing/listWhole';
import { stepIds } from '../../run/stepIds';
import { toUserEntity } from './converter';
import { UserEntity } from './entity';
import { accountHasUser } from './relationships';
import {
  signInProbeRequest,
  usersCountRequest,
  usersRequest,
  usersWithSignInRequest,
  type UserPayload,
} from './request';
import { chooseUsersRequest } from './signInActivity';
import { userIndex } from './userIndex';

/** Answers that arrive have their turn in between: other steps wait for the list of groups. */
const CONVERTED_AT_ONCE = 100;

async function fetchUsers(context: StepContext): Promise<void> {
  const { graph, instance, jobState } = context;
  const signIns = await chooseUsersRequest(context);
  const additions = new Additions(jobState);
  let seen = 0;
  const index = await listWhole<UserPayload>(context, {
    what: 'users',
    ...signIns.listing,
    count: { read: () => graph.count(usersCountRequest) },
    undecided: (user) => undecidedProperties('users', user),
    take: async (users) => {
      signIns.listed(users);
      for (const part of inParts(users, CONVERTED_AT_ONCE)) {
        await additions.add(
          part.map(toUserEntity),
          part.map(({ id }) =>
            createRelationship(accountHasUser, accountKey(instance.id), id),
          ),
        );
        await graph.giveWay();
      }
      seen += users.length;
      graph.usersSeen(seen);
    },
  });
  await additions.flush();
  await userIndex.save(jobState, index);
  signIns.end();
}

export const usersStep = defineStep({
  id: stepIds.users,
  name: 'Fetch users',
  entities: [UserEntity],
  relationships: [accountHasUser],
  dependsOn: [stepIds.account],
  datasets: [
    {
      what: 'users',
      proof: 'count',
      how: '`/users/$count`',
      requests: [usersRequest, usersCountRequest],
    },
    {
      what: 'sign-in times',
      proof: 'second source',
      how: 'a single user is asked for before the list; when that user has a time and the list has none, an event says so',
      requests: [signInProbeRequest, usersWithSignInRequest],
    },
  ],
  handler: fetchUsers,
});
