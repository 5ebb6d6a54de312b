import {
  contractBreaches,
  missingTypes,
} from '../../../test/contracts/stepContract';
import { runRecordedStep } from '../../../test/recording';
import { groupMembersStep } from '.';

test('collects group members from recorded answers', async () => {
  const collected = await runRecordedStep(__dirname, groupMembersStep.id);

  expect(contractBreaches(groupMembersStep, collected)).toEqual([]);
  expect(missingTypes(groupMembersStep, collected)).toEqual([]);
});
