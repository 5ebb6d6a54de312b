import * as fc from 'fast-check';
import { failed, type HttpReply } from '../../test/graph/replies';
import { installsReport, reportPage } from '../../test/graph/sampleReports';
import { scriptedStep } from '../../test/support/stepContext';
import { evenly, shortageByReports, shortageOf } from './exportSample';

const check = (...sample: readonly (readonly [number, number])[]) =>
  shortageOf(sample.map(([exported, counted]) => ({ exported, counted })));

describe('an export, against a sample', () => {
  it.each([
    ['all of it', [[5, 5]]],
    ['more', [[9, 5]]],
    ['two rows less', [[0, 2]]],
    ['a fifth less', [[80, 100]]],
    ['nothing of nothing', [[0, 0]]],
    ['no sample', []],
  ] as const)('stands with %s', (_, sample) => {
    expect(check(...sample)).toBeUndefined();
  });

  it.each([
    ['nothing of three', [[0, 3]], 'lacks 3 rows of a sample of 3'],
    ['over a fifth less', [[79, 100]], 'lacks 21 rows of a sample of 100'],
    [
      'more of one and less of another',
      [
        [50, 10],
        [0, 10],
      ],
      'lacks 10 rows of a sample of 20',
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
      objects(...exported),
    );
    return { ...step, shortage };
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
      (filter) => reportPage([], filter === '1' ? 10 : 0),
      10,
      0,
    );
    expect(shortage).toBe('the file lacks 10 rows of a sample of 10');
    expect(lines).toEqual([]);
  });

  it.each([400, 401, 403, 404, 405, 501])(
    'stands when reports answer %d, with a line in the log',
    async (status) => {
      const { shortage, lines } = await compare(() => failed(status, 'x'), 0);
      expect(shortage).toBeUndefined();
      expect(lines).toEqual(['The rows of an export were not checked']);
    },
  );

  it('stands when a report does not say how many rows it has', async () => {
    const { shortage } = await compare(() => reportPage([], null), 0);
    expect(shortage).toBeUndefined();
  });

  it.each([429, 500])('fails when reports answer %d', async (status) => {
    const comparing = compare(() => failed(status, 'x'), 0);
    await expect(comparing).rejects.toMatchObject({ status });
  });

  it('needs no request without objects', async () => {
    const { shortage, transport } = await compare(() => reportPage([], 0));
    expect(shortage).toBeUndefined();
    expect(transport.requests).toEqual([]);
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
