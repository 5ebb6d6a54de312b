import { renderCost } from './cost';

const counts = {
  requests: 0,
  batched: 0,
  throttled: 0,
  retries: 0,
  pausedMs: 0,
};

test('each workload has its requests, refusals and resource units', () => {
  const text = renderCost({
    reports: { ...counts, requests: 22, throttled: 1_200 },
    directory: { ...counts, requests: 52, batched: 860, units: 1_733 },
  });
  expect(text.split('\n')).toEqual([
    'Cost by workload  requests  in batches  refused  resource units',
    '  directory             52         860        0           1,733',
    '  reports               22           0    1,200',
  ]);
});

test('a run that sent nothing has the head only', () => {
  expect(renderCost({}).split('\n')).toHaveLength(1);
});
