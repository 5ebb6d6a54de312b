import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import { attestationTime } from './attestationTime';

const MORNING = Date.UTC(2026, 5, 19, 8, 29, 4);
const EVENING = Date.UTC(2026, 5, 19, 20, 29, 4);

describe('attestationTime', () => {
  it.each([
    ['2026-06-19T20:29:04Z', EVENING],
    ['2026-06-19T20:29:04.0000000Z', EVENING],
    ['2026-06-19T22:29:04+02:00', EVENING],
    ['2026-06-19 20:29:04', EVENING],
    ['2026-06-19 20:29:04.0000000', EVENING],
    ['2026-06-19T20:29:04', EVENING],
    ['6/19/2026 8:29:04 PM', EVENING],
    ['06/19/2026 08:29:04 pm', EVENING],
    // As newer versions of .NET write it, with a narrow blank.
    ['6/19/2026 8:29:04\u202fPM', EVENING],
    [' 6/19/2026 8:29:04 AM ', MORNING],
    ['6/19/2026 12:00:00 AM', Date.UTC(2026, 5, 19)],
    ['6/19/2026 12:00:00 PM', Date.UTC(2026, 5, 19, 12)],
    ['6/6/2026 12:59:59 AM', Date.UTC(2026, 5, 6, 0, 59, 59)],
    ['2/29/2024 1:00:00 PM', Date.UTC(2024, 1, 29, 13)],
  ])('%j is a point in time', (value, expected) => {
    expect(attestationTime(value)).toBe(expected);
  });

  it.each([
    // March 4 or April 3.
    '3/4/2026 8:29:04 PM',
    '12/1/2026 8:29:04 PM',
    '19/6/2026 8:29:04 PM',
    '19.06.2026 20:29:04',
    '6/19/2026 20:29:04',
    '6/19/2026 20:29:04 PM',
    '6/19/2026 0:29:04 AM',
    '6/19/2026 8:61:04 PM',
    '6/31/2026 8:29:04 PM',
    '2/29/2026 8:29:04 PM',
    '6/19/26 8:29:04 PM',
    '6/19/2026',
    '1/1/0001 12:00:00 AM',
    '0001-01-01T00:00:00Z',
    'Last Update Date Time value',
    '',
    null,
    undefined,
    EVENING,
  ])('%j is none', (value) => {
    expect(attestationTime(value)).toBeUndefined();
  });

  it('reads every time in twelve hours that can mean one day only', () => {
    const times = fc
      .date({
        min: new Date('1970-01-01'),
        max: new Date('2100-01-01'),
        noInvalidDate: true,
      })
      .map((date) => Math.trunc(date.getTime() / 1000) * 1000)
      .filter((time) => new Date(time).getUTCDate() > 12);
    fc.assert(
      fc.property(times, (time) => {
        const written = new Date(time)
          .toLocaleString('en-US', { timeZone: 'UTC' })
          .replace(',', '');
        expect(attestationTime(written)).toBe(time);
      }),
    );
  });

  it('is a whole number or nothing, whatever comes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const result = attestationTime(value);
        expect(result === undefined || Number.isInteger(result)).toBe(true);
      }),
    );
  });
});
