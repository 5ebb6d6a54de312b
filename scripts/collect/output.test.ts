import { STEP_COMPLETE, STEP_PROGRESS } from '../../src/run/progress/measure';
import { createOutput, PROGRESS_EVERY_MS } from './output';

const INFO = 30;
const WARN = 40;

let lines: string[];

beforeEach(() => {
  lines = [];
  const keep = (text: string) => void lines.push(text);
  jest.spyOn(console, 'log').mockImplementation(keep);
  jest.spyOn(console, 'error').mockImplementation(keep);
});

const progress = {
  entities: { azure_user: 250 },
  relationships: {},
  perSecond: { entities: 25, relationships: 0 },
  requests: 3,
  seconds: 10,
  pausedSeconds: 0,
};
const ofUsers = { level: INFO, stepId: 'users' };

describe('JSON lines', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const printed = () =>
    lines.map((line) => {
      const { time, ...rest } = JSON.parse(line) as { readonly time: string };
      expect(Date.parse(time)).toBeGreaterThan(0);
      return rest;
    });

  it('tell every ten seconds how far each step is, until it ends', () => {
    const output = createOutput('json');
    output.line({ level: INFO, msg: 'Estimated', users: 1_000, devices: 0 });
    jest.advanceTimersByTime(PROGRESS_EVERY_MS);
    output.line({ ...ofUsers, msg: STEP_PROGRESS, progress });
    expect(lines).toHaveLength(1);
    jest.advanceTimersByTime(2 * PROGRESS_EVERY_MS);
    const ended = { ...progress, odd: {} };
    output.line({ ...ofUsers, msg: STEP_COMPLETE, progress: ended });
    jest.advanceTimersByTime(PROGRESS_EVERY_MS);
    output.end({ exitCode: 0, message: 'Whole' });
    jest.advanceTimersByTime(PROGRESS_EVERY_MS);
    const users = {
      ...{ level: 'info', kind: 'progress', step: 'users', done: 250 },
      ...{ expected: 1_000, perSecond: 25, remainingSeconds: 30 },
    };
    expect(printed()).toEqual([
      { level: 'info', kind: 'progress', seconds: 10 },
      { ...users, seconds: 20 },
      { ...users, seconds: 30 },
      {
        level: 'info',
        kind: 'step',
        step: 'users',
        isComplete: true,
        ...ended,
      },
      { level: 'info', kind: 'progress', seconds: 40 },
      { level: 'info', kind: 'end', exitCode: 0, message: 'Whole' },
    ]);
  });

  it('have what people see, and nothing else', () => {
    const output = createOutput('json');
    output.line({ ...ofUsers, msg: 'No Intune.', event: 'info' });
    output.line({ level: WARN, msg: 'Left out', count: 3 });
    output.line({
      ...ofUsers,
      level: 50,
      msg: 'x',
      err: { message: 'No. [M365-STEP-002]' },
    });
    output.line({ level: INFO, msg: 'Starting' });
    output.say('The result is in ...');
    output.fail('The run failed: No. [M365-RUN-007]');
    output.end({ exitCode: 2, message: 'Incomplete' });
    expect(printed()).toEqual([
      {
        ...{ level: 'info', kind: 'note', step: 'users', event: 'info' },
        message: 'No Intune.',
      },
      {
        level: 'warning',
        kind: 'note',
        message: 'Left out [M365-RUN-014]',
        count: 3,
      },
      {
        level: 'error',
        kind: 'note',
        step: 'users',
        message: 'No. [M365-STEP-002]',
      },
      {
        level: 'error',
        kind: 'note',
        message: 'The run failed: No. [M365-RUN-007]',
      },
      { level: 'error', kind: 'end', exitCode: 2, message: 'Incomplete' },
    ]);
  });
});

it('text has no line for programs', () => {
  const output = createOutput('text');
  output.line({ ...ofUsers, msg: STEP_PROGRESS, progress });
  output.line({ level: INFO, msg: 'Starting' });
  output.fail('The run failed: No. [M365-RUN-007]');
  output.say('Run it again.');
  output.end({ exitCode: 1, message: 'No.' });
  expect(lines).toEqual([
    '  running  users: 250 azure_user so far (25/s, 3 requests)',
    'The run failed: No. [M365-RUN-007]',
    'Run it again.',
  ]);
});
