import { contractBreaches, missingTypes } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { groupUsersStep } from './';

test('connects groups and users from recorded answers', async () => {
  const collected = await runRecordedStep(__dirname, groupUsersStep.id);

  expect(contractBreaches(groupUsersStep, collected)).toEqual([]);
  expect(missingTypes(groupUsersStep, collected)).toEqual([]);
});
