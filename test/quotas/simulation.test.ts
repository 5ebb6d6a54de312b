/** The real pacer against simulated services; what comes of it is what docs/quotas.md says. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runsAll } from '../support/extent';
import { groups, loads, run, type Cell } from './cells';
import { countings, type Counting } from './service';
import { floorOf, type Load } from './simulation';
import {
  describe as textOf,
  meetsBounds,
  MOST_REFUSED,
  refusedShare,
} from './table';

const docs = readFileSync(
  path.join(__dirname, '..', '..', 'docs', 'quotas.md'),
  'utf8',
);

interface Case {
  readonly title: string;
  readonly cell: Cell;
}

const all: Case[] = groups.flatMap(({ title, cells }) =>
  cells.map((cell) => ({ title, cell })),
);

/** Each load, each counting and each way of granting at least once, those that take the least time. */
const quick: Case[] = all.filter(({ title, cell }, index) => {
  const isLoad = cell.load === 'exportJobs' || cell.load === 'reports';
  const group = groups.findIndex((other) => other.title === title);
  const isCounting = cell.counting === countings[group % countings.length];
  const isLarge =
    title === '100 % granted' &&
    ['directory', 'intuneDevices'].includes(cell.load);
  return (isLoad && isCounting) || (isLarge && index % countings.length === 1);
});

/** What the docs say of one cell. */
function documented({ title, cell }: Case): string | undefined {
  const section = docs.split(`#### ${cell.load}\n`)[1].split('####')[0];
  const row = section
    .split('\n')
    .find((line) => line.startsWith(`| ${title} `));
  return row?.split('|')[countings.indexOf(cell.counting) + 2].trim();
}

describe.each(runsAll ? all : quick)(
  '$cell.load, $cell.counting, $title',
  (tested) => {
    test('takes as long and is refused as often as documented', async () => {
      const result = await run(tested.cell);
      expect(textOf(result)).toBe(documented(tested));
      expect(result.granted).toBe(loads[tested.cell.load].requests);
      if (/^\d+ % granted$/.test(tested.title)) {
        expect(meetsBounds(result)).toBe(true);
      }
    });
  },
);

test('every cell has a place in the docs', () => {
  expect(all.filter((tested) => documented(tested) === undefined)).toEqual([]);
});

test('results outside of a bound are bold', () => {
  const cell = all[0].cell;
  const good = {
    cell,
    wallMs: 39_000,
    floorMs: 30_000,
    granted: 90,
    refused: 10,
    mostRefusals: 1,
  };
  expect(refusedShare(good)).toBe(MOST_REFUSED);
  expect(textOf(good)).toBe('1.30 of 30 s, 10.0 %');
  expect(textOf({ ...good, wallMs: 39_001 })).toBe('**1.30 of 30 s, 10.0 %**');
  expect(textOf({ ...good, refused: 11 })).toBe('**1.30 of 30 s, 10.9 %**');
  // Below half a minute it is mostly latency.
  expect(textOf({ ...good, floorMs: 20_000 })).toBe('1.95 of 20 s, 10.0 %');
});

describe('the floor', () => {
  const load: Load = {
    quota: { limit: 100, windowMs: 10_000, inFlight: 1 },
    requests: 100,
    cost: 1,
    perCall: 1,
  };
  const options = {
    windowMs: 10_000,
    retryAfter: 'seconds',
    otherShare: 0,
  } as const;

  test.each<[Counting, number, number, number]>([
    // Ten at once every 10 seconds.
    ['fixed', 10, 0, 90_000],
    ['sliding', 10, 0, 90_000],
    // Ten at once, and then one a second.
    ['bucket', 10, 0, 90_000],
    // 60 at once, and the others at 6 a second.
    ['bucket', 60, 0, 6_670],
    // The documented limit, even if more is granted.
    ['sliding', 500, 0, 0],
    // Another client gets half of it.
    ['sliding', 20, 0.5, 90_000],
  ])(
    'of %s windows that grant %d, %d of it to others, is %d ms',
    (counting, limit, otherShare, floorMs) => {
      const floor = floorOf(load, {
        ...options,
        counting,
        otherShare,
        limitAt: () => limit,
      });
      expect(Math.abs(floor - floorMs)).toBeLessThanOrEqual(70);
    },
  );
});
