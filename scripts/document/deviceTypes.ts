/** Which `_type` a device gets, as a table of what Intune says of it. */
import type { DeviceTypeRow } from '../../src/steps/devices/deviceType';
import { markdownTable } from './markers';

export function deviceTypeRows(rows: readonly DeviceTypeRow[]): string {
  return markdownTable(
    ['`deviceType`', 'Operating system', 'Model', '`_type`', '`_class`'],
    rows.map((row) => [
      namesOf(row.deviceTypes),
      beginningsOf(row.operatingSystems),
      beginningsOf(row.models),
      `\`${row.type}\``,
      row.isVirtual ? '`Host`' : '`Device`, `Host`',
    ]),
  );
}

const ANY = 'any';

function namesOf(names: readonly string[] | undefined): string {
  return names?.map((name) => `\`${name}\``).join(', ') ?? ANY;
}

function beginningsOf(beginnings: readonly string[] | undefined): string {
  return namesOf(beginnings?.map((beginning) => `${beginning}…`));
}
