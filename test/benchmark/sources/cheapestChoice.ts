/** The cheapest way to have all of a tenant's states, computed from the tenant alone. */
import { quotaFloorMs, type BucketReport } from '../../emulator';
import {
  grantedQuotas,
  quotasOf,
  type Quota,
} from '../../emulator/throttling/quotas';
import { regimes, type RegimeName } from '../regimes/regimes';
import { datasetsOf, type Charges, type Dataset } from './datasets';
import type { TenantCounts } from './tenantCounts';

export interface ChosenSource {
  readonly dataset: string;
  readonly source: string;
  readonly charges: Charges;
}

export interface SourceChoice {
  readonly sources: readonly ChosenSource[];
  /** What all of them together draw on, and how long that takes at least. */
  readonly quotas: readonly {
    readonly name: BucketReport['name'];
    readonly requests: number;
    readonly waitingMs: number;
  }[];
  /** The longest of these: quotas are used at the same time. */
  readonly waitingMs: number;
}

/**
 * The choice that waits least for quotas, and of those with the same wait the
 * one with the fewest requests. All datasets are chosen together: two that draw
 * on the same quota wait for each other.
 */
export function cheapestChoice(
  counts: TenantCounts,
  name: RegimeName,
): SourceChoice {
  const { advancedDetails, grantsExports, quotas } = regimes[name];
  // Of the quotas, only the directory's depends on the number of users.
  const granted = grantedQuotas(quotasOf(0), quotas);
  return combinationsOf(datasetsOf(counts, advancedDetails), grantsExports)
    .map((sources) => choiceOf(sources, granted))
    .reduce((best, other) => (isCheaper(other, best) ? other : best));
}

function combinationsOf(
  datasets: readonly Dataset[],
  grantsExports: boolean,
): ChosenSource[][] {
  return datasets.reduce<ChosenSource[][]>(
    (combinations, { name, sources }) =>
      sources
        .filter(({ isExport }) => !isExport || grantsExports)
        .map(({ name: source, charges }) => ({
          dataset: name,
          source,
          charges,
        }))
        .flatMap((chosen) => combinations.map((some) => [...some, chosen])),
    [[]],
  );
}

function choiceOf(
  sources: readonly ChosenSource[],
  granted: readonly Quota[],
): SourceChoice {
  const buckets = granted.map((quota) => ({
    ...quota,
    charged: sources.reduce(
      (sum, { charges }) => sum + (charges[quota.name] ?? 0),
      0,
    ),
    refused: 0,
  }));
  const floor = quotaFloorMs({ buckets });
  return {
    sources,
    quotas: buckets
      .filter(({ charged }) => charged > 0)
      .map(({ name, charged }) => ({
        name,
        requests: charged,
        waitingMs: floor.buckets[name],
      })),
    waitingMs: floor.largest,
  };
}

function isCheaper(one: SourceChoice, other: SourceChoice): boolean {
  return one.waitingMs === other.waitingMs
    ? requestsOf(one) < requestsOf(other)
    : one.waitingMs < other.waitingMs;
}

export function requestsOf({ quotas: used }: SourceChoice): number {
  return used.reduce((sum, { requests }) => sum + requests, 0);
}
