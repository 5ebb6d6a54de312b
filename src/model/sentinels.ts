/**
 * Sentinels: what Graph, and those who make and set up hardware, write where
 * they have no value. A sentinel is never emitted, and it decides nothing: no
 * key, no relationship, no boolean.
 */

/**
 * Which values a row is compared with. Identifiers (serial, IMEI, MEID, ICCID,
 * UDID, phone number) and models (make and model) are hardware, too, and
 * everything is a text.
 */
export type SentinelKind =
  'text' | 'hardware' | 'identifier' | 'model' | 'mac' | 'ip' | 'date';

export interface Sentinel {
  readonly kind: SentinelKind;
  /** Compared in any case. */
  readonly values: readonly string[];
  /** Also matches values that one could not list, in any case; `form` describes them in words. */
  readonly pattern?: RegExp;
  /** A part of all that the pattern matches: looked for first, because that is quick. */
  readonly hint?: string;
  readonly form?: string;
  readonly meaning: string;
  /** The address of a public page about such values; it need not have each spelling. */
  readonly source: string;
}

const inventory =
  'https://github.com/glpi-project/glpi/blob/main/src/Blacklist.php';
const monitoring =
  'https://github.com/netdata/netdata/blob/master/src/daemon/status-file-dmi.c';

/** The first moment that is a time, in milliseconds since the Unix epoch. */
const EARLIEST = 0;
/** The first moment that is none any more. */
const LATEST = Date.UTC(2200, 0, 1);

export const sentinelTable: readonly Sentinel[] = [
  {
    kind: 'text',
    values: ['00000000-0000-0000-0000-000000000000'],
    meaning: 'No object: the GUID of zeros',
    source: 'https://www.rfc-editor.org/rfc/rfc9562#name-nil-uuid',
  },
  {
    kind: 'text',
    values: ['unknownFutureValue'],
    meaning: 'A value that this version of Graph does not show',
    source:
      'https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations',
  },
  {
    kind: 'hardware',
    values: [
      ...['Unknown', 'Unknow', 'None', 'None Provided', 'N/A', 'NA', 'Null'],
      ...['(null)', '(null string)', 'Undefined', 'Unspecified', 'Empty'],
      ...['Invalid', 'Not Available', 'Not Applicable', 'Not Specified'],
      ...['Not Present', 'Not Provided'],
    ],
    meaning: 'The firmware has no value',
    source: monitoring,
  },
  {
    kind: 'hardware',
    values: [
      ...['Default string', '$(DEFAULT_STRING)', 'To be filled by O.E.M.'],
      ...['To be filled by OEM', 'TBD by OEM', 'TBD', 'O.E.M.', 'OEM'],
    ],
    meaning: 'The manufacturer did not replace the text of the firmware',
    source: monitoring,
  },
  {
    kind: 'model',
    values: [
      ...['System Product Name', 'Product Name', 'System Name', 'All Series'],
      ...['System manufacturer', 'Manufacturer', '*'],
    ],
    meaning: 'The same for all boards of a manufacturer',
    source: inventory,
  },
  {
    kind: 'identifier',
    values: [
      ...['System Serial Number', 'SystemSerialNumb', 'Serial Number'],
      ...['Serial Number xxxxxx', 'OEM_Serial', 'EVAL', 'IATPASS'],
    ],
    meaning: 'The name of a field instead of its value',
    source: inventory,
  },
  {
    kind: 'identifier',
    values: [],
    pattern: /^(?:(?:sn|sys|mb)-)?0?12345(?:6(?:7(?:8(?:90*)?)?)?)?$/i,
    hint: '12345',
    form: '`12345` to `123456789000`, also after `0`, `SN-`, `SYS-` or `MB-`',
    meaning: 'Digits in order, instead of a value',
    source: inventory,
  },
  {
    kind: 'identifier',
    values: [],
    pattern: /^([^])\1*$/i,
    form: 'one character, once or repeated: `0`, `000000`, `xxxxxxx`',
    meaning: 'One character, instead of a value',
    source: inventory,
  },
  {
    kind: 'identifier',
    values: [
      'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
      '03000200-0400-0500-0006-000700080009',
    ],
    meaning: 'The UUID of many boards',
    source: inventory,
  },
  {
    kind: 'mac',
    values: ['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff'],
    meaning: 'No address, and the address of all',
    source: 'https://www.rfc-editor.org/rfc/rfc9542#section-2.1',
  },
  {
    kind: 'mac',
    values: ['02:00:00:00:00:00'],
    meaning: 'Android does not show its address',
    source:
      'https://developer.android.com/about/versions/marshmallow/android-6.0-changes#behavior-hardware-id',
  },
  {
    kind: 'mac',
    values: [
      ...['20:41:53:59:4e:ff', '50:50:54:50:30:30', '33:50:6f:45:30:30'],
      ...['00:50:56:c0:00:01', '00:50:56:c0:00:02', '00:50:56:c0:00:08'],
      '0a:00:27:00:00:00',
    ],
    meaning:
      'Virtual adapters of software, with the same address on every machine',
    source: inventory,
  },
  {
    kind: 'ip',
    values: ['0.0.0.0', '::'],
    meaning: 'No address',
    source: 'https://www.rfc-editor.org/rfc/rfc6890#section-2.2.2',
  },
  {
    kind: 'date',
    values: ['0001-01-01', '1601-01-01', '1899-12-30', '1900-01-01'],
    form: 'everything before 1970',
    meaning: 'Never: the first day of a calendar (.NET, Windows, OLE, SQL)',
    source: 'https://learn.microsoft.com/windows/win32/sysinfo/file-times',
  },
  {
    kind: 'date',
    values: ['9999-12-30', '9999-12-31'],
    form: 'everything from 2200 on',
    meaning: 'Never: the last day of a calendar',
    source: 'https://learn.microsoft.com/dotnet/api/system.datetime.maxvalue',
  },
];

