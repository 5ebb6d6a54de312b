import { countObjects, floorMs } from './measurement';

test.each([
  [{ quotaMs: 3, pageChainMs: 2, storeMs: 1 }, 3],
  [{ quotaMs: 1, pageChainMs: 3, storeMs: 2 }, 3],
  [{ quotaMs: 1, pageChainMs: 2, storeMs: 3 }, 3],
  [{ quotaMs: 1, pageChainMs: 2, exportMs: 4, storeMs: 3 }, 4],
  [{ quotaMs: 5, pageChainMs: 2, exportMs: 4, storeMs: 3 }, 5],
])('the floor of %j is the largest of its parts', (floors, expected) => {
  expect(floorMs(floors)).toBe(expected);
});

test('entities and relationships are objects', () => {
  expect(countObjects({ entities: 2, relationships: 3 })).toBe(5);
});
