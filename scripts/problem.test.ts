import { coded } from '../src/graph/basics/messageCodes';
import { GraphProtocolError } from '../src/graph/errors/errors';
import { asCoded, printProblem, problemOf, UserError } from './problem';
import { runCommand } from './runCommand';
import { UsageError } from './arguments';

const known = coded('M365-RUN-001', 'Known.');

let printed: string[];

beforeEach(() => {
  printed = [];
  jest
    .spyOn(console, 'error')
    .mockImplementation((text: string) => printed.push(text));
});

afterEach(() => {
  process.exitCode = undefined;
});

test('no text without a code is printed: the compiler refuses it', () => {
  printProblem(known);
  // @ts-expect-error It has no code.
  printProblem('Known.');
  // @ts-expect-error Its code is not at its end.
  printProblem(`${known} And more.`);
  // @ts-expect-error It is no error with a code either.
  new UserError('Known.');
  expect(printed[0]).toBe(known);
});

test.each([
  ['a message with a code', known, known],
  [
    'any other',
    'x is undefined',
    'An error that nobody expected: x is undefined [M365-RUN-013]',
  ],
])('%s', (_, text, expected) => {
  expect(asCoded(text)).toBe(expected);
  expect(problemOf(new Error(text))).toBe(expected);
});

test('an error of the client has its own code', () => {
  expect(problemOf(new GraphProtocolError('GET /x', 'odd'))).toBe(
    'GET /x: odd [M365-GRAPH-006]',
  );
});

describe('a command that throws', () => {
  const ends = (error: Error) =>
    runCommand(() => Promise.reject(error), 'Usage: x');

  test('what was foreseen ends with 1, and the message alone', async () => {
    await ends(new UserError(known));
    expect(printed).toEqual([known]);
    expect(process.exitCode).toBe(1);
  });

  test('a wrong argument ends with what there is', async () => {
    await ends(new UsageError(known));
    expect(printed).toEqual([`${known}\n\nUsage: x`]);
  });

  test('a mistake of ours ends with its place, for support', async () => {
    await ends(new TypeError('x'));
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(
      /^An error that nobody expected: x \[M365-RUN-013\]\n\nTypeError: x\n +at /,
    );
  });
});
