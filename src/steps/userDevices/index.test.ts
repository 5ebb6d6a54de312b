import { contractBreaches } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { userDevicesStep } from './';

test('collects the users of devices from recorded answers', async () => {
  const collected = await runRecordedStep(__dirname, userDevicesStep.id);

  expect(contractBreaches(userDevicesStep, collected)).toEqual([]);
  expect(collected.collectedRelationships).not.toEqual([]);
});
