import { contractBreaches, missingTypes } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { deviceConfigurationsStep } from './';

test('collects device configurations from recorded answers', async () => {
  const collected = await runRecordedStep(
    __dirname,
    deviceConfigurationsStep.id,
  );

  expect(contractBreaches(deviceConfigurationsStep, collected)).toEqual([]);
  expect(missingTypes(deviceConfigurationsStep, collected)).toEqual([]);
});
