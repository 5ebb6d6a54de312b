import { IntegrationError } from '@jupiterone/integration-sdk-core';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HeapGuard, heapGuard, type Heap } from './guard';
import { MEGABYTE } from './megabytes';

const heapOf = (used: number): Heap => ({
  limit: () => 1_048 * MEGABYTE,
  used: () => used * MEGABYTE,
});

describe('the guard of the heap', () => {
  it.each([0, 500, 850])('lets steps go on while %s MB of it live', (used) => {
    const guard = new HeapGuard(heapOf(used));
    guard.collected();
    expect(() => guard.check()).not.toThrow();
  });

  it('does not take garbage for what lives', () => {
    const guard = new HeapGuard(heapOf(999));
    expect(() => guard.check()).not.toThrow();
  });

  it('fails steps when the heap is nearly full, and says what to do', () => {
    const guard = new HeapGuard(heapOf(851));
    guard.collected();
    expect(() => guard.check()).toThrow(IntegrationError);
    expect(() => guard.check()).toThrow(
      'The heap is nearly full: 851 of 1,048 MB are in use after a garbage collection. ' +
        'The step stops before Node.js would end the whole run. ' +
        'Raise the limit with NODE_OPTIONS=--max-old-space-size=<MB>, or switch ingestion sources off.',
    );
    expect(() => guard.check()).toThrow(
      expect.objectContaining({ code: 'HEAP_LIMIT' }),
    );
  });

  it('lets steps go on when failed ones have left room', () => {
    let used = 900;
    const guard = new HeapGuard({ ...heapOf(0), used: () => used * MEGABYTE });
    guard.collected();
    used = 700;
    guard.collected();
    expect(() => guard.check()).not.toThrow();
  });
});

test('the guard of the process learns of collections of the whole heap', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const collected = jest.spyOn(heapGuard(), 'collected');
  collectGarbage();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(collected).toHaveBeenCalled();
  expect(() => heapGuard().check()).not.toThrow();
});
