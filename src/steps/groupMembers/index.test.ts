import { contractBreaches, missingTypes } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { groupMembersStep } from './';

test('collects group members from recorded answers', async () => {
  const collected = await runRecordedStep(__dirname, groupMembersStep.id);

  expect(contractBreaches(groupMembersStep, collected)).toEqual([]);
  // Users are not listed here: their memberships are left to group-users.
  expect(missingTypes(groupMembersStep, collected)).toEqual([
    'azure_user_group_has_user',
  ]);
});
