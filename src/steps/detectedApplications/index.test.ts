import { contractBreaches } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { detectedApplicationsStep } from './';

test('collects detected applications from recorded answers', async () => {
  const collected = await runRecordedStep(
    __dirname,
    detectedApplicationsStep.id,
  );

  expect(contractBreaches(detectedApplicationsStep, collected)).toEqual([]);
  expect(collected.collectedRelationships).not.toEqual([]);
});
