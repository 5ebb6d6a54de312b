import { contractBreaches } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { managedDevicesStep } from './';

test('collects managed devices from recorded answers', async () => {
  const collected = await runRecordedStep(__dirname, managedDevicesStep.id);

  expect(contractBreaches(managedDevicesStep, collected)).toEqual([]);
  expect(collected.collectedRelationships).not.toEqual([]);
});
