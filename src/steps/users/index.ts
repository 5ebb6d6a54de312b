/** Users: one serial chain of pages, as large as Graph gives them. */
import { accountKey } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { StepContext } from '../../run/context';
import { defineStep } from '../../run/defineStep';
import { listWhole } from '../../run/listing/listWhole';
import { webLinksOf } from '../../run/webLinks';
import { stepIds } from '../../run/stepIds';
import { toUserEntity } from './converter';
import { UserEntity } from './entity';
import { accountHasUser } from './relationships';
import {
  optionalFields,
  signInSampleRequest,
  usersCountRequest,
  usersRequest,
  usersWithSignInRequest,
  type UserPayload,
} from './request';
import { readExtras } from './extras';
import {
  registrationsRequest,
  roleAssignmentsRequest,
  roleDefinitionsRequest,
  roleGroupMembersRequest,
  roleGroupsRequest,
  subscribedSkusRequest,
} from './extras/request';
import { hasSignIn, listWithSignIns } from './signInActivity';
import { userIds } from './userIds';

async function fetchUsers(context: StepContext): Promise<void> {
  const { graph, instance, jobState, emission } = context;
  const signIns = listWithSignIns(context);
  const extras = await readExtras(context);
  const links = await webLinksOf(context);
  let seen = 0;
  let hasSignIns = false;
  const index = await listWhole<UserPayload>(context, {
    what: 'users',
    ...signIns.listing,
    count: { read: () => graph.count(usersCountRequest) },
    deciding: ['accountEnabled'],
    optional: optionalFields,
    take: async (users) => {
      hasSignIns ||= users.some(hasSignIn);
      await emission.addEach(users, (user) => [
        toUserEntity(user, extras.of(user.id), links),
        createRelationship(accountHasUser, accountKey(instance.id), user.id),
      ]);
      seen += users.length;
      graph.usersSeen(seen);
    },
  });
  await userIds.save(jobState, index);
  extras.end(seen);
  await signIns.end({ users: seen, hasSignIns });
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
      how: 'when no user of the list has a time, a single user is asked for after it; if that user has one, or cannot be asked for, an event says so',
      requests: [usersWithSignInRequest, signInSampleRequest],
    },
    {
      what: 'second factors of users',
      proof: 'none',
      how: 'the report leaves out disabled users, so no count fits it; an event says when it is not available, or is empty though there are users',
      requests: [registrationsRequest],
    },
    {
      what: 'directory roles of users',
      proof: 'none',
      how: 'nothing is emitted of them unless each request was answered; an empty list of assignments is reported and not believed',
      requests: [
        roleAssignmentsRequest,
        roleDefinitionsRequest,
        roleGroupsRequest,
        roleGroupMembersRequest,
      ],
    },
    {
      what: 'names of licenses',
      proof: 'none',
      how: 'one list without pages; an event says when it is not available',
      requests: [subscribedSkusRequest],
    },
  ],
  handler: fetchUsers,
});
