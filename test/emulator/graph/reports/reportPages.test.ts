/**
 * Rows that come again where a report has no order: seen by public callers
 * (https://github.com/microsoftgraph/msgraph-beta-sdk-dotnet/issues/683); how often and whether a second look helps,
 * nobody has published.
 */
import { assert, boolean, constantFrom, integer, property } from 'fast-check';
import type { ReportTable } from './report';
import {
  createReportPages,
  repeatedRows,
  type PageRequest,
} from './reportPages';

const pageOf = (fields: Partial<PageRequest>): PageRequest => ({
  subject: 'report',
  skip: 0,
  top: 50,
  isOrdered: false,
  ...fields,
});
const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);
const afterFirst = range(1, 200).map((page) => pageOf({ skip: page * 50 }));
const repeating = afterFirst.filter((page) => repeatedRows(page) > 0);

test('about one page in five, and never the first', () => {
  expect(repeating.length).toBeGreaterThan(20);
  expect(repeating.length).toBeLessThan(60);
  expect(repeatedRows(pageOf({ skip: 0 }))).toBe(0);
});

test.each(['once', 'always', 'never'] as const)('%s', (repeats) => {
  const pages = createReportPages();
  const [page] = repeating;
  const own = range(page.skip, page.skip + 50);
  const count = repeatedRows(page);
  const repeated = [
    ...range(page.skip - count, page.skip),
    ...range(page.skip + count, page.skip + 50),
  ];
  const seen = [1, 2].map(() => pages.rowsOn(page, 10_000, repeats));
  expect(seen).toEqual(
    {
      once: [repeated, own],
      always: [repeated, repeated],
      never: [own, own],
    }[repeats],
  );
  expect(pages.rowsOn({ ...page, isOrdered: true }, 10_000, repeats)).toEqual(
    own,
  );
});

test('another emulator begins anew', () => {
  const [page] = repeating;
  const first = () => createReportPages().rowsOn(page, 10_000, 'once');
  expect(first()).toEqual(first());
});

test('a page is as long as it should be, and has each row once', () => {
  assert(
    property(
      integer({ min: 0, max: 500 }),
      integer({ min: 0, max: 600 }),
      integer({ min: 1, max: 50 }),
      constantFrom('once', 'always', 'never'),
      boolean(),
      (count, skip, top, repeats, isOrdered) => {
        const page = pageOf({ skip, top, isOrdered });
        const rows = createReportPages().rowsOn(page, count, repeats);
        expect(rows).toHaveLength(Math.max(0, Math.min(top, count - skip)));
        expect(new Set(rows).size).toBe(rows.length);
        expect(rows.every((row) => row >= 0 && row < count)).toBe(true);
      },
    ),
  );
});

test('rows are made once as long as they are asked for', () => {
  const pages = createReportPages();
  const made: string[] = [];
  const table: ReportTable = { count: 0, write: () => [] };
  const ask = (key: string) =>
    pages.table(key, () => {
      made.push(key);
      return table;
    });
  for (const page of range(0, 100)) ask(page % 2 === 0 ? 'kept' : `${page}`);
  expect(made.filter((key) => key === 'kept')).toHaveLength(1);
});
