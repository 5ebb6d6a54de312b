import fc from 'fast-check';
import { Strangers } from './strangers';

const strangersOf = (ids: readonly string[]) => {
  const strangers = new Strangers();
  ids.forEach((id) => strangers.add(id));
  return strangers;
};

describe('Strangers', () => {
  it('are counted once each, however many rows are about them', () => {
    expect(strangersOf(['a', 'b', 'a', 'a']).size).toBe(2);
    expect(strangersOf([]).size).toBe(0);
  });

  it('are as many as there are rows without an id: nobody knows whether two are one', () => {
    expect(strangersOf(['', 'a', '', 'a']).size).toBe(3);
  });

  it('of several places are counted once together', () => {
    const some = strangersOf(['a', 'b', '']);
    const others = strangersOf(['b', 'c', '']);
    expect(Strangers.of([some, others]).size).toBe(5);
    expect(Strangers.of([]).size).toBe(0);
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
        const together = strangersOf([]);
        places.forEach((place) => together.addAll(strangersOf(place)));
        expect(together.size).toBe(expected);
        expect(Strangers.of(places.map(strangersOf)).size).toBe(expected);
        expect(strangersOf(all.reverse()).size).toBe(expected);
      }),
    );
  });
});
