import { contractBreaches, missingTypes } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { usersStep } from './';

test('collects users from recorded answers', async () => {
  const collected = await runRecordedStep(__dirname, usersStep.id);

  expect(contractBreaches(usersStep, collected)).toEqual([]);
  expect(missingTypes(usersStep, collected)).toEqual([]);
});
