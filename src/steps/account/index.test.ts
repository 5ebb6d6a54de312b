import { contractBreaches, missingTypes } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { accountStep } from './';

test('collects the account from recorded answers', async () => {
  const collected = await runRecordedStep(__dirname, accountStep.id);

  expect(contractBreaches(accountStep, collected)).toEqual([]);
  expect(missingTypes(accountStep, collected)).toEqual([]);
});
