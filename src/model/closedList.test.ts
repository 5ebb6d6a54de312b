import * as fc from 'fast-check';
import { anyValue } from '#test/support/anyPayload';
import { closedList, closedNames, isOutside } from './closedList';

const numbers = { unknown: 0, notReady: 1, ready: 2, gone: -1, lost: 254 };
type Member = keyof typeof numbers;
const aliases: Record<string, Member> = { Waiting: 'notReady', OK: 'ready' };

const read = closedList<Member>(numbers, aliases);

describe('a value of a closed list', () => {
  it.each<[unknown, Member]>([
    [0, 'unknown'],
    [-0, 'unknown'],
    [1, 'notReady'],
    [-1, 'gone'],
    [254, 'lost'],
    ['1', 'notReady'],
    [' 1 ', 'notReady'],
    ['+1', 'notReady'],
    ['-1', 'gone'],
    ['01', 'notReady'],
    ['notReady', 'notReady'],
    ['NotReady', 'notReady'],
    ['NOTREADY', 'notReady'],
    ['Not ready', 'notReady'],
    ['not-ready', 'notReady'],
    ['not_ready', 'notReady'],
    ['\tNot \u00a0 Ready ', 'notReady'],
    ['waiting', 'notReady'],
    ['ok', 'ready'],
    ['notReady (1)', 'notReady'],
    ['Not ready(1)', 'notReady'],
    ['Waiting ( 1 )', 'notReady'],
    ['Gone (-1)', 'gone'],
  ])('may be written %j', (value, member) => {
    expect(read(value)).toBe(member);
  });

  it.each([
    ['Ready (1)'],
    ['Waiting (2)'],
    ['Ready (77)'],
    ['Steady (2)'],
    ['Steady (77)'],
    ['2 (2)'],
    ['Ready (ready)'],
    ['2 (Ready)'],
    ['(2)'],
    ['Ready ()'],
    ['Ready (2) (2)'],
    ['Ready ((2))'],
    ['Ready (2'],
    ['Ready 2'],
  ])('is not believed when its parts do not agree: %j', (value) => {
    expect(read(value)).toBeUndefined();
  });

  it.each([
    '',
    ' ',
    '3',
    3,
    1.5,
    '1.5',
    '1,2',
    '0x1',
    '1e0',
    NaN,
    'NaN',
    Infinity,
    '4294967297',
    'steady',
    'unknownFutureValue',
    'constructor',
    '__proto__',
    'length',
    null,
    undefined,
    true,
    false,
    ['ready'],
    [2],
    { ready: 2 },
  ])('is none of the list when it is %j', (value) => {
    expect(read(value)).toBeUndefined();
  });

  it('may be written in any case, with blanks or hyphens in it, and with its number', () => {
    const members = fc.constantFrom(...(Object.keys(numbers) as Member[]));
    const blanks = fc.constantFrom('', ' ', '-', '_', '  ', '\u00a0');
    const written = members.chain((member) =>
      fc
        .tuple(
          fc.array(fc.tuple(fc.boolean(), blanks), {
            minLength: member.length,
            maxLength: member.length,
          }),
          fc.constantFrom('', `(${numbers[member]})`, ` (${numbers[member]}) `),
        )
        .map(([changes, number]) => ({
          member,
          text: changes
            .map(([isUpper, blank], position) => {
              const letter = member[position];
              return (isUpper ? letter.toUpperCase() : letter) + blank;
            })
            .concat(number)
            .join(''),
        })),
    );
    fc.assert(
      fc.property(written, ({ member, text }) => {
        expect(read(text)).toBe(member);
      }),
    );
  });

  it('is nothing when a name stands beside the number of another one', () => {
    const names = Object.keys(numbers) as Member[];
    const pairs = fc
      .tuple(fc.constantFrom(...names), fc.integer({ min: -5, max: 300 }))
      .filter(([name, number]) => numbers[name] !== number);
    fc.assert(
      fc.property(pairs, ([name, number]) => {
        expect(read(`${name} (${number})`)).toBeUndefined();
      }),
    );
  });

  it('says the same as a number and as the text of that number', () => {
    fc.assert(
      fc.property(fc.integer(), (number) => {
        expect(read(String(number))).toBe(read(number));
      }),
    );
  });

  it('is a member or nothing, whatever comes', () => {
    const allowed = [...Object.keys(numbers), undefined];
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(allowed).toContain(read(value));
      }),
    );
  });
});

describe('closedNames', () => {
  const readName = closedNames(['HiddenMembership', 'arM64', 'x64']);

  it.each([
    ['HiddenMembership', 'HiddenMembership'],
    ['hiddenMembership', 'HiddenMembership'],
    ['HIDDENMEMBERSHIP', 'HiddenMembership'],
    ['Hidden membership', 'HiddenMembership'],
    [' ARM64 ', 'arM64'],
    ['arm64', 'arM64'],
    ['x65', undefined],
    ['', undefined],
    ['unknownFutureValue', undefined],
    [0, undefined],
    [null, undefined],
    [['x64'], undefined],
  ])('%j is %j', (value, expected) => {
    expect(readName(value)).toBe(expected);
  });

  it.each([null, undefined, '', 'x64', 'X64'])('%j is not outside', (value) => {
    expect(isOutside(readName, value)).toBe(false);
  });

  it.each(['x65', 'unknownFutureValue', 0, 1, {}])('%j is outside', (value) => {
    expect(isOutside(readName, value)).toBe(true);
  });
});
