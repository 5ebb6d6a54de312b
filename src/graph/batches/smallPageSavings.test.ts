import { SmallPageSavings } from './smallPageSavings';

const small = { top: 19, cost: 1, count: 2 };
const FULL_COST = 2;

/** After so many collections that fitted into one small page, into two, and into none. */
function savingsOf(one: number, two: number, none: number): SmallPageSavings {
  const savings = new SmallPageSavings();
  for (let times = 0; times < Math.max(one, two, none); times += 1) {
    if (times < one) savings.sufficed(small, 1, FULL_COST);
    if (times < two) savings.sufficed(small, 2, FULL_COST);
    if (times < none) savings.wasted(small, 2);
  }
  return savings;
}

test.each([
  ['nothing is known', 0, 0, 0, true],
  ['too little is known', 0, 0, 99, true],
  ['all are large', 0, 0, 100, false],
  ['two thirds are small', 200, 0, 100, true],
  ['fewer are', 199, 0, 100, false],
  ['all take two pages', 0, 100, 0, true],
])('when %s', (_, one, two, none, pays) => {
  expect(savingsOf(one, two, none).pays).toBe(pays);
});
