/** The values that are left out, as a table. */
import type { Sentinel, SentinelKind } from '../../src/model/sentinels';
import { markdownTable } from './markers';

const titles: Readonly<Record<SentinelKind, string>> = {
  text: 'any text',
  hardware: 'make, model and identifiers',
  identifier:
    'serial number, IMEI, MEID, ICCID, UDID, Exchange id, phone number',
  model: 'make and model',
  mac: 'MAC address',
  ip: 'IP address',
  date: 'time',
};

export function sentinelRows(rows: readonly Sentinel[]): string {
  return markdownTable(
    ['Property', 'Value', 'Meaning', 'Source'],
    rows.map(({ kind, values, form, meaning, source }) => [
      titles[kind],
      [...(form ? [form] : []), ...values.map((value) => `\`${value}\``)].join(
        ', ',
      ),
      meaning,
      `[${new URL(source).hostname}](${source})`,
    ]),
  );
}
