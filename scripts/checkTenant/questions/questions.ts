/**
 * What only a tenant can settle: where nobody was seen saying what Microsoft Graph
 * does, the integration handles it both ways. Each answer is one line, fit for a
 * public issue: numbers, names of properties and statuses.
 */
import { deviceQuestions } from './devices';
import { directoryQuestions } from './directory';
import { listQuestions } from './lists';
import type { Question, Questioning } from './question';
import { reportQuestions } from './reports';
import { withoutPeople } from '../words';

export interface SettledQuestion {
  readonly id: string;
  readonly question: string;
  /** undefined when this tenant cannot tell. */
  readonly answer?: string;
  /** Why it cannot. */
  readonly open?: string;
}

const questions: readonly Question[] = [
  ...reportQuestions,
  ...listQuestions,
  ...directoryQuestions,
  ...deviceQuestions,
];

/** Never throws. */
export function settleQuestions(
  questioning: Questioning,
): Promise<SettledQuestion[]> {
  return Promise.all(
    questions.map(async ({ id, question, answer }) => {
      try {
        return { id, question, answer: await answer(questioning) };
      } catch (error) {
        const open = withoutPeople(
          error instanceof Error ? error.message : String(error),
        );
        return { id, question, open };
      }
    }),
  );
}
