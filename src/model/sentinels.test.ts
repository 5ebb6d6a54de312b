import * as fc from 'fast-check';
import { anyValue } from '../../test/support/anyPayload';
import { known, knownId } from './sentinels';

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
  });

  it.each([
    '',
    ' ',
    'Unknown',
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

  it('is a text that came, or nothing', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect([value, undefined]).toContain(known(value));
      }),
    );
  });
});

describe('knownId', () => {
  it.each([
    [
      '4A3B1D2C-0000-4000-8000-00000000000A',
      '4a3b1d2c-0000-4000-8000-00000000000a',
    ],
    ['Ann', 'Ann'],
    ['00000000-0000-0000-0000-000000000000', undefined],
    ['', undefined],
    [null, undefined],
  ])('of %j is %j', (value, expected) => {
    expect(knownId(value)).toBe(expected);
  });
});
