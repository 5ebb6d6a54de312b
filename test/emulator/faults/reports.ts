/** Faults of reports that are answered page by page. */
import { rewriteJson } from './pages';

interface ReportBody {
  readonly TotalRowCount: number;
  readonly Schema: readonly { readonly Column: string }[];
  readonly Values: readonly (readonly unknown[])[];
}

const rewrite = (name: string, change: (body: ReportBody) => object) =>
  rewriteJson<ReportBody>(name, change);

/** A page later there are fewer rows than there were; hit a page after the first. */
export const shrinking = shrinkingReport();

export const endsEarly = rewrite('report that ends early', (body) => ({
  ...body,
  TotalRowCount: body.TotalRowCount + 1,
  Values: [],
}));

export const withoutCount = rewrite('report without a row count', (body) => ({
  ...body,
  TotalRowCount: null,
}));

export const withoutColumn = rewrite('report without a column', (body) => ({
  ...body,
  Schema: body.Schema.map(() => ({ Column: 'Other' })),
}));

export const shortRow = rewrite('report with a row too short', (body) => ({
  ...body,
  TotalRowCount: body.TotalRowCount + 1,
  Values: [...body.Values, []],
}));

export const noRows = rewrite('report without rows', (body) => ({
  ...body,
  TotalRowCount: 0,
  Values: [],
}));

/** Every cell is null but ids. */
export const withoutNumbers = rewrite('report without numbers', (body) => ({
  ...body,
  Values: body.Values.map((row) =>
    row.map((value, index) =>
      body.Schema[index].Column.endsWith('Id') ? value : null,
    ),
  ),
}));

/** Each answer promises fewer rows than the one before. */
function shrinkingReport() {
  let promised = 1_000;
  return rewrite('report that shrinks', (body) => {
    promised -= 1;
    return { ...body, TotalRowCount: promised };
  });
}

/** The first row of the page that is hit is one of the page before: its own is on none. Hit all pages up to it. */
export function unordered() {
  let last: readonly unknown[] | undefined;
  return rewrite('report without an order', (body) => {
    const before = last;
    last = body.Values.at(-1);
    return before === undefined
      ? body
      : { ...body, Values: [before, ...body.Values.slice(1)] };
  });
}
