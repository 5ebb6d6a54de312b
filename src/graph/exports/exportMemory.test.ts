import {
  afterAcceptance,
  afterRefusal,
  isAccessKnown,
  expectedRefusal,
  emptyMemory,
  type ExportMemory,
  type Refusal,
} from './exportMemory';

const forbidden: Refusal = { reason: 'forbidden', detail: 'may not' };
const refused: Refusal = { reason: 'refused', detail: 'not supported' };

/** `A ok`, `A 403`, `A 400`, `A/filter 400`: what came of posts, in their order. */
function after(...answers: string[]): ExportMemory {
  return answers.reduce((memory, answer) => {
    const [name, status] = answer.split(' ');
    return status === 'ok'
      ? afterAcceptance(memory)
      : afterRefusal(
          memory,
          identity(name),
          status === '403' ? forbidden : refused,
        );
  }, emptyMemory);
}

function identity(name: string) {
  const [reportName, filter] = name.split('/');
  return { reportName, filter };
}

test.each<[string[], boolean]>([
  [[], false],
  [['A ok'], true],
  [['A 400'], false],
  [['A 403'], false],
  [['A 403', 'B 400'], false],
  [['A 403', 'B 403'], true],
  [['A 403', 'A 403'], false],
  [['A 403', 'B ok'], true],
])('after %j the access is known: %s', (answers, isKnown) => {
  expect(isAccessKnown(after(...answers))).toBe(isKnown);
});

test.each<[string[], string, Refusal | undefined]>([
  [[], 'A', undefined],
  // Each report is tried twice, until two were refused.
  [['A 403'], 'A', undefined],
  [['A 403'], 'B', undefined],
  [['A 403', 'A 403'], 'A', forbidden],
  [['A 403', 'A 403'], 'B', undefined],
  [['A 403', 'A 403', 'B 403'], 'C', forbidden],
  [['A 403', 'A 403', 'B ok'], 'A', forbidden],
  [['A 403', 'B 403'], 'C', forbidden],
  // Once a job was accepted, a refusal is about its report.
  [['A 403', 'B ok'], 'A', forbidden],
  [['A 403', 'B ok'], 'B', undefined],
  [['A ok', 'B 403', 'C 403'], 'A', undefined],
  [['A ok', 'B 403'], 'B/filter', forbidden],
  [['A ok', 'B 403', 'C 403'], 'D', undefined],
  // What a tenant does not have says nothing of others.
  [['A 400'], 'A', refused],
  [['A 400'], 'A/filter', undefined],
  [['A/filter 400'], 'A', undefined],
  [['A/filter 400'], 'A/filter', refused],
  [['A 400', 'B 400', 'C 400'], 'D', undefined],
  [['A 400', 'B ok'], 'A', refused],
])('after %j the refusal of %s is known as %j', (answers, name, refusal) => {
  expect(expectedRefusal(after(...answers), identity(name))).toEqual(refusal);
});
