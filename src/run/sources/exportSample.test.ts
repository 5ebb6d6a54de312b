import * as fc from 'fast-check';
import { failed, ok, type HttpReply } from '#test/graph/replies';
import {
  appsExport,
  installsReport,
  reportPage,
} from '#test/graph/sampleReports';
import { expectGrants, SCARCE, type Shares } from '#test/support/grants';
import { scriptedStep } from '#test/support/stepContext';
import {
  evenly,
  evenlyOfKnown,
  RowCounts,
  shortageByReports,
  shortageOf,
} from './exportSample';

const check = (...sample: readonly (readonly [number, number])[]) =>
  shortageOf(sample.map(([exported, counted]) => ({ exported, counted })));

describe('an export, against a sample', () => {
  it.each([
    ['all of it', [[5, 5]]],
    ['more', [[9, 5]]],
    ['one row of two', [[1, 2]]],
    ['ten rows less', [[90, 100]]],
    ['2 % less', [[980, 1_000]]],
    [
      '2 % less of all together',
      [
        [0, 10],
        [990, 990],
      ],
    ],
    ['nothing of nothing', [[0, 0]]],
    ['no sample', []],
  ] as const)('stands with %s', (_, sample) => {
    expect(check(...sample)).toBeUndefined();
  });

  it.each([
    ['nothing of one', [[0, 1]], 'lacks 1 rows of a sample of 1'],
    ['nothing of two', [[0, 2]], 'lacks 2 rows of a sample of 2'],
    ['nothing of ten', [[0, 10]], 'lacks 10 rows of a sample of 10'],
    ['eleven rows less', [[89, 100]], 'lacks 11 rows of a sample of 100'],
    ['over 2 % less', [[979, 1_000]], 'lacks 21 rows of a sample of 1000'],
    [
      'more of one and less of another',
      [
        [50, 11],
        [0, 11],
      ],
      'lacks 11 rows of a sample of 22',
    ],
  ] as const)('is short with %s', (_, sample, shortage) => {
    expect(check(...sample)).toBe(`the file ${shortage}`);
  });
});

describe('an export, against the row counts of reports', () => {
  const objects = (...exported: number[]) =>
    exported.map((count, index) => ({
      exported: count,
      report: { ...installsReport, filter: String(index) },
    }));
  const compare = async (
    answer: (filter: string) => HttpReply,
    ...exported: number[]
  ) => {
    const step = scriptedStep(({ body }) =>
      answer((body as { filter: string }).filter),
    );
    const shortage = await shortageByReports(
      step.context,
      'installs of applications',
      objects(...exported),
    );
    step.context.completeness.settle('a-step', step.context.logger);
    const told = step.events.map(({ description }) => description);
    return { ...step, told, shortage };
  };

  it('needs one request of each object', async () => {
    const { shortage, transport } = await compare(
      (filter) => reportPage([], Number(filter) * 10),
      0,
      10,
      20,
    );
    expect(shortage).toBeUndefined();
    expect(transport.requests).toHaveLength(3);
  });

  it('is short of each by its own', async () => {
    const { shortage, lines } = await compare(
      (filter) => reportPage([], filter === '1' ? 11 : 0),
      11,
      0,
    );
    expect(shortage).toBe('the file lacks 11 rows of a sample of 11');
    expect(lines).toEqual([]);
  });

  const UNCHECKED =
    /^Whether all installs of applications were collected could not be checked: /;

  it.each([400, 401, 403, 404, 405, 500, 501])(
    'is unchecked when all reports answer %d, and an event says so with the reason',
    async (status) => {
      const { shortage, told } = await compare(() => failed(status, 'x'), 0, 5);
      expect(shortage).toBeUndefined();
      expect(told).toEqual([expect.stringMatching(UNCHECKED)]);
      expect(told[0]).toContain(` ${status} x`);
    },
  );

  it.each([400, 403, 404, 500])(
    'is checked by the others when one report answers %d',
    async (status) => {
      const refusingFirst = (filter: string) =>
        filter === '0' ? failed(status, 'x') : reportPage([], 400);
      const short = await compare(refusingFirst, 0, 1, 400);
      expect(short.shortage).toBe('the file lacks 399 rows of a sample of 800');
      const whole = await compare(refusingFirst, 0, 400, 400);
      expect(whole.shortage).toBeUndefined();
      expect([...short.told, ...whole.told]).toEqual([]);
    },
  );

  it('is unchecked when no report says how many rows it has', async () => {
    const { shortage, told } = await compare(() => reportPage([], null), 0);
    expect(shortage).toBeUndefined();
    expect(told).toEqual([expect.stringMatching(UNCHECKED)]);
  });

  it.each([429, 503])('fails when reports answer %d', async (status) => {
    const comparing = compare(() => failed(status, 'x'), 0);
    await expect(comparing).rejects.toMatchObject({ status });
  });

  it('needs no request without objects', async () => {
    const { shortage, told, transport } = await compare(() =>
      reportPage([], 0),
    );
    expect(shortage).toBeUndefined();
    expect(transport.requests).toEqual([]);
    expect(told).toEqual([]);
  });
});

