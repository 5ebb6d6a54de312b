import * as fc from 'fast-check';
import { describeLogLine, parseLogLine } from './logLines';

const INFO = 30;
const WARN = 40;
const ERROR = 50;

describe('parseLogLine', () => {
  it('reads a line of the log', () => {
    const line = { level: WARN, msg: 'Careful', stepId: 'users', pid: 1 };
    expect(parseLogLine(JSON.stringify(line))).toEqual(line);
  });

  it.each([
    '',
    'Plain text of the command line',
    'null',
    '30',
    '"text"',
    '[]',
    '{}',
    '{"level":30}',
    '{"level":"30","msg":"text"}',
    '{"level":30,"msg":',
  ])('takes %j for none', (text) => {
    expect(parseLogLine(text)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const line = parseLogLine(text);
        expect(line === undefined || typeof line.msg === 'string').toBe(true);
      }),
    );
  });
});

describe('describeLogLine', () => {
  it.each([
    [
      'the end of a step',
      { level: INFO, msg: 'Step summary', stepId: 'users' },
      '  done     users',
    ],
    [
      'a warning of a step',
      { level: WARN, msg: 'Careful', stepId: 'users' },
      '  warning  users: Careful',
    ],
    ['a warning', { level: WARN, msg: 'Careful' }, '  warning  Careful'],
    [
      'odd items',
      { level: WARN, msg: 'Left out', count: 3 },
      '  warning  Left out (3)',
    ],
    [
      'a failure',
      {
        level: ERROR,
        msg: 'Step failed',
        stepId: 'users',
        err: { message: 'No.' },
      },
      '  failed   users: No.',
    ],
    [
      'a failure that says nothing',
      { level: ERROR, msg: 'Step failed', err: {} },
      '  failed   Step failed',
    ],
    ['what is not worth a line', { level: INFO, msg: 'Starting' }, undefined],
    [
      'an error that was handled',
      { level: INFO, msg: 'Again', err: { message: 'No.' } },
      undefined,
    ],
  ])('shows %s', (_, line, expected) => {
    expect(describeLogLine(line)).toBe(expected);
  });
});
