/** The cheapest way to have all of a tenant's states, computed from the tenant alone. */
import { quotaFloorMs, type BucketReport } from '../../emulator';
import { quotasOf } from '../../emulator/throttling/quotas';
import type { Regime } from '../scenarios';
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
  regime: Regime,
): SourceChoice {
  return combinationsOf(datasetsOf(counts), regime)
    .map(choiceOf)
    .reduce((best, other) => (isCheaper(other, best) ? other : best));
}

function combinationsOf(
  datasets: readonly Dataset[],
  regime: Regime,
): ChosenSource[][] {
  return datasets.reduce<ChosenSource[][]>(
    (combinations, { name, sources }) =>
      sources
        .filter(({ isExport }) => !isExport || regime === 'plain')
        .map(({ name: source, charges }) => ({
          dataset: name,
          source,
          charges,
        }))
        .flatMap((chosen) => combinations.map((some) => [...some, chosen])),
    [[]],
  );
}

/** Of the quotas, only the directory's depends on the number of users. */
const quotas = quotasOf(0);

function choiceOf(sources: readonly ChosenSource[]): SourceChoice {
  const buckets = quotas.map((quota) => ({
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
