import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { UnlistedIds } from './unlistedIds';

const unlistedOf = (ids: readonly string[]) => {
  const unlisted = new UnlistedIds();
  ids.forEach((id) => unlisted.add(id));
  return unlisted;
};

describe('UnlistedIds', () => {
  it('are counted once each, however many rows are about them', () => {
    expect(unlistedOf(['a', 'b', 'a', 'a']).size).toBe(2);
    expect(unlistedOf([]).size).toBe(0);
  });

  it('are as many as there are rows without an id: nobody knows whether two are one', () => {
    expect(unlistedOf(['', 'a', '', 'a']).size).toBe(3);
  });

  it('of several places are counted once together', () => {
    const some = unlistedOf(['a', 'b', '']);
    const others = unlistedOf(['b', 'c', '']);
    expect(UnlistedIds.of([some, others]).size).toBe(5);
    expect(UnlistedIds.of([]).size).toBe(0);
    // Counting them together changes none of them.
    expect([some.size, others.size]).toEqual([3, 3]);
  });

  it('are as many in whatever order and places they come', () => {
    const ids = fc.array(fc.constantFrom('', 'a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(fc.array(ids), (places) => {
        const all = places.flat();
        const named = new Set(all.filter((id) => id !== ''));
        const expected = named.size + all.filter((id) => id === '').length;
        const together = unlistedOf([]);
        places.forEach((place) => together.addAll(unlistedOf(place)));
        expect(together.size).toBe(expected);
        expect(UnlistedIds.of(places.map(unlistedOf)).size).toBe(expected);
        expect(unlistedOf(all.reverse()).size).toBe(expected);
      }),
    );
  });

  it('do not keep the pieces of files in memory that they are cut out of', () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const usedBytes = () => {
      // What the first collection finds dead, such as weak references, the second one frees.
      collectGarbage();
      collectGarbage();
      // Buffers are freed later than garbage is collected.
      const { heapUsed, external, arrayBuffers } = process.memoryUsage();
      return heapUsed + external - arrayBuffers;
    };
    const pieceBytes = 1_000_000;
    const before = usedBytes();
    const unlisted = new UnlistedIds();
    for (let count = 0; count < 50; count += 1) {
      const piece = Buffer.alloc(pieceBytes, randomUUID()).toString('latin1');
      unlisted.add(piece.slice(36, 72));
    }
    expect(usedBytes() - before).toBeLessThan(10 * pieceBytes);
    expect(unlisted.size).toBe(50);
  });
});
