import { contractBreaches } from '#test/contracts/stepContract';
import { runRecordedStep } from '#test/recording';
import { complianceFindingsStep } from './complianceFindings';
import { configurationFindingsStep } from './configurationFindings';

test.each([complianceFindingsStep, configurationFindingsStep])(
  'collects findings from recorded answers: $id',
  async (step) => {
    const collected = await runRecordedStep(__dirname, step.id);

    expect(contractBreaches(step, collected)).toEqual([]);
    expect(collected.collectedEntities).not.toEqual([]);
  },
);
