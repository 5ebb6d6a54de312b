import { contractBreaches } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { managedApplicationsStep } from './';

test('collects managed applications from recorded answers', async () => {
  const collected = await runRecordedStep(
    __dirname,
    managedApplicationsStep.id,
  );

  expect(contractBreaches(managedApplicationsStep, collected)).toEqual([]);
  expect(collected.collectedRelationships).not.toEqual([]);
});
