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

/** Each answer promises fewer rows than the one before. */
function shrinkingReport() {
  let promised = 1_000;
  return rewrite('report that shrinks', (body) => {
    promised -= 1;
    return { ...body, TotalRowCount: promised };
  });
}