describe('evenly', () => {
  it('takes so many, from all over the list', () => {
    expect(evenly([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5)).toEqual([0, 2, 4, 6, 8]);
    expect(evenly([0, 1], 5)).toEqual([0, 1]);
    expect(evenly([], 5)).toEqual([]);
  });

  it('takes different items, in their order, whatever the list', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 30 }), (all, size) => {
        const items = Array.from({ length: all }, (_, index) => index);
        const taken = evenly(items, size);
        expect(taken).toHaveLength(Math.min(all, size));
        expect(new Set(taken).size).toBe(taken.length);
        expect([...taken].sort((a, b) => a - b)).toEqual(taken);
      }),
    );
  });
});

describe('those that are known', () => {
  it.each([
    ['come first', [1, 4], 3, [1, 4, 0]],
    ['are spread, too', [0, 1, 2, 3], 2, [0, 2]],
    ['are not needed', [], 2, [0, 2]],
  ])('%s', (_, known, size, expected) => {
    const items = [0, 1, 2, 3, 4];
    const taken = evenlyOfKnown(items, size, (item) => known.includes(item));
    expect(taken).toEqual(expected);
  });
});

describe('row counts', () => {
  const reportOf = (filter: string) => ({ ...installsReport, filter });
  /** Reports have as many rows as their filter says. */
  const rowCounts = (
    shares: Shares = SCARCE,
    posted: HttpReply = ok({ id: 'job', status: 'notStarted' }),
  ) => {
    expectGrants(shares);
    const step = scriptedStep(({ body, url }) => {
      if (url.endsWith('/exportJobs')) {
        return posted;
      }
      const { filter } = body as { filter: string };
      return filter === 'odd'
        ? failed(404, 'NotFound')
        : reportPage([], Number(filter));
    });
    const counts = new RowCounts(step.context);
    const begin = (filters: readonly string[]) =>
      counts.begin(appsExport, filters.map(reportOf));
    const filtersAsked = () =>
      step.transport.requests.flatMap(
        ({ body }) => (body as { filter?: string }).filter ?? [],
      );
    return { counts, begin, filtersAsked };
  };

  it('are asked for once', async () => {
    const { counts, begin, filtersAsked } = rowCounts();
    await begin(['7', '8']);
    expect(await counts.ask(reportOf('7'))).toBe(7);
    expect(await counts.ask(reportOf('8'))).toBe(8);
    expect(counts.has(reportOf('9'))).toBe(false);
    expect(await counts.ask(reportOf('9'))).toBe(9);
    expect(filtersAsked()).toEqual(['7', '8', '9']);
    expect(counts.has(reportOf('7'))).toBe(true);
  });

  it('fail when they are needed', async () => {
    const { counts, begin } = rowCounts();
    await begin(['odd']);
    await expect(counts.ask(reportOf('odd'))).rejects.toMatchObject({
      status: 404,
    });
  });

  it('are no longer asked for early once the file is there', async () => {
    const many = Array.from({ length: 20 }, (_, index) => String(index));
    const { counts, begin, filtersAsked } = rowCounts();
    const end = await begin(many);
    await counts.ask(reportOf('0'));
    end();
    await counts.ask(reportOf('19'));
    expect(filtersAsked().length).toBeLessThan(20);
  });

  it('are not asked for early where the application gets no exports', async () => {
    const { counts, begin, filtersAsked } = rowCounts({}, failed(403));
    await begin(['7']);
    expect(filtersAsked()).toEqual([]);
    expect(await counts.ask(reportOf('7'))).toBe(7);
  });

  it.each([
    ['known where reports are scarce', SCARCE, [7, 0, undefined, undefined]],
    ['asked for anew elsewhere', {}, Array(4).fill(undefined)],
  ])('are %s', async (_, shares, expected) => {
    const { counts, begin } = rowCounts(shares);
    await begin(['7', 'odd']);
    await counts.ask(reportOf('7'));
    counts.addEmpty(reportOf('empty'));
    const known = ['7', 'empty', 'odd', 'other'].map((filter) =>
      counts.known(reportOf(filter)),
    );
    expect(await Promise.all(known)).toEqual(expected);
  });
});
