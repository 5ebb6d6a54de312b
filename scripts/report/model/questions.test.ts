import { parseView } from '../browser/filters';
import { readReportOf, step } from '../check/sampleReport';
import { isAnswered } from '../page/firstScreen';
import { questions } from './questions';

const NOW = Date.UTC(2025, 5, 30, 12);

describe('the questions', () => {
  it('name columns that there are, so that an address is understood', async () => {
    const { answers, model } = await readReportOf('Ann', NOW);
    expect(answers).toHaveLength(questions.length);
    for (const { question, address } of answers) {
      const { filters, sort, columns = [], table } = parseView(address);
      const known = model.tables
        .get(question.table)
        ?.columns.map(({ id }) => id);
      expect(table).toBe(question.table);
      expect(known).toEqual(
        expect.arrayContaining([
          ...filters.keys(),
          ...columns,
          ...(sort ? [sort.column] : []),
        ]),
      );
    }
  });

  it('are answered by the rows that fit', async () => {
    const { answers } = await readReportOf('Ann', NOW);
    const rows = Object.fromEntries(
      answers.map(({ question, rows }) => [question.id, rows.length]),
    );
    expect(rows).toMatchObject({
      noncompliant: 1,
      'not-encrypted': 1,
      'not-seen': 1,
      'long-not-seen': 0,
      'without-policy': 0,
      'high-findings': 1,
      'no-second-factor': 1,
      'admins-without': 1,
      'jail-broken': 0,
    });
  });

  it('count a device that never came back since it was enrolled', async () => {
    const enrolledDateTime = NOW - 100 * 24 * 60 * 60 * 1_000;
    const { answers } = await readReportOf('Ann', NOW, {
      entity: ({ lastSeenOn: _, ...entity }) =>
        'enrolledDateTime' in entity
          ? { ...entity, lastSeenOn: null, enrolledDateTime }
          : entity,
    });
    const answer = answers.find(
      ({ question }) => question.id === 'long-not-seen',
    );
    expect(answer).toMatchObject({ rows: [expect.any(Number)], unknown: 0 });
  });

  it('are not answered by 0 where nobody knows', async () => {
    const { answers } = await readReportOf('Ann', NOW, {
      entity: ({ isMfaEnabled: _, ...entity }) => entity,
    });
    const answer = answers.find(
      ({ question }) => question.id === 'no-second-factor',
    );
    expect(answer).toMatchObject({ rows: [], unknown: 1, total: 1 });
    expect(answer && isAnswered(answer)).toBe(false);
  });

  it.each([
    ['failure', 'incomplete', true],
    ['disabled', 'not collected', false],
  ])(
    'say what a step with status %s does to them',
    async (status, completeness, isKnown) => {
      const { answers } = await readReportOf('Ann', NOW, {
        steps: [step('everything', status)],
      });
      for (const answer of answers) {
        expect(answer.completeness).toBe(completeness);
        if (!isKnown) {
          expect(isAnswered(answer)).toBe(false);
        }
      }
    },
  );
});
