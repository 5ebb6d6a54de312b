import { createPseudonyms } from '../../support/pseudonyms';
import { readReportOf, step } from '../check/sampleReport';
import { leftOutOf } from './completeness';

const NOW = Date.UTC(2025, 5, 30, 12);

describe('readMissing', () => {
  it('tells every event and every count, with what it touches', async () => {
    const { missing } = await readReportOf('Ann', NOW, {
      steps: [
        { ...step('users', 'success'), declaredTypes: ['azure_user'] },
        { ...step('links', 'success'), declaredTypes: ['a_has_b'] },
      ],
      run: {
        events: [
          { level: 'info', name: 'a', message: 'One' },
          { level: 'warning', name: 'b', stepId: 'links', message: 'Two' },
        ],
        leftOut: [
          { stepId: 'users', message: 'Users without an id', count: 2 },
          { message: 'Others', count: 5 },
        ],
      },
    });
    expect(missing.events).toEqual([
      { level: 'info', message: 'One', touches: 'The whole run' },
      { level: 'warning', message: 'Two', touches: 'Fetch links' },
    ]);
    expect(missing.leftOut).toEqual([
      { message: 'Users without an id', count: 2, touches: 'Users' },
      { message: 'Others', count: 5, touches: 'The whole run' },
    ]);
    expect(leftOutOf(missing)).toBe(7);
  });

  it.each([
    ['no record', null],
    ['a record of another shape', { leftOut: undefined }],
  ])('knows nothing of a result with %s', async (_, run) => {
    const { missing } = await readReportOf('Ann', NOW, { run });
    expect(missing.isRecorded).toBe(false);
    expect(leftOutOf(missing)).toBeUndefined();
  });

  it('has steps, partial types, and files that do not fit the summary', async () => {
    const { missing } = await readReportOf('Ann', NOW, {
      steps: [step('everything', 'failure')],
      partialTypes: ['azure_user'],
    });
    expect(missing.steps.map(({ reason }) => reason)).toEqual(['failed']);
    expect(missing.partialTypes).toEqual(['azure_user']);
    expect(missing.differing).toContainEqual(['azure_user', 1, 0]);
  });

  it('replaces ids, addresses and quoted names in messages, but not the ids of steps', async () => {
    const message =
      'Group "Secret" (0f8fad5b-d9cb-469f-a165-70867728950e) of ann@contoso.com is not in "users".';
    const { missing } = await readReportOf(
      'Ann',
      NOW,
      {
        steps: [step('users', 'success')],
        run: { leftOut: [{ message, count: 1 }] },
      },
      { pseudonyms: createPseudonyms('key') },
    );
    expect(missing.leftOut[0].message).toMatch(
      /^Group "name-[\da-f]{12}" \(id-[\da-f]{12}\) of address-[\da-f]{12} is not in "users".$/,
    );
  });
});
