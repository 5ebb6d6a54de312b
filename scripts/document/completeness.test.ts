import { allowanceRows, proofRows } from './completeness';

test('a row names the step, its dataset and what proves it', () => {
  const table = proofRows([
    {
      id: 'users',
      datasets: [
        {
          what: 'users',
          proof: 'count',
          how: 'they are counted',
          requests: [],
        },
      ],
    },
  ]);
  expect(table.split('\n').at(-1)).toBe(
    '| `users` | users | count | they are counted |',
  );
});

test('a row names an allowance, its share and its number', () => {
  const table = allowanceRows({
    changes: { share: 0.02, few: 3, reason: 'tenants change' },
  });
  expect(table.split('\n').at(-1)).toBe(
    '| `changes` | 2 % | 3 | tenants change |',
  );
});
