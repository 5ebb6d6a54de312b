import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import {
  graphTypeName,
  count,
  flag,
  fromFirmware,
  known,
  listOrNull,
  present,
  text,
  textList,
  textOrNull,
} from './values';

describe('text', () => {
  it.each([
    ['Adele', 'Adele'],
    [' Adele ', ' Adele '],
    ['0', '0'],
    ['', undefined],
    [' \t\n', undefined],
    ['unknownFutureValue', undefined],
    ['UNKNOWNFUTUREVALUE', undefined],
    ['00000000-0000-0000-0000-000000000000', undefined],
    ['Unknown', 'Unknown'],
    [null, undefined],
    [undefined, undefined],
    [0, undefined],
    [true, undefined],
    [['Adele'], undefined],
    [{ toString: () => 'Adele' }, undefined],
  ])('%j is %j', (value, expected) => {
    expect(text(value)).toBe(expected);
    expect(textOrNull(value)).toBe(expected ?? null);
  });
});

describe('known', () => {
  it.each([
    'LAPTOP-1',
    '0',
    // Words of Graph's enumerations.
    'unknown',
    'None',
    'Unknown device',
    '4a3b1d2c-0000-4000-8000-000000000001',
  ])('%j says something', (value) => {
    expect(known(value)).toBe(value);
    expect(known(` ${value}\n`)).toBe(value);
  });

  it.each([
    '',
    ' ',
    'Unknown',
    ' Unknown ',
    'unknownFutureValue',
    ' UnknownFutureValue ',
    '00000000-0000-0000-0000-000000000000',
    null,
    undefined,
    0,
    true,
    ['LAPTOP-1'],
    {},
  ])('%j says nothing', (value) => {
    expect(known(value)).toBeUndefined();
  });

  it('is a text that came, without the blanks around it, or nothing', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const trimmed = typeof value === 'string' ? value.trim() : undefined;
        expect([trimmed, undefined]).toContain(known(value));
        for (const kind of ['hardware', 'identifier', 'model'] as const) {
          expect([trimmed, undefined]).toContain(fromFirmware(kind, value));
        }
      }),
    );
  });
});

describe('flag', () => {
  it.each([
    [true, true],
    [false, false],
    ['true', undefined],
    [1, undefined],
    [0, undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%j is %j', (value, expected) => {
    expect(flag(value)).toBe(expected);
  });
});

describe('textList', () => {
  it.each([
    [
      ['b', 'a', 'b'],
      ['b', 'a'],
    ],
    [['', ' ', null, 1, ['a'], 'a'], ['a']],
    [[], []],
    ['a', []],
    [{ length: 1, 0: 'a' }, []],
    [null, []],
    [undefined, []],
  ])('%j is %j', (value, expected) => {
    expect(textList(value)).toEqual(expected);
  });

  it('holds nothing but texts, each once', () => {
    fc.assert(
      fc.property(fc.array(anyValue), (values) => {
        const list = textList(values);
        expect(list.every((item) => text(item) === item)).toBe(true);
        expect(new Set(list).size).toBe(list.length);
        expect(values).toEqual(expect.arrayContaining(list));
      }),
    );
  });
});

describe('listOrNull', () => {
  it('writes null for an empty list', () => {
    expect(listOrNull([])).toBeNull();
    expect(listOrNull([0])).toEqual([0]);
  });
});

describe('count', () => {
  it.each([
    [0, 0],
    [7, 7],
    [-1, -1],
    [Number.MAX_VALUE, Number.MAX_VALUE],
    [NaN, undefined],
    [Infinity, undefined],
    ['7', undefined],
    [true, undefined],
    [null, undefined],
    [undefined, undefined],
  ])('%p is %p', (value, expected) => {
    expect(count(value)).toBe(expected);
  });
});

describe('present', () => {
  it('leaves out what is nothing, and no more', () => {
    expect(present([null, 0, '', undefined, {}, false])).toEqual([
      0,
      '',
      {},
      false,
    ]);
  });
});

describe('graphTypeName', () => {
  it.each([
    ['#microsoft.graph.iosCompliancePolicy', 'iosCompliancePolicy'],
    [
      '#microsoft.graph.windows10GeneralConfiguration',
      'windows10GeneralConfiguration',
    ],
    ['iosCompliancePolicy', 'iosCompliancePolicy'],
    ['a #microsoft.graph.thing', 'a #microsoft.graph.thing'],
  ])('%s is %s', (type, expected) => {
    expect(graphTypeName(type)).toBe(expected);
  });

  it.each(['#microsoft.graph.', '', ' ', null, undefined, 1, {}])(
    '%j names no type',
    (type) => {
      expect(graphTypeName(type)).toBeUndefined();
    },
  );
});