class Matcher {
  readonly #values: ReadonlySet<string>;
  /** Of the values: what begins otherwise, or is longer or shorter, need not be made lower case. */
  readonly #outlines: ReadonlySet<number>;
  readonly #forms: readonly Sentinel[];

  constructor(kinds: readonly SentinelKind[]) {
    const rows = sentinelTable.filter(({ kind }) => kinds.includes(kind));
    const values = rows.flatMap((row) => row.values);
    this.#values = new Set(values.map((value) => value.toLowerCase()));
    this.#outlines = new Set(values.map(outline));
    this.#forms = rows.filter(({ pattern }) => pattern !== undefined);
  }

  matches(value: string): boolean {
    return (
      (this.#outlines.has(outline(value)) &&
        this.#values.has(value.toLowerCase())) ||
      this.#hasForm(value)
    );
  }

  #hasForm(value: string): boolean {
    for (const { pattern, hint = '' } of this.#forms) {
      if (value.includes(hint) && pattern?.test(value)) {
        return true;
      }
    }
    return false;
  }
}

/** The length and the first character, in whatever case: two in one number, because millions of values are asked for. */
function outline(value: string): number {
  return value.length * 0x10000 + (value.charCodeAt(0) | 0x20);
}

const matchers: Readonly<Record<Exclude<SentinelKind, 'date'>, Matcher>> = {
  text: new Matcher(['text']),
  hardware: new Matcher(['text', 'hardware']),
  identifier: new Matcher(['text', 'hardware', 'identifier']),
  model: new Matcher(['text', 'hardware', 'model']),
  mac: new Matcher(['mac']),
  ip: new Matcher(['ip']),
};

/** @param value without blanks around it; a MAC address in pairs with colons */
export function isSentinel(
  kind: Exclude<SentinelKind, 'date'>,
  value: string,
): boolean {
  return matchers[kind].matches(value);
}

/** @param time in milliseconds since the Unix epoch */
export function isSentinelTime(time: number): boolean {
  return !(time >= EARLIEST && time < LATEST);
}
