import { contractBreaches, missingTypes } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { compliancePoliciesStep } from './';

test('collects compliance policies from recorded answers', async () => {
  const collected = await runRecordedStep(__dirname, compliancePoliciesStep.id);

  expect(contractBreaches(compliancePoliciesStep, collected)).toEqual([]);
  expect(missingTypes(compliancePoliciesStep, collected)).toEqual([]);
});
