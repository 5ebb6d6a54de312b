import * as fc from 'fast-check';
import { timestamp } from './dates';
import { ipAddresses, macAddresses } from './network';
import { sentinelTable, type Sentinel } from './sentinels';
import { fromFirmware, known, text } from './values';

/** What reads the values of a kind, each as a list of what is left. */
const readers: Readonly<Record<Sentinel['kind'], (value: string) => unknown>> =
  {
    text: (value) => known(value) ?? text(value.trim()),
    hardware: (value) => fromFirmware('hardware', value),
    identifier: (value) => fromFirmware('identifier', value),
    model: (value) => fromFirmware('model', value),
    mac: (value) => macAddresses(value).at(0),
    ip: (value) => ipAddresses(value).ipv4.at(0) ?? ipAddresses(value).ipv6[0],
    date: (value) =>
      timestamp(value) ?? timestamp(`${value}T23:59:59.9999999Z`),
  };

/** An address or a date with blanks around it is none anyway. */
const spellings = (value: string): string[] => [
  ...[value, value.toUpperCase(), value.toLowerCase()],
  ` ${value}\t`,
];

const cases = sentinelTable.flatMap(({ kind, values }) =>
  values.map((value) => [kind, value] as const),
);

test.each(cases)('%s %j says nothing, however it is written', (kind, value) => {
  for (const written of spellings(value)) {
    expect([written, readers[kind](written)]).toEqual([written, undefined]);
  }
});

const padding = fc.constantFrom('', ' ', '\t ');

test('one character, however often, is no identifier', () => {
  const character = fc.string({ minLength: 1, maxLength: 1 });
  fc.assert(
    fc.property(
      character,
      fc.integer({ min: 1, max: 40 }),
      padding,
      (digit, times, blanks) => {
        const written = `${blanks}${digit.repeat(times)}${blanks}`;
        expect(fromFirmware('identifier', written)).toBeUndefined();
      },
    ),
  );
});

test('digits that were counted are no identifier', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('', 'SN-', 'sn-', 'SYS-', 'MB-'),
      fc.constantFrom('', '0'),
      fc.integer({ min: 5, max: 9 }),
      fc.nat({ max: 5 }),
      padding,
      (before, zero, length, zeros, blanks) => {
        const digits = '123456789'.slice(0, length);
        const end = length === 9 ? '0'.repeat(zeros) : '';
        const written = `${blanks}${before}${zero}${digits}${end}`;
        expect(fromFirmware('identifier', written)).toBeUndefined();
      },
    ),
  );
});

test.each([
  '0',
  ' 0 ',
  '00000000',
  'xxxxxxxxxxx',
  '---',
  '12345',
  '0123456789',
  '1234567890',
  'SN-1234567890',
  'SYS-1234567890',
  'system serial number',
  'TO BE FILLED BY O.E.M.',
  '03000200-0400-0500-0006-000700080009',
  'N/A',
])('the serial number %j says nothing', (serial) => {
  expect(fromFirmware('identifier', serial)).toBeUndefined();
});

test.each([
  ['5CD1234XYZ', '5CD1234XYZ'],
  [' PF3ABCDE ', 'PF3ABCDE'],
  // Hyper-V and VMware.
  ['0000-0012-3456-7890-1234-5678-90', '0000-0012-3456-7890-1234-5678-90'],
  ['VMware-56 4d 0a 0b', 'VMware-56 4d 0a 0b'],
  ['356938035643809', '356938035643809'],
  ['1234567', undefined],
  ['12345671', '12345671'],
  ['DefaultString1', 'DefaultString1'],
])('the serial number %j is %j', (serial, expected) => {
  expect(fromFirmware('identifier', serial)).toBe(expected);
});

test('what is a placeholder for one kind is a value of another', () => {
  expect(fromFirmware('model', '0')).toBe('0');
  expect(fromFirmware('identifier', 'All Series')).toBe('All Series');
  expect(known('None')).toBe('None');
  expect(text('Default string')).toBe('Default string');
});

test.each(sentinelTable)(
  '$meaning: has a source, and what it matches',
  (row) => {
    expect(new URL(row.source).protocol).toBe('https:');
    expect(row.values.length > 0 || row.form !== undefined).toBe(true);
    expect(row.pattern === undefined || row.form !== undefined).toBe(true);
  },
);

test('no value stands in the table twice', () => {
  const written = cases.map(
    ([kind, value]) => `${kind} ${value.toLowerCase()}`,
  );
  expect(new Set(written).size).toBe(written.length);
});
