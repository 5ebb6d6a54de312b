import { contractBreaches, missingTypes } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { groupsStep } from './';

test('collects groups from recorded answers', async () => {
  const collected = await runRecordedStep(__dirname, groupsStep.id);

  expect(contractBreaches(groupsStep, collected)).toEqual([]);
  expect(missingTypes(groupsStep, collected)).toEqual([]);
});
