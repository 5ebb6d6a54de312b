import { createStepLogger } from '#test/support/stepContext';
import {
  ingestionSourceIds,
  type IngestionSourceId,
} from '../ingestionSources';
import { MEGABYTE } from './megabytes';
import { tellHeap } from './tell';

const all = Object.values(ingestionSourceIds);
const huge = { users: 250_000, groups: 20_000, devices: 90_000 };

function told(limitMb: number, sources: readonly IngestionSourceId[] = all) {
  const { logger, events, lines } = createStepLogger();
  tellHeap(logger, huge, sources, limitMb * MEGABYTE);
  return { events, lines };
}

it('says nothing to users when the heap is large enough', () => {
  const { events, lines } = told(4_144);
  expect(events).toEqual([]);
  expect(lines).toEqual(['The number of objects and the heap were estimated']);
});

it('warns with numbers, with the option and with a division', () => {
  expect(told(2_096).events).toEqual([
    {
      level: 'warn',
      name: 'warn_incomplete_data',
      description:
        'This run may need more memory than it has: 250,000 users, 20,000 groups and 90,000 devices ' +
        'give up to 16,240,000 objects, which need a heap of 3,328 MB; the limit is 2,096 MB. ' +
        'Steps that come near the limit will fail, and JupiterOne keeps what it has of their types. ' +
        'Set NODE_OPTIONS=--max-old-space-size=3328, or divide the ingestion sources among 2 integration instances: ' +
        'applications + devices + groups (2,048 MB); device_configurations + compliance_policies + devices (1,792 MB). [M365-DATA-021]',
    },
  ]);
});

it('has nothing to divide where one source is left', () => {
  const [{ description }] = told(1_024, ['devices', 'applications']).events;
  expect(description).toContain('--max-old-space-size=2048.');
  expect(description).not.toContain('divide');
});

it('does not warn of what is switched off', () => {
  expect(told(1_024, ['groups']).events).toEqual([]);
});
