import { failed, type HttpReply } from '#test/graph/replies';
import { reportPage } from '#test/graph/sampleReports';
import { scriptedStep } from '#test/support/stepContext';
import { countsOf } from '#test/support/statusTables';
import { withoutFalseZeros } from './falseZeros';
import { zerosOfPolicies } from '../../steps/findings/policyReports';
import { complianceReports } from '../../steps/findings/stateSources';

describe('counts of no device', () => {
  /** What is left of the counts, when reports have so many rows. */
  async function confirmed(
    answer: (policyId: string) => number | HttpReply,
    counts: Readonly<Record<string, number>>,
  ) {
    const step = scriptedStep(({ body }) => {
      const { filter } = body as { filter: string };
      const reply = answer(filter.split("'")[1]);
      return typeof reply === 'number' ? reportPage([], reply) : reply;
    });
    const { context, transport, events } = step;
    const left = await withoutFalseZeros(
      context,
      countsOf(counts),
      zerosOfPolicies(complianceReports),
    );
    context.completeness.settle('a-step', context.logger);
    const told = events.map(({ description }) => description);
    return {
      left: Object.fromEntries([...left].map(([id, { total }]) => [id, total])),
      asked: transport.requests,
      told,
    };
  }

  it('are believed where reports have no rows of their policies', async () => {
    const counts = { p1: 0, p2: 5, p3: 0 };
    const { left, asked, told } = await confirmed(() => 0, counts);
    expect(left).toEqual(counts);
    expect(asked).toHaveLength(2);
    expect(told).toEqual([]);
  });

  it('are none where the report of one policy has a single row', async () => {
    const counts = { p1: 0, p2: 5, p3: 0 };
    const { left, told } = await confirmed(
      (id) => (id === 'p3' ? 1 : 0),
      counts,
    );
    expect(left).toEqual({ p2: 5 });
    expect(told).toEqual([]);
  });

  it('are compared with two reports at most, and with none where there is no zero', async () => {
    const zeros = Array.from({ length: 30 }, (_, index) => [`p${index}`, 0]);
    const { asked } = await confirmed(
      () => 0,
      Object.fromEntries(zeros) as Record<string, number>,
    );
    expect(asked).toHaveLength(2);
    expect((await confirmed(() => 0, { p1: 1 })).asked).toEqual([]);
  });

  it.each([403, 404, 429, 500, 503])(
    'are unchecked where the reports answer %d, and an event says so',
    async (status) => {
      const { left, told } = await confirmed(() => failed(status, 'Denied'), {
        p1: 0,
      });
      expect(left).toEqual({ p1: 0 });
      expect(told).toEqual([
        expect.stringMatching(
          /^Whether all states of policies that Intune counts no device of were collected could not be checked: /,
        ),
      ]);
      expect(told[0]).toContain(` ${status} Denied`);
    },
  );
});
