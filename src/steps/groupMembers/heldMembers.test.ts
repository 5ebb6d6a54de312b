import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import fc from 'fast-check';
import { HeldMembers, saveHeldMembers, takeHeldMembers } from './heldMembers';

test('gives what was held, group by group, in its order', () => {
  const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'));
  const pages = fc.array(fc.tuple(fc.constantFrom('g1', 'g2', 'g3'), ids));
  fc.assert(
    fc.property(pages, (happening) => {
      const held = new HeldMembers();
      const expected = new Map<string, string[]>();
      for (const [group, members] of happening) {
        held.hold(group, members);
        if (members.length > 0) {
          expected.set(group, [...(expected.get(group) ?? []), ...members]);
        }
      }
      expect(new Map(held.groups())).toEqual(expected);
    }),
  );
});

test('is taken out of the job state once', async () => {
  const jobState = createMockJobState();
  const held = new HeldMembers();
  held.hold('g1', ['a']);
  await saveHeldMembers(jobState, held);
  expect(await takeHeldMembers(jobState)).toBe(held);
  expect([...(await takeHeldMembers(jobState)).groups()]).toEqual([]);
});
