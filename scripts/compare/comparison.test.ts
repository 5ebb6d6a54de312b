import * as fc from 'fast-check';
import { Comparing, type Comparison, type StoredObject } from './comparison';

function compare(
  older: readonly StoredObject[],
  newer: readonly StoredObject[],
): Comparison {
  const comparing = new Comparing();
  older.forEach((object) => comparing.addOlder(object));
  newer.forEach((object) => comparing.addNewer(object));
  return comparing.result();
}

const user = (key: string, more: StoredObject = {}): StoredObject => ({
  _key: key,
  _type: 'azure_user',
  ...more,
});

const counts = { older: 0, newer: 0, same: 0, changed: 0 };

test('counts what is the same, appeared and disappeared, with a few keys', () => {
  const { types, retyped, nameless } = compare(
    ['a', 'b', 'c', 'd', 'e'].map((key) => user(key, { active: true })),
    ['e', 'f'].map((key) => user(key, { active: true })),
  );
  expect([...types]).toEqual([
    [
      'azure_user',
      {
        ...counts,
        ...{ older: 5, newer: 2, same: 1, appeared: 1, disappeared: 4 },
        properties: new Map(),
        appearedKeys: ['f'],
        disappearedKeys: ['a', 'b', 'c'],
      },
    ],
  ]);
  expect({ retyped, nameless }).toEqual({ retyped: [], nameless: 0 });
});

test('counts the properties that differ', () => {
  const { types } = compare(
    [
      user('a', { email: 'a@x.com', old: 1, list: ['x', 'y'] }),
      user('b', { email: 'b@x.com' }),
    ],
    [
      user('a', { list: ['y', 'x'], email: ['a@x.com'], fresh: false }),
      user('b', { email: ['b@x.com'] }),
    ],
  );
  expect(types.get('azure_user')).toMatchObject({ same: 0, changed: 2 });
  expect(types.get('azure_user')?.properties).toEqual(
    new Map([
      ['email', { lost: 0, gained: 0, changed: 2 }],
      ['old', { lost: 1, gained: 0, changed: 0 }],
      ['list', { lost: 0, gained: 0, changed: 1 }],
      ['fresh', { lost: 0, gained: 1, changed: 0 }],
    ]),
  );
});

test('takes null for nothing, and the order of properties for nothing', () => {
  const { types } = compare(
    [user('a', { one: 1, two: null, three: 3 })],
    [{ three: 3, four: null, one: 1, ...user('a') }],
  );
  expect(types.get('azure_user')).toMatchObject({ same: 1, changed: 0 });
});

test('knows an object again whose type is another', () => {
  const device = (key: string, _type: string) => ({ _key: key, _type });
  const { types, retyped } = compare(
    ['1', '2', '3'].map((key) => device(key, 'laptop')),
    [device('1', 'desktop'), device('2', 'desktop'), device('3', 'server')],
  );
  expect(retyped).toEqual([
    { from: 'laptop', to: 'desktop', key: '1', count: 2 },
    { from: 'laptop', to: 'server', key: '3', count: 1 },
  ]);
  const all = [...types.values()];
  expect(all.map(({ appeared }) => appeared)).toEqual([0, 0, 0]);
  expect(all.map(({ disappeared }) => disappeared)).toEqual([0, 0, 0]);
});

test('counts what has no key or no type, and goes on', () => {
  const { types, nameless } = compare(
    [{ _key: 'a' }, { _type: 'b' }, { _key: 1, _type: 'c' }],
    [{}, user('a')],
  );
  expect(nameless).toBe(4);
  expect([...types.keys()]).toEqual(['azure_user']);
});

const objects = fc.uniqueArray(
  fc.record({
    _key: fc.string(),
    _type: fc.constantFrom('azure_user', 'laptop', '__proto__', 'constructor'),
    one: fc.jsonValue(),
    two: fc.jsonValue(),
  }),
  { selector: ({ _key }) => _key },
);

test('finds no difference between a result and itself, in any order', () => {
  fc.assert(
    fc.property(objects, (all) => {
      const { types, retyped } = compare(all, [...all].reverse());
      expect(retyped).toEqual([]);
      for (const type of types.values()) {
        expect(type.same).toBe(type.older);
        expect(type.same).toBe(type.newer);
      }
    }),
  );
});

test('accounts for each object of both once', () => {
  fc.assert(
    fc.property(objects, objects, (older, newer) => {
      const { types, retyped } = compare(older, newer);
      const sum = (column: 'appeared' | 'changed' | 'disappeared' | 'same') =>
        [...types.values()].reduce((total, type) => total + type[column], 0);
      const moved = retyped.reduce((total, { count }) => total + count, 0);
      const kept = sum('same') + sum('changed') + moved;
      expect(kept + sum('disappeared')).toBe(older.length);
      expect(kept + sum('appeared')).toBe(newer.length);
    }),
  );
});
