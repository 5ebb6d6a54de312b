/** The circumstances of a run: what is granted, how the service answers, and what is asked for. */
import { answers, type FaultRule, type TenantSizeName } from '../../emulator';
import type { QuotaOptions } from '../../emulator/throttling/quotas';

export const regimeNames = [
  'plain',
  'signIn',
  'readOnly',
  'advanced',
  'granted2',
  'granted20',
  'halfTaken',
  'latency300',
  'unavailable1',
] as const;
export type RegimeName = (typeof regimeNames)[number];

export interface Regime {
  /** For the table. */
  readonly title: string;
  /** Whether the application may read sign-in times: their quota, five pages in ten seconds, would hide everything else. */
  readonly readsSignIns: boolean;
  /** Whether every report export is granted, or none. */
  readonly grantsExports: boolean;
  readonly advancedDetails: boolean;
  /** Before each HTTP answer, in milliseconds. */
  readonly latencyMs: number;
  /** How the quotas differ from Microsoft's documentation. */
  readonly quotas: QuotaOptions;
  /** Of all answers, in [0, 1): those with 503 in place of what was asked for. */
  readonly unavailableShare: number;
  /** The only tenant that it is run with; default: any. */
  readonly size?: TenantSizeName;
  /** Steps that cannot be whole there, and fail by name after they have emitted what there is. */
  readonly partialSteps: readonly string[];
}

const plain: Regime = {
  title: 'plain',
  readsSignIns: false,
  grantsExports: true,
  advancedDetails: false,
  latencyMs: 50,
  quotas: {},
  unavailableShare: 0,
  partialSteps: [],
};

export const regimes: Readonly<Record<RegimeName, Regime>> = {
  plain,
  signIn: { ...plain, title: 'sign-in times', readsSignIns: true },
  readOnly: {
    ...plain,
    title: 'read-only: no exports',
    grantsExports: false,
    // A compliance policy of the catalog has no state in any report: the exports that might have one are refused.
    partialSteps: ['compliance-findings'],
  },
  advanced: { ...plain, title: 'advanced details', advancedDetails: true },
  // Larger tenants take hours.
  granted2: {
    ...plain,
    title: '2 % granted',
    quotas: { quotaScale: 0.02 },
    size: 'scarce',
  },
  granted20: {
    ...plain,
    title: '20 % granted',
    quotas: { quotaScale: 0.2 },
  },
  halfTaken: {
    ...plain,
    title: 'half taken by another client',
    quotas: { otherShare: 0.5 },
  },
  latency300: { ...plain, title: '300 ms latency', latencyMs: 300 },
  unavailable1: {
    ...plain,
    title: '1 % of answers 503',
    unavailableShare: 0.01,
  },
};

/** Whoever tries again gives up some day: no request fails more often in a row. */
const MOST_IN_A_ROW = 2;

/** What goes wrong there: HTTP requests, requests in batches and downloads, half of them with a `Retry-After` of a second. */
export function faultsOf({ unavailableShare: share }: Regime): FaultRule[] {
  if (share === 0) {
    return [];
  }
  const when = { share, seed: 1, mostInARow: MOST_IN_A_ROW };
  return (['graph', 'batchItem', 'blob'] as const).map((kind) => ({
    on: { kind },
    when,
    fault: [answers.unavailable(), answers.unavailable(1)],
  }));
}
