import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import fc from 'fast-check';
import { Emission } from '../../run/emission';
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

test('loses nobody who is held while users are let go', () => {
  const members = fc.array(fc.constantFrom('a', 'b'), { minLength: 1 });
  const page = fc.tuple(fc.constantFrom('g1', 'g2', 'g3'), members);
  const late = fc.tuple(fc.constantFrom('g1', 'g2', 'g3', 'g4'), fc.nat());
  fc.assert(
    fc.property(fc.array(page), fc.array(late), (pages, latecomers) => {
      const held = new HeldMembers();
      pages.forEach(([group, ids]) => held.hold(group, ids));
      const otherMembers = latecomers.map(([group, n]) => [group, `x${n}`]);
      const waiting = [...otherMembers];
      const released: string[] = [];
      for (const [group, ids] of held.release(new Set(['a', 'b']))) {
        released.push(...ids.map((id) => `${group} ${id}`));
        const [next] = waiting.splice(0, 1);
        if (next) {
          held.hold(next[0], [next[1]]);
        }
      }
      waiting.forEach(([group, id]) => held.hold(group, [id]));
      const left = [...held.groups()].flatMap(([group, ids]) =>
        ids.map((id) => `${group} ${id}`),
      );
      expect(left.sort()).toEqual(otherMembers.map((s) => s.join(' ')).sort());
      expect(released.sort()).toEqual(
        pages.flatMap(([group, ids]) => ids.map((i) => `${group} ${i}`)).sort(),
      );
    }),
  );
});

test('what is released is added, and gives way in between', async () => {
  const jobState = createMockJobState();
  const held = new HeldMembers();
  const users = Array.from({ length: 200 }, (_, index) => `u${index}`);
  const groups = ['g1', 'g2', 'g3'];
  groups.forEach((group) => held.hold(group, users));
  held.hold('g1', ['x']);
  const giveWay = jest.fn(() => Promise.resolve());
  const meter = { countAdded: () => undefined };
  const { signal } = new AbortController();
  const emission = new Emission({
    jobState,
    meter,
    graph: { giveWay },
    heap: { check: () => undefined },
    signal,
  });
  await addReleased(emission, held, new Set(users));
  expect(giveWay).toHaveBeenCalledTimes(3);
  await emission.flush();
  expect(jobState.collectedRelationships.map(({ _key }) => _key)).toEqual(
    groups.flatMap((group) => users.map((user) => `${group}|has|${user}`)),
  );
  expect([...held.groups()]).toEqual([['g1', ['x']]]);
});

test('is taken out of the job state once', async () => {
  const jobState = createMockJobState();
  const held = new HeldMembers();
  held.hold('g1', ['a']);
  await saveHeldMembers(jobState, held);
  expect(await takeHeldMembers(jobState)).toBe(held);
  expect([...(await takeHeldMembers(jobState)).groups()]).toEqual([]);
});
