/** The results as Markdown. */
import { count, ratio, seconds, table } from './markdown';
import { countObjects, floorMs, type Measurement } from './measurement';
import { scenarios } from './scenarios';
import { renderChoice } from './sources/choiceTable';
import {
  cpuToStore,
  isMet,
  throttledShare,
  wallToFloor,
  type Bound,
} from './verdict';

type Cell = (m: Measurement) => string;

const mebibytes = (bytes: number): string =>
  `${Math.round(bytes / (1_024 * 1_024))} MiB`;
const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;
const per100k = (ms: number, m: Measurement): string =>
  seconds((ms / countObjects(m.objects)) * 100_000);

const rows: readonly (readonly [title: string, cell: Cell])[] = [
  ['Objects', (m) => count(countObjects(m.objects))],
  ['Regime', (m) => scenarios[m.scenario].regime],
  ['Wall time', (m) => seconds(m.collect.wallMs)],
  ['Floor: quotas', (m) => seconds(m.floors.quotaMs)],
  ['Floor: serial chain', (m) => seconds(m.floors.pageChainMs)],
  ['Floor: exports', (m) => seconds(m.floors.exportMs ?? 0)],
  ['Floor: parse and store', (m) => seconds(m.floors.storeMs)],
  ['Wall / floor', (m) => ratio(wallToFloor(m))],
  [
    'Wall above the floor',
    (m) => seconds(m.collect.wallMs - floorMs(m.floors)),
  ],
  ['HTTP requests', (m) => count(m.requests.http)],
  ['Requests, those in batches by themselves', (m) => count(m.requests.inner)],
  ['One at a time: requests', (m) => count(m.requests.oneAtATime)],
  ['Batched or exported: HTTP requests', (m) => count(m.requests.bundled)],
  [
    'Batched or exported: one at a time',
    (m) => count(m.requests.bundledOneAtATime),
  ],
  ['CPU / 100,000 objects', (m) => per100k(m.collect.cpuMs, m)],
  ['CPU / 100,000 objects, SDK alone', (m) => per100k(m.store.cpuMs, m)],
  ['CPU / SDK', (m) => ratio(cpuToStore(m))],
  ['Peak RSS', (m) => mebibytes(m.collect.peakRssBytes)],
  ['Peak RSS, SDK alone', (m) => mebibytes(m.store.peakRssBytes)],
  ['429 answers', (m) => count(m.requests.throttled)],
  ['429 / requests', (m) => percent(throttledShare(m))],
  ['Early retries', (m) => count(m.throttling.earlyRetries)],
  [
    'One at a time, run: requests',
    (m) => (m.oneAtATime ? count(m.oneAtATime.requests) : ''),
  ],
  [
    'One at a time, run: wall time',
    (m) => (m.oneAtATime ? seconds(m.oneAtATime.wallMs) : ''),
  ],
  ['Start-up before', (m) => seconds(m.collect.startUp.wallMs)],
  ['CPU of the emulator', (m) => seconds(m.emulatorCpuMs)],
  ['Tenant, seed', (m) => `${m.size}, ${m.seed}`],
  ['Commit', (m) => m.commit],
  ['Node.js, CPUs', (m) => `${m.node}, ${m.cpus}`],
];

/** A row for each number, a column for each scenario. */
export function renderTable(measurements: readonly Measurement[]): string {
  return table(
    ['', ...measurements.map(({ scenario }) => scenario)],
    rows.map(([title, cell]) => [title, ...measurements.map(cell)]),
  );
}

/** For each scenario, what its floor of quotas is computed from. */
export function renderChoices(measurements: readonly Measurement[]): string {
  return measurements
    .flatMap(({ scenario, choice }) =>
      choice ? [`### ${scenario}`, renderChoice(choice)] : [],
    )
    .join('\n\n');
}

export function renderVerdict(bounds: readonly Bound[]): string {
  return table(
    ['Scenario', 'Bound', 'Seen', 'At most', ''],
    bounds.map((bound) => [
      bound.scenario,
      bound.name,
      rounded(bound.value),
      rounded(bound.most),
      isMet(bound) ? 'met' : 'MISSED',
    ]),
  );
}

/** Three digits say enough. */
function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
