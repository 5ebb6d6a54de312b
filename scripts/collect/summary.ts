/** The SDK's summary.json, as a table and a verdict. */
import { formatCount } from './numbers';

export interface StepResult {
  readonly id: string;
  readonly status: string;
  /** Of entities and relationships. */
  readonly declaredTypes?: readonly string[];
  readonly encounteredTypeCounts: Readonly<Record<string, number>>;
}

export interface Summary {
  readonly integrationStepResults: readonly StepResult[];
  readonly metadata: {
    readonly partialDatasets: { readonly types: readonly string[] };
  };
}

export interface Counts {
  readonly entities: readonly (readonly [type: string, count: number])[];
  readonly relationships: readonly (readonly [type: string, count: number])[];
}

/** @param entityTypes those that the result has, at least; every other type is a relationship's */
export function countTypes(
  summary: Summary,
  entityTypes: ReadonlySet<string>,
): Counts {
  const totals = new Map<string, number>();
  for (const { encounteredTypeCounts } of summary.integrationStepResults) {
    for (const [type, count] of Object.entries(encounteredTypeCounts)) {
      totals.set(type, (totals.get(type) ?? 0) + count);
    }
  }
  const rows = [...totals].sort(([a], [b]) => a.localeCompare(b));
  return {
    entities: rows.filter(([type]) => entityTypes.has(type)),
    relationships: rows.filter(([type]) => !entityTypes.has(type)),
  };
}

/** `cached`: the SDK took its result from an earlier run. */
const succeeded: ReadonlySet<string> = new Set(['success', 'cached']);

export function isSuccess({ status }: Pick<StepResult, 'status'>): boolean {
  return succeeded.has(status);
}

/** Every step that was to run and did not succeed. */
export function failedSteps(summary: Summary): string[] {
  return summary.integrationStepResults
    .filter((step) => !isSuccess(step) && step.status !== 'disabled')
    .map(({ id }) => id);
}

export function disabledSteps(summary: Summary): string[] {
  return summary.integrationStepResults
    .filter(({ status }) => status === 'disabled')
    .map(({ id }) => id);
}

/** A line for each type. */
export function renderTable({ entities, relationships }: Counts): string {
  const rows = [...entities, ...relationships];
  const width = Math.max(0, ...rows.map(([type]) => type.length));
  const render = (title: string, part: Counts['entities']) => [
    title,
    ...part.map(
      ([type, count]) =>
        `  ${type.padEnd(width)}  ${formatCount(count).padStart(10)}`,
    ),
  ];
  return [
    ...render('Entities', entities),
    '',
    ...render('Relationships', relationships),
  ].join('\n');
}

export function total(rows: Counts['entities']): number {
  return rows.reduce((sum, [, count]) => sum + count, 0);
}
