import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import {
  badness,
  complianceStatuses,
  isAssigned,
  readStatus,
  severityOf,
  statusOfBadness,
  type ComplianceStatus,
} from './status';

const high = { severity: 'high', numericSeverity: 6 };
const medium = { severity: 'medium', numericSeverity: 4 };

const table: [string, ComplianceStatus, boolean, object | undefined][] = [
  ['0', 'unknown', true, medium],
  ['1', 'notApplicable', false, undefined],
  ['2', 'compliant', true, undefined],
  ['3', 'remediated', true, undefined],
  ['4', 'nonCompliant', true, high],
  ['5', 'error', true, high],
  ['6', 'conflict', true, high],
  ['7', 'notAssigned', false, undefined],
];

describe('a status', () => {
  it.each(table)(
    '%s is %s; assigned: %j; %j',
    (number, status, assigned, severity) => {
      expect(readStatus(number)).toBe(status);
      expect(readStatus(Number(number))).toBe(status);
      expect(readStatus(status)).toBe(status);
      expect(readStatus(`${status} (${number})`)).toBe(status);
      expect(isAssigned(status)).toBe(assigned);
      expect(severityOf(status)).toEqual(severity);
    },
  );

  it('is one of these', () => {
    expect(table.map(([, status]) => status)).toEqual(complianceStatuses);
  });

  it.each<[string, ComplianceStatus]>([
    ['Compliant', 'compliant'],
    ['Succeeded', 'compliant'],
    ['Not Compliant', 'nonCompliant'],
    ['Noncompliant', 'nonCompliant'],
    ['Non-compliant', 'nonCompliant'],
    ['NotApplicable', 'notApplicable'],
    ['Not applicable', 'notApplicable'],
    ['Not assigned', 'notAssigned'],
    ['Error', 'error'],
    ['Conflict', 'conflict'],
    ['Pending', 'unknown'],
    ['Pending (0)', 'unknown'],
    ['Not evaluated', 'unknown'],
    ['Checking status', 'unknown'],
  ])('may be the words of a report or of the portal: %s', (words, status) => {
    expect(readStatus(words)).toBe(status);
  });

  it.each([
    '',
    ' ',
    '8',
    8,
    '-1',
    '1.5',
    '254',
    'NaN',
    'inGracePeriod',
    'unknownFutureValue',
    'Konform',
    'compliant (4)',
    'length',
    null,
    undefined,
  ])('is not made of %j', (value) => {
    expect(readStatus(value)).toBeUndefined();
  });

  it('is one of these or none, whatever comes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect([...complianceStatuses, undefined]).toContain(readStatus(value));
      }),
    );
  });
});

describe('badness', () => {
  it('goes from what does not concern the device to what it does not keep', () => {
    const fromBest = [...complianceStatuses].sort(
      (a, b) => badness(a) - badness(b),
    );
    expect(fromBest).toEqual([
      'notAssigned',
      'notApplicable',
      'compliant',
      'remediated',
      'unknown',
      'conflict',
      'error',
      'nonCompliant',
    ]);
  });

  it.each(complianceStatuses)('of %s tells it from all others', (status) => {
    expect(statusOfBadness(badness(status))).toBe(status);
  });

  it('is never higher for a status without a finding than for one with', () => {
    for (const open of complianceStatuses.filter(severityOf)) {
      for (const other of complianceStatuses.filter((s) => !severityOf(s))) {
        expect(badness(open)).toBeGreaterThan(badness(other));
      }
    }
  });
});
