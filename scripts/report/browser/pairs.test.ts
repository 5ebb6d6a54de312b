import * as fc from 'fast-check';
import { RelationBuilder } from '../model/relation';
import { packPairs, relationHead, reversed, unpackPairs } from './pairs';

const pairs = fc.array(
  fc.tuple(
    fc.nat(6),
    fc.nat(300),
    fc.constantFrom('', 'error', '1.2', '__proto__'),
  ),
);

function build(given: readonly (readonly [number, number, string])[]) {
  const builder = new RelationBuilder({
    ...{ id: 'states', left: 'policies', right: 'devices' },
  });
  given.forEach(([left, right, label]) => builder.add(left, right, label));
  return builder.build(7);
}

describe('a relation', () => {
  const sorted = (rows: readonly (readonly [number, number, string])[]) =>
    rows.map((each) => each.join(' ')).sort();

  it('is unpacked as it was', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const relation = build(given);
        const head = JSON.parse(JSON.stringify(relationHead(relation)));
        expect(unpackPairs(head, packPairs(relation))).toEqual(relation);
      }),
    );
  });

  it('has the same pairs from either side', () => {
    fc.assert(
      fc.property(pairs, (given) => {
        const relation = build(given);
        const { starts, rights, labels } = reversed(relation, 301);
        const found: (readonly [number, number, string])[] = [];
        for (let right = 0; right < 301; right += 1) {
          for (let at = starts[right]; at < starts[right + 1]; at += 1) {
            found.push([rights[at], right, relation.texts[labels[at]]]);
          }
        }
        expect(sorted(found)).toEqual(sorted(given));
      }),
    );
  });

  it('is not taken for whole when it is cut off', () => {
    const relation = build([
      [0, 5, 'a'],
      [3, 299, 'b'],
    ]);
    const bytes = packPairs(relation).slice(0, -1);
    expect(() => unpackPairs(relationHead(relation), bytes)).toThrow('cut off');
  });
});
