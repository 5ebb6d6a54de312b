/**
 * The time of a health attestation: a text of no fixed form, where all other
 * times of a device are ISO 8601.
 * https://learn.microsoft.com/graph/api/resources/intune-devices-devicehealthattestationstate
 */
import { reportTimestamp, timestamp } from '../../model/dates';
import { text } from '../../model/values';

/** `6/19/2026 8:29:04 PM` */
const TWELVE_HOURS =
  /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{1,2}):(\d\d):(\d\d)\s?([AP])M$/i;

/** In milliseconds since the Unix epoch; in UTC where the text does not say otherwise. */
export function attestationTime(value: unknown): number | undefined {
  const parts = TWELVE_HOURS.exec(text(value)?.trim() ?? '');
  return parts ? readTwelveHours(parts.slice(1)) : reportTimestamp(value);
}

/** Where 3/4 may be a day in March or in April, no date is better than a wrong one. */
function readTwelveHours(parts: readonly string[]): number | undefined {
  const [month, day, year, hour, minute, second] = parts.map(Number);
  const isAmbiguous = day <= 12 && day !== month;
  if (isAmbiguous || hour < 1 || hour > 12) {
    return undefined;
  }
  const isAfternoon = /p/i.test(parts[6]);
  const date = [pad(year, 4), pad(month), pad(day)].join('-');
  const hours = pad((hour % 12) + (isAfternoon ? 12 : 0));
  const time = timestamp(`${date}T${hours}:${pad(minute)}:${pad(second)}Z`);
  // Date.parse takes February 30 for a day in March.
  const isOfCalendar =
    time !== undefined && new Date(time).toISOString().startsWith(date);
  return isOfCalendar ? time : undefined;
}

function pad(number: number, length = 2): string {
  return String(number).padStart(length, '0');
}
