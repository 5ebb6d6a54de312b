import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import { reportTimestamp, timestamp } from './dates';

const NOON = Date.UTC(2024, 1, 29, 12, 30, 15);

describe('timestamp', () => {
  it.each([
    ['2024-02-29T12:30:15Z', NOON],
    ['2024-02-29T12:30:15.1Z', NOON + 100],
    ['2024-02-29T12:30:15.1239999Z', NOON + 123],
    ['2024-02-29T14:30:15+02:00', NOON],
    ['2024-02-29T12:30Z', NOON - 15_000],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['1970-01-01T00:00:00Z', 0],
    ['2199-12-31T23:59:59Z', Date.UTC(2199, 11, 31, 23, 59, 59)],
    ['1970-01-01T01:00:00+01:00', 0],
  ])('%s is a point in time', (date, expected) => {
    expect(timestamp(date)).toBe(expected);
  });

  it.each([
    '0001-01-01T00:00:00Z',
    '0001-01-01T00:00:00.0000000+00:00',
    '0001-01-01',
    '9999-12-31T23:59:59.9999999Z',
    '9999-12-31T00:00:00Z',
    '9999-12-30T23:00:00Z',
    '9999-12-31',
    '9999-12-31T23:59:59-12:00',
    '9999-01-01T00:00:00+14:00',
    '2200-01-01T00:00:00Z',
    '1601-01-01T00:00:00Z',
    '1601-01-01T00:00:00.0000000+00:00',
    '1899-12-30T00:00:00Z',
    '1900-01-01T00:00:00Z',
    '1969-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00+01:00',
  ])('%s means never', (sentinel) => {
    expect(timestamp(sentinel)).toBeUndefined();
  });

  it.each([
    '',
    'never',
    '2024-13-01T00:00:00Z',
    '2024-02-29T25:00:00Z',
    // Date.parse makes a day of each of these.
    '1',
    'Unknown 5',
    'Version 2024',
    'Thu, 29 Feb 2024 12:30:15 GMT',
    '02/29/2024',
  ])('%j is no date', (rubbish) => {
    expect(timestamp(rubbish)).toBeUndefined();
  });

  it('does not guess the time zone', () => {
    expect(timestamp('2024-02-29T12:30:15')).toBeUndefined();
  });

  it.each([null, undefined, 0, NOON, true, [NOON], {}])(
    '%j is no text',
    (value) => {
      expect(timestamp(value)).toBeUndefined();
    },
  );

  it('reads whatever a date is written as', () => {
    const between = {
      min: new Date('1970-01-01'),
      max: new Date('2199-12-31'),
    };
    fc.assert(
      fc.property(fc.date({ ...between, noInvalidDate: true }), (date) => {
        expect(timestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });

  it('is never of a day on which nothing of Microsoft 365 can have happened', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01'),
          max: new Date('9999-12-31T23:59:59.999Z'),
          noInvalidDate: true,
        }),
        (date) => {
          const year = date.getUTCFullYear();
          expect(timestamp(date.toISOString()) !== undefined).toBe(
            year >= 1970 && year < 2200,
          );
        },
      ),
    );
  });

  it('is a whole number or nothing, whatever comes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const result = timestamp(value);
        expect(result === undefined || Number.isInteger(result)).toBe(true);
      }),
    );
  });
});

describe('reportTimestamp', () => {
  it.each([
    ['2024-02-29 12:30:15.0000000', NOON],
    ['2024-02-29T12:30:15.1239999', NOON + 123],
    ['2024-02-29 12:30:15', NOON],
    [' 2024-02-29 12:30:15 ', NOON],
    ['2024-02-29 12:30:15Z', NOON],
    ['2024-02-29 14:30:15+02:00', NOON],
    ['2024-02-29', Date.UTC(2024, 1, 29)],
  ])('%j is in UTC unless it says otherwise', (date, expected) => {
    expect(reportTimestamp(date)).toBe(expected);
  });

  it.each([
    '',
    '0001-01-01 00:00:00.0000000',
    '9999-12-31 23:59:59.9999999',
    '1601-01-01 00:00:00.0000000',
    '1900-01-01 00:00:00',
    '2024-13-01 00:00:00',
    '12:30:15',
    'Z',
    'never',
    null,
    undefined,
    NOON,
  ])('%j is no point in time', (value) => {
    expect(reportTimestamp(value)).toBeUndefined();
  });

  it('understands all that other answers write', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        const written = date.toISOString();
        expect(reportTimestamp(written)).toBe(timestamp(written));
      }),
    );
  });

  it('is a whole number or nothing, whatever comes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const result = reportTimestamp(value);
        expect(result === undefined || Number.isInteger(result)).toBe(true);
      }),
    );
  });
});
