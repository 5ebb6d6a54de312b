/** The bounds that the regimes must keep; times count from the start of the process. */
import type { TenantSizeName } from '../../emulator';
import { spreadOf } from '../comparison';
import { floorMs } from '../measurement';
import { limits, LONG_QUOTA_WAITING_MS, type Bound } from '../verdict';
import { valuesOf, type RegimeResult, type RegimeRun } from './regimeResult';
import { refusedShare, wallToFloor } from './regimeTable';
import { regimes, type RegimeName } from './regimes';

const REFUSED_SHARE = 0.1;
/** Of fewer requests, one refusal is a large share. */
const MANY_REQUESTS = 50;
const FIRST_REQUEST_S = 1.5;
const SIGN_IN_PAGES_A_WINDOW = 5;
const SIGN_IN_WINDOW_S = 10;
const SECONDS_BESIDE_SIGN_INS = 8;
const MEGABYTE = 1_000_000;

interface Absolute {
  readonly wallS?: number;
  readonly peakMb?: number;
}

/** Of single tenants, whatever their floor is. */
const absolute: Partial<
  Record<RegimeName, Partial<Record<TenantSizeName, Absolute>>>
> = {
  plain: { m5k: { wallS: 6.6 }, xl: { wallS: 55, peakMb: 1_000 } },
  granted2: { scarce: { wallS: 240 } },
};

/** All bounds on the results, met or not. The median of the runs counts, but of failed steps and early retries the worst. */
export function judgeRegimes(results: readonly RegimeResult[]): Bound[] {
  return results.flatMap((result) => {
    const median = (valueOf: (run: RegimeRun) => number) =>
      spreadOf(valuesOf(result, valueOf)).median;
    const wallS = median((run) => run.process.wallMs) / 1_000;
    const bounds: [name: string, value: number, most: number | undefined][] = [
      floorBound(result, median),
      ['wall, s', wallS, wallBound(result)],
      [
        'peak, MB',
        median((run) => (run.process.peakRssBytes ?? NaN) / MEGABYTE),
        absolute[result.regime]?.[result.size]?.peakMb,
      ],
      [
        'first request, s',
        median((run) => run.firstRequestMs) / 1_000,
        FIRST_REQUEST_S,
      ],
      [
        'failed steps',
        spreadOf(valuesOf(result, (run) => run.failedSteps.length)).max,
        0,
      ],
      [
        'early retries',
        spreadOf(valuesOf(result, (run) => run.earlyRetries)).max,
        limits.earlyRetries,
      ],
      [
        'refused / requests',
        median(refusedShare),
        median((run) => run.requests.inner) >= MANY_REQUESTS
          ? REFUSED_SHARE
          : undefined,
      ],
    ];
    const scenario = `${result.size}: ${regimes[result.regime].title}`;
    return bounds.flatMap(([name, value, most]) =>
      most === undefined ? [] : [{ scenario, name, value, most }],
    );
  });
}

/** As for scenarios: where quotas take long a share of the floor counts, elsewhere seconds. */
function floorBound(
  { runs }: RegimeResult,
  median: (valueOf: (run: RegimeRun) => number) => number,
): [string, number, number] {
  const waitsForQuotas = runs.every(
    ({ floors }) => floors.quotaMs >= LONG_QUOTA_WAITING_MS,
  );
  return waitsForQuotas
    ? ['wall / floor', median(wallToFloor), limits.wallToFloor]
    : [
        'wall above the floor, s',
        median((run) => run.process.wallMs - floorMs(run.floors)) / 1_000,
        limits.secondsAboveFloor,
      ];
}

function wallBound({
  regime,
  size,
  signInPages,
}: RegimeResult): number | undefined {
  if (!regimes[regime].readsSignIns) {
    return absolute[regime]?.[size]?.wallS;
  }
  const windows = Math.ceil(signInPages / SIGN_IN_PAGES_A_WINDOW) - 1;
  return windows * SIGN_IN_WINDOW_S + SECONDS_BESIDE_SIGN_INS;
}
