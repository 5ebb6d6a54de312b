import * as fc from 'fast-check';
import {
  STEP_COMPLETE,
  STEP_INCOMPLETE,
  STEP_PROGRESS,
} from '../../src/run/progress/measure';
import { describeLogLine, parseLogLine } from './logLines';

const INFO = 30;
const WARN = 40;
const ERROR = 50;

const progress = {
  entities: { azure_user: 50 },
  relationships: {},
  odd: {},
  requests: 2,
  seconds: 10,
  pausedSeconds: 0,
};

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
      'a step at work',
      {
        level: INFO,
        msg: STEP_PROGRESS,
        stepId: 'users',
        progress: { ...progress, perSecond: { entities: 5, relationships: 0 } },
      },
      '  running  users: 50 azure_user so far (5/s, 2 requests)',
    ],
    [
      'the end of a step',
      { level: INFO, msg: STEP_COMPLETE, stepId: 'users', progress },
      '  done     users: 50 azure_user in 10.0 s, 2 requests',
    ],
    [
      'the early end of a step',
      { level: INFO, msg: STEP_INCOMPLETE, stepId: 'users', progress },
      '  stopped  users: 50 azure_user in 10.0 s, 2 requests',
    ],
    [
      "what JupiterOne's users are told",
      { level: INFO, msg: 'No Intune.', event: 'info', stepId: 'users' },
      '  note     users: No Intune.',
    ],
    [
      'the table of permissions',
      { level: INFO, msg: 'Permissions:\n  granted', permissions: {} },
      'Permissions:\n  granted',
    ],
    [
      'a warning of a step',
      { level: WARN, msg: 'Careful', stepId: 'users' },
      '  warning  users: Careful [M365-RUN-014]',
    ],
    [
      'a warning, with its own code',
      { level: WARN, msg: 'Careful [M365-LOG-001]' },
      '  warning  Careful [M365-LOG-001]',
    ],
    [
      'odd items',
      { level: WARN, msg: 'Left out', count: 3 },
      '  warning  Left out [M365-RUN-014] (3)',
    ],
    [
      'a failure',
      {
        level: ERROR,
        msg: 'Step failed',
        stepId: 'users',
        err: { message: 'No. [M365-STEP-002]' },
      },
      '  failed   users: No. [M365-STEP-002]',
    ],
    [
      'a failure that says nothing',
      { level: ERROR, msg: 'Step failed', err: {} },
      '  failed   An error that nobody expected: Step failed [M365-RUN-013]',
    ],
    ['what is not worth a line', { level: INFO, msg: 'Starting' }, undefined],
    [
      "the SDK's own summary",
      { level: INFO, msg: 'Step summary', stepId: 'users' },
      undefined,
    ],
    [
      'an error that was handled',
      { level: INFO, msg: 'Again', err: { message: 'No.' } },
      undefined,
    ],
  ])('shows %s', (_, line, expected) => {
    expect(describeLogLine(line)).toBe(expected);
  });
});
