import * as fc from 'fast-check';
import { anyValue } from '../../../test/support/anyPayload';
import {
  badness,
  complianceStatuses,
  isAssigned,
  severityOf,
  statusOfBadness,
  statusOfName,
  statusOfNumber,
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
      expect(statusOfNumber(number)).toBe(status);
      expect(statusOfNumber(` ${number} `)).toBe(status);
      expect(statusOfName(status)).toBe(status);
      expect(isAssigned(status)).toBe(assigned);
      expect(severityOf(status)).toEqual(severity);
    },
  );

  it('is one of these', () => {
    expect(table.map(([, status]) => status)).toEqual(complianceStatuses);
  });

  it.each(['', ' ', '8', '-1', '1.5', 'Pending', 'NaN', '1,2', 'length'])(
    'is unknown for the number %j',
    (number) => {
      expect(statusOfNumber(number)).toBe('unknown');
    },
  );

  it.each([
    '',
    'Compliant',
    'inGracePeriod',
    'constructor',
    4,
    null,
    undefined,
  ])('is unknown for the name %j', (name) => {
    expect(statusOfName(name)).toBe('unknown');
  });

  it('is one of these, whatever comes', () => {
    fc.assert(
      fc.property(anyValue, fc.string(), (name, number) => {
        expect(complianceStatuses).toContain(statusOfName(name));
        expect(complianceStatuses).toContain(statusOfNumber(number));
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
