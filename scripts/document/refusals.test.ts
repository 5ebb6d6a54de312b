import type { RefusalRule } from '../../src/graph/errors/refusals';
import { refusalRows } from './refusals';

const rules: readonly RefusalRule[] = [
  { kind: 'throttled', status: [429] },
  { kind: 'lostPageToken', code: /^(?:First|Second)$/i },
  { kind: 'momentary', status: [403, 409], code: /^(?:UnknownError)?$/i },
  { kind: 'momentary', status: [400], code: /^$/, message: /odd words/i },
];

test('has a row for each rule, and for what no rule fits', () => {
  const rows = refusalRows(rules)
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, 4)
        .map((cell) => cell.trim()),
    );
  expect(rows).toEqual([
    ['429', 'any', 'any'],
    ['any', '`First\\|Second`', 'any'],
    ['403, 409', '`UnknownError`, or none', 'any'],
    ['400', 'none', '`odd words`'],
    ['other 5xx', 'any', 'any'],
    ['other', 'any', 'any'],
  ]);
});
