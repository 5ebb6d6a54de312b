import { sentinelRows } from './sentinels';

test('a row has the form of its values, the values and their source', () => {
  const source = 'https://example.com/page#part';
  const table = sentinelRows([
    { kind: 'mac', values: ['a', 'b'], meaning: 'No address', source },
    {
      kind: 'date',
      values: ['1601-01-01'],
      form: 'everything before 1970',
      meaning: 'Never',
      source,
    },
  ]);
  expect(table.split('\n')).toEqual([
    '| Property | Value | Meaning | Source |',
    '| --- | --- | --- | --- |',
    `| MAC address | \`a\`, \`b\` | No address | [example.com](${source}) |`,
    `| time | everything before 1970, \`1601-01-01\` | Never | [example.com](${source}) |`,
  ]);
});
