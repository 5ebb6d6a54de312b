import { REQUESTS_SUMMARY } from '../../src/graph/pacing/statistics';
import type { LogLine } from './logLines';
import { RunRecord } from './runRecord';

const INFO = 30;
const WARN = 40;

function recordOf(...lines: LogLine[]): RunRecord {
  const record = new RunRecord();
  lines.forEach((line) => record.add(line));
  return record;
}

it('keeps every event, in order', () => {
  const record = recordOf(
    { level: INFO, msg: 'Read', event: 'info', stepId: 'users' },
    { level: INFO, msg: 'Starting' },
    { level: WARN, msg: 'Missing', event: 'incomplete_data' },
  );
  expect(record.report()).toEqual({
    events: [
      { level: 'info', name: 'info', stepId: 'users', message: 'Read' },
      { level: 'warning', name: 'incomplete_data', message: 'Missing' },
    ],
    leftOut: [],
  });
});

it('keeps every count of a warning', () => {
  const record = recordOf(
    { level: WARN, msg: 'Left out', count: 3, stepId: 'users' },
    { level: WARN, msg: 'Careful' },
    { level: INFO, msg: 'Read', count: 7 },
    { level: WARN, msg: 'Odd', count: 0 },
  );
  expect(record.report().leftOut).toEqual([
    { stepId: 'users', message: 'Left out', count: 3 },
    { message: 'Odd', count: 0 },
  ]);
});

it('knows the requests, and what ended the run', () => {
  const workloads = {};
  const requests = { level: INFO, msg: REQUESTS_SUMMARY, workloads };
  const fatal = { level: WARN, msg: 'Failed', err: { message: 'No login' } };
  const step = { ...fatal, stepId: 'users' };
  const record = recordOf(step, requests, fatal);
  expect(record.fatal).toBe(fatal);
  expect(record.requests).toBe(requests);
  expect(record.report().requests).toBe(workloads);
  expect(recordOf(step).fatal).toBeUndefined();
});
