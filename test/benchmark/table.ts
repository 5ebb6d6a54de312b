/** The results as Markdown. */
import { countObjects, type Measurement } from './measurement';
import {
  cpuToStore,
  isMet,
  throttledShare,
  wallToFloor,
  type Bound,
} from './verdict';

type Cell = (m: Measurement) => string;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const mebibytes = (bytes: number): string =>
  `${Math.round(bytes / (1_024 * 1_024))} MiB`;
const ratio = (value: number): string => value.toFixed(2);
const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;
const count = (value: number): string => value.toLocaleString('en-US');
const per100k = (ms: number, m: Measurement): string =>
  seconds((ms / countObjects(m.objects)) * 100_000);

const rows: readonly (readonly [title: string, cell: Cell])[] = [
  ['Objects', (m) => count(countObjects(m.objects))],
  ['Wall time', (m) => seconds(m.collect.wallMs)],
  ['Floor: quotas', (m) => seconds(m.floors.quotaMs)],
  ['Floor: page chain', (m) => seconds(m.floors.pageChainMs)],
  ['Floor: parse and store', (m) => seconds(m.floors.storeMs)],
  ['Wall / floor', (m) => ratio(wallToFloor(m))],
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

function table(
  head: readonly string[],
  body: readonly (readonly string[])[],
): string {
  const lines = [head, ...body];
  const widths = head.map((_, column) =>
    Math.max(3, ...lines.map((line) => line[column].length)),
  );
  const render = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [render(head), render(rule), ...body.map(render)].join('\n');
}
