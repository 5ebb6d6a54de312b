/** Generates groups whose size lies at, just over and far over the largest page of members (999). */
import {
  securityGroup,
  type GroupWithMembers,
  type Population,
} from './groups';
import type { Seed } from './seed';

const largestPage = 999;

/** A tenant with too few users gets only the group of everybody. */
export function pagingGroups(
  seed: Seed,
  { users }: Population,
): GroupWithMembers[] {
  const group = (displayName: string, count: number): GroupWithMembers => ({
    group: securityGroup(seed, displayName),
    members: seed.random.sample(users, count),
  });
  const everybody: GroupWithMembers = {
    group: securityGroup(seed, 'All users', {
      groupTypes: ['DynamicMembership'],
      membershipRule: '(user.objectId -ne null)',
      membershipRuleProcessingState: 'On',
    }),
    members: seed.random.sample(users, mostUsers(users.length)),
  };
  return users.length <= 2 * largestPage
    ? [everybody]
    : [
        everybody,
        group('Exactly one page', largestPage),
        group('One page and one', largestPage + 1),
        group('Exactly two pages', 2 * largestPage),
      ];
}

/** Not all of them, so that membership is no constant; a fifth of a huge tenant is large enough. */
function mostUsers(users: number) {
  return users > 50_000 ? Math.floor(users / 5) : Math.floor(users * 0.9);
}
