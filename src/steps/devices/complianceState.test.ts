import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import { isOutside } from '../../model/closedList';
import { readStatus } from '../findings/status';
import {
  isCompliantIn,
  readComplianceState,
  type ComplianceState,
} from './complianceState';

const table: [number, ComplianceState, boolean | undefined][] = [
  [0, 'unknown', undefined],
  [1, 'compliant', true],
  [2, 'noncompliant', false],
  [3, 'conflict', false],
  [4, 'error', false],
  [254, 'inGracePeriod', false],
  [255, 'configManager', undefined],
];

describe('the compliance state of a device', () => {
  it.each(table)('%s is %s; compliant: %j', (number, state, isCompliant) => {
    expect(readComplianceState(number)).toBe(state);
    expect(readComplianceState(String(number))).toBe(state);
    expect(readComplianceState(state)).toBe(state);
    expect(readComplianceState(`${state} (${number})`)).toBe(state);
    expect(isCompliantIn(state)).toBe(isCompliant);
  });

  it.each<[string, ComplianceState]>([
    ['Compliant', 'compliant'],
    ['Not compliant', 'noncompliant'],
    ['NonCompliant', 'noncompliant'],
    ['In grace period', 'inGracePeriod'],
    ['In-grace period', 'inGracePeriod'],
    ['Not evaluated', 'unknown'],
    ['Unknown', 'unknown'],
    ['ConfigMgr', 'configManager'],
  ])('may be the words of a report or of the portal: %s', (words, state) => {
    expect(readComplianceState(words)).toBe(state);
  });

  it.each([
    '',
    5,
    7,
    '253',
    'notApplicable',
    'remediated',
    'unknownFutureValue',
    'compliant (2)',
    null,
    undefined,
  ])('is not made of %j', (value) => {
    expect(readComplianceState(value)).toBeUndefined();
  });

  it.each([
    ['Konform', true],
    [7, true],
    [{}, true],
    ['unknown', false],
    [255, false],
    ['', false],
    [null, false],
    [undefined, false],
  ])('%j is unreadable: %j', (value, expected) => {
    expect(isOutside(readComplianceState, value)).toBe(expected);
  });

  it('is another scale than the status of a policy: 2 says the opposite', () => {
    expect([readStatus(2), readComplianceState(2)]).toEqual([
      'compliant',
      'noncompliant',
    ]);
    // @ts-expect-error: neither can be taken for the other
    const state: ReturnType<typeof readComplianceState> = readStatus(2);
    // @ts-expect-error: nor the other way round
    const status: ReturnType<typeof readStatus> = readComplianceState(2);
    expect(state).not.toBe(status);
  });

  it('is one of these or none, whatever comes', () => {
    const allowed = [...table.map(([, state]) => state), undefined];
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(allowed).toContain(readComplianceState(value));
      }),
    );
  });
});
