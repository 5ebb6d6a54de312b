import { IncompleteReportError } from '../errors/errors';
import { defaultLimits } from '../basics/limits';
import type { ReportPage } from './reportPage';
import { ReportPlan, type RowRange } from './reportPlan';

/** A page whose rows are these letters. */
function page(rows: string, totalRowCount: number): ReportPage<string> {
  const identities = [...rows];
  return { rows: identities.map(() => ({})), identities, totalRowCount };
}

function newPlan(): ReportPlan {
  return new ReportPlan('POST /beta/report', defaultLimits);
}

/** All that may be asked for now. */
function ranges(plan: ReportPlan): RowRange[] {
  const all: RowRange[] = [];
  for (let range = plan.next(); range; range = plan.next()) {
    all.push(range);
  }
  return all;
}

const skips = (all: readonly RowRange[]) => all.map(({ skip }) => skip);

/** Gives all that is asked for, until nothing is. */
function readAll(
  plan: ReportPlan,
  answer: (range: RowRange) => ReportPage<string>,
): number[] {
  const asked: number[] = [];
  for (let range = plan.next(); range; range = plan.next()) {
    asked.push(range.skip);
    plan.addAnswer(range, answer(range));
  }
  return asked;
}

test('the first page comes alone, then all others', () => {
  const plan = newPlan();
  const [first, ...none] = ranges(plan);
  expect(none).toEqual([]);
  plan.addAnswer(first, page('abc', 8));
  expect(ranges(plan)).toMatchObject([
    { skip: 3, count: 3 },
    { skip: 6, count: 2 },
  ]);
});

test('a gap is asked for again, and belongs to the report', () => {
  const plan = newPlan();
  plan.addAnswer(ranges(plan)[0], page('abc', 8));
  const [second, third] = ranges(plan);
  plan.addAnswer(second, page('d', 8));
  expect(ranges(plan)).toMatchObject([{ skip: 4, count: 2 }]);
  plan.addAnswer(third, page('gh', 8));
  expect(plan.isComplete).toBe(false);
});

test('a larger page than the first one makes larger steps', () => {
  const plan = newPlan();
  plan.addAnswer(ranges(plan)[0], page('a', 9));
  const next = plan.next() as RowRange;
  expect(next).toMatchObject({ skip: 1, count: 1 });
  plan.addAnswer(next, page('bcd', 9));
  expect(ranges(plan)).toMatchObject([
    { skip: 4, count: 3 },
    { skip: 7, count: 2 },
  ]);
});

test('rows that are the same in one answer that has all of them are different rows', () => {
  const plan = newPlan();
  plan.addAnswer(ranges(plan)[0], page('aab', 3));
  expect(plan.isComplete).toBe(true);
});

describe('rows that come again', () => {
  test('have their pages read again before others, until all rows are there', () => {
    const plan = newPlan();
    const pages: Record<number, string[]> = {
      0: ['ab', 'ab'],
      2: ['cd', 'cd'],
      4: ['ca', 'ef'],
      6: ['gh', 'gh'],
    };
    const asked = readAll(plan, ({ skip, reading }) =>
      page(pages[skip][reading - 1], 8),
    );
    expect(asked).toEqual([0, 2, 4, 6, 4]);
    expect(plan.isComplete).toBe(true);
  });

  test('keep the other pages out of the quota until theirs did not suffice', () => {
    const plan = newPlan();
    plan.addAnswer(ranges(plan)[0], page('ab', 6));
    const [second, third] = ranges(plan);
    plan.addAnswer(second, page('bd', 6));
    plan.addAnswer(third, page('ef', 6));
    // Only the one on which `b` came again.
    const again = ranges(plan);
    expect(skips(again)).toEqual([2]);
    plan.addAnswer(again[0], page('bd', 6));
    expect(skips(ranges(plan))).toEqual([0, 4]);
  });

  test('are read three times at most', () => {
    const plan = newPlan();
    const asked = readAll(plan, ({ skip }) => page(skip ? 'bc' : 'ab', 4));
    expect(asked).toEqual([0, 2, 2, 0, 2, 0]);
    let failure: unknown;
    try {
      plan.assertComplete();
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(IncompleteReportError);
    expect(failure).toMatchObject({
      received: 3,
      counted: 4,
      message:
        'POST /beta/report: the report has 4 rows and gave only 3 different ones',
    });
  });

  test('do not hide rows that were added meanwhile', () => {
    const plan = newPlan();
    const pages: Record<string, ReportPage<string>> = {
      '1/0': page('ab', 4),
      '1/2': page('ba', 4),
      // The second reading tells of a fifth row.
      '2/2': page('cd', 5),
      '1/4': page('e', 5),
    };
    const asked = readAll(
      plan,
      ({ skip, reading }) => pages[`${reading}/${skip}`],
    );
    expect(asked).toEqual([0, 2, 2, 4]);
    expect(plan.isComplete).toBe(true);
  });
});

describe('a smaller count', () => {
  test('of a later answer means that the report shrank', () => {
    const plan = newPlan();
    plan.addAnswer(ranges(plan)[0], page('ab', 4));
    expect(plan.addAnswer(ranges(plan)[0], page('d', 3))).toBe(false);
    expect(skips(ranges(plan))).toEqual([0]);
  });

  test('of an answer that was under way may be an older one', () => {
    const plan = newPlan();
    plan.addAnswer(ranges(plan)[0], page('ab', 6));
    const [second, third] = ranges(plan);
    expect(plan.addAnswer(second, page('cd', 7))).toBe(true);
    expect(plan.addAnswer(third, page('ef', 6))).toBe(true);
    // The larger count stays.
    expect(ranges(plan)).toMatchObject([{ skip: 6, count: 1 }]);
  });

  test('hides no row that moved over the edge of a page', () => {
    const plan = newPlan();
    plan.addAnswer(ranges(plan)[0], page('ab', 6));
    const [second, third] = ranges(plan);
    plan.addAnswer(second, page('cd', 7));
    // "a" went away, and "e" moved before this page.
    plan.addAnswer(third, page('f', 5));
    const [added, gap] = ranges(plan);
    expect(plan.addAnswer(gap, page('f', 5))).toBe(false);
    expect(added).toMatchObject({ skip: 6 });
    expect(gap).toMatchObject({ skip: 5 });
    expect(plan.isComplete).toBe(false);
  });
});
