/** The language of filters, as public callers write it: github.com/gilburns/Intuneomator, github.com/ugurkocde/IntuneAssignmentChecker. */
import { assert, property, string, stringMatching } from 'fast-check';
import { holds, parseConditions } from './filter';

const eq = (column: string, ...values: string[]) => ({
  column,
  operator: 'eq',
  values,
});

test.each([
  ['', []],
  ["(PolicyId eq '1')", [eq('PolicyId', '1')]],
  ["PolicyId eq '1'", [eq('PolicyId', '1')]],
  ["(Name eq 'it''s and (so)')", [eq('Name', "it's and (so)")]],
  [
    "((Kind eq 'A') or (Kind eq 'B')) and (PolicyId eq '1')",
    [eq('Kind', 'A', 'B'), eq('PolicyId', '1')],
  ],
  [
    "(PolicyId eq '1') AND (Kind eq 'A' or Kind eq 'B')",
    [eq('PolicyId', '1'), eq('Kind', 'A', 'B')],
  ],
  [
    "((Kind eq 'A') and (PolicyId eq '1'))",
    [eq('Kind', 'A'), eq('PolicyId', '1')],
  ],
  [
    "(FailedDeviceCount gt '0')",
    [{ column: 'FailedDeviceCount', operator: 'gt', values: ['0'] }],
  ],
])('%s is understood', (filter, conditions) => {
  expect(parseConditions(filter)).toEqual(conditions);
});

test.each([
  "startswith('a')",
  "PolicyId ne '1'",
  'PolicyId eq 1',
  "(PolicyId eq '1'",
  "PolicyId eq '1')",
  "(Kind eq 'A') or (PolicyId eq '1')",
  "Kind eq 'A' or Kind eq 'B' and PolicyId eq '1'",
  "and (PolicyId eq '1')",
  'PolicyId',
])('%s is not', (filter) => {
  expect(parseConditions(filter)).toBeUndefined();
});

test('any value between quotes comes through', () => {
  assert(
    property(stringMatching(/^\w{1,9}$/), string(), (column, value) => {
      const filter = `(${column} eq '${value.replaceAll("'", "''")}')`;
      expect(parseConditions(filter)).toEqual([eq(column, value)]);
    }),
  );
});

test.each([
  ['eq', 'ABC', 'abc', true],
  ['eq', '4', 4, true],
  ['eq', '4', 5, false],
  ['gt', '0', 1, true],
  ['gt', '0', 0, false],
] as const)('%s %s of %s: %s', (operator, value, cell, expected) => {
  expect(holds({ column: 'X', operator, values: [value] }, cell)).toBe(
    expected,
  );
});
