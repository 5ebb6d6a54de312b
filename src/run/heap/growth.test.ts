import v8 from 'node:v8';
import { HeapGrowth } from './growth';
import { MEGABYTE } from './megabytes';

test('a heap that is large grows less, which V8 is told once', () => {
  const set = jest.spyOn(v8, 'setFlagsFromString').mockReturnValue();
  const growth = new HeapGrowth();
  growth.collected(100 * MEGABYTE);
  expect(set).not.toHaveBeenCalled();
  growth.collected(101 * MEGABYTE);
  growth.collected(500 * MEGABYTE);
  expect(set.mock.calls).toEqual([['--heap-growing-percent=30']]);
});
