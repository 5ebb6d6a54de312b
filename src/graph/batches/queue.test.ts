import fc from 'fast-check';
import { BatchQueue, MAX_BATCH_SIZE } from './queue';

interface Item {
  readonly id: number;
  readonly failures: readonly Error[];
  readonly subRequest: { readonly cost: number };
}

const itemsOf = (costs: readonly number[]): Item[] =>
  costs.map((cost, id) => ({ id, failures: [], subRequest: { cost } }));

const costOf = (batch: readonly Item[]) =>
  batch.reduce((sum, { subRequest }) => sum + subRequest.cost, 0);

const sizesOf = (queue: BatchQueue<Item>, most: number): number[] => {
  const batch = queue.nextBatch(most);
  return batch.length > 0 ? [batch.length, ...sizesOf(queue, most)] : [];
};

describe('a batch', () => {
  test.each<[string, number[], number, number[]]>([
    ['is cut', [2, 2, 2, 2, 2], 4, [2, 2, 1]],
    ['is cut below the cost', [2, 2, 2, 2], 5, [2, 2]],
    ['holds one request at least', [9, 9], 4, [1, 1]],
    ['holds 20 at most', Array.from({ length: 45 }, () => 1), 100, [20, 20, 5]],
    ['ends before what does not fit', [1, 5, 1], 5, [1, 1, 1]],
  ])('%s', (_, costs, most, sizes) => {
    const fresh = new BatchQueue(itemsOf(costs)[Symbol.iterator]());
    expect(sizesOf(fresh, most)).toEqual(sizes);
    const waiting = new BatchQueue<Item>([][Symbol.iterator]());
    waiting.putFirst(itemsOf(costs));
    expect(sizesOf(waiting, most)).toEqual(sizes);
  });

  test('takes what waits before what was not begun, up to the cost', () => {
    const [waiting, ...fresh] = itemsOf([3, 2, 2]);
    const queue = new BatchQueue(fresh[Symbol.iterator]());
    queue.putFirst([waiting]);
    expect(queue.nextBatch(5).map(({ id }) => id)).toEqual([0, 1]);
    expect(queue.nextBatch(5).map(({ id }) => id)).toEqual([2]);
  });
});

test('nothing is lost, sent twice or overtaken, and no batch costs too much', () => {
  const cost = fc.integer({ min: 1, max: 10 });
  fc.assert(
    fc.property(
      fc.array(cost, { maxLength: 60 }),
      fc.array(cost, { maxLength: 60 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      (waitingCosts, freshCosts, mosts) => {
        const items = itemsOf([...waitingCosts, ...freshCosts]);
        const fresh = items.slice(waitingCosts.length);
        const queue = new BatchQueue(fresh[Symbol.iterator]());
        queue.putFirst(items.slice(0, waitingCosts.length));
        const sent: number[] = [];
        for (let round = 0; ; round += 1) {
          const most = mosts[round % mosts.length];
          const batch = queue.nextBatch(most);
          if (batch.length === 0) {
            break;
          }
          expect(batch.length).toBeLessThanOrEqual(MAX_BATCH_SIZE);
          expect(batch.length === 1 || costOf(batch) <= most).toBe(true);
          sent.push(...batch.map(({ id }) => id));
        }
        expect(sent).toEqual(items.map(({ id }) => id));
      },
    ),
  );
});
