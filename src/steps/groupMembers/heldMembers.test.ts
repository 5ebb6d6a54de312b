import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import fc from 'fast-check';
import { Additions } from '../../model/additions';
import {
  addReleased,
  HeldMembers,
  saveHeldMembers,
  takeHeldMembers,
} from './heldMembers';

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

test('lets go of users, and keeps the others', () => {
  const held = new HeldMembers();
  held.hold('g1', ['a', 'x', 'b']);
  held.hold('g2', ['b']);
  held.hold('g3', ['x', 'y']);
  expect([...held.release(new Set(['a', 'b']))]).toEqual([
    ['g1', ['a', 'b']],
    ['g2', ['b']],
    ['g3', []],
  ]);
  expect([...held.groups()]).toEqual([
    ['g1', ['x']],
    ['g3', ['x', 'y']],
  ]);
  expect([...held.release(new Set(['a']))]).toEqual([
    ['g1', []],
    ['g3', []],
  ]);
});

test('what is released is added, and gives way in between', async () => {
  const jobState = createMockJobState();
  const additions = new Additions(jobState);
  const held = new HeldMembers();
  ['g1', 'g2', 'g3'].forEach((group) => held.hold(group, ['a']));
  const giveWay = jest.fn(() => Promise.resolve());
  await addReleased({ giveWay }, additions, held.release(new Set(['a'])));
  await additions.flush();
  expect(jobState.collectedRelationships.map(({ _key }) => _key)).toEqual([
    'g1|has|a',
    'g2|has|a',
    'g3|has|a',
  ]);
  expect(giveWay).toHaveBeenCalledTimes(3);
});

test('is taken out of the job state once', async () => {
  const jobState = createMockJobState();
  const held = new HeldMembers();
  held.hold('g1', ['a']);
  await saveHeldMembers(jobState, held);
  expect(await takeHeldMembers(jobState)).toBe(held);
  expect([...(await takeHeldMembers(jobState)).groups()]).toEqual([]);
});
