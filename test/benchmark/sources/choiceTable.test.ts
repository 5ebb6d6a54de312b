import { renderChoice } from './choiceTable';

const text = renderChoice({
  sources: [
    { dataset: 'a', source: 'x', charges: { reports: 1_200, exportJobs: 0 } },
    { dataset: 'b', source: 'y', charges: {} },
    { dataset: 'c', source: 'z', charges: { reports: 1, intuneDevices: 2 } },
  ],
  quotas: [{ name: 'reports', requests: 1_201, waitingMs: 220_200 }],
  waitingMs: 220_200,
});

test.each([
  ['| a ', '| x ', '| 1,200 reports '],
  ['| b ', '| y ', '| none '],
  ['| c ', '| z ', '| 1 reports, 2 intuneDevices '],
  ['| reports ', '| 1,201 ', '| 220.2 s '],
])('a line has %s%s%s', (...cells) => {
  const line = text.split('\n').find((each) => each.startsWith(cells[0]));
  for (const cell of cells) {
    expect(line).toContain(cell);
  }
});
