import { headersInBatch, quotaUse } from './headers';

const UNITS = 'x-ms-resource-unit';
const SHARE = 'x-ms-throttle-limit-percentage';

describe('headers inside a batch', () => {
  test.each<[string, unknown, string | undefined]>([
    ['as Graph sends them', { 'Retry-After': '5' }, '5'],
    ['in lower case', { 'retry-after': '5' }, '5'],
    ['in upper case', { 'RETRY-AFTER': '5' }, '5'],
    ['as a number', { 'Retry-After': 5 }, '5'],
    ['beside others', { Date: 'now', 'Retry-After': '5' }, '5'],
    ['but not this one', { 'Retry-Before': '5' }, undefined],
    ['that are none', undefined, undefined],
    ['that are null', null, undefined],
    ['that are a list', ['5'], undefined],
    ['that are a text', 'Retry-After: 5', undefined],
    ['with an object for a value', { 'Retry-After': {} }, undefined],
  ])('are found: %s', (_, headers, expected) => {
    expect(headersInBatch(headers)('retry-after')).toBe(expected);
  });
});

describe('what answers say of the quota', () => {
  test.each<[string, object[], number | undefined, number | undefined]>([
    ['nothing', [{}], undefined, undefined],
    ['what one cost', [{ [UNITS]: '3' }], 3, undefined],
    ['that it cost nothing', [{ [UNITS]: '0' }], 0, undefined],
    [
      'what each cost',
      [{ [UNITS]: '3' }, { 'X-Ms-Resource-Unit': '2' }],
      5,
      undefined,
    ],
    [
      'what all but one cost',
      [{ [UNITS]: '3' }, {}, { [UNITS]: '2' }],
      undefined,
      undefined,
    ],
    ['a fraction', [{ [UNITS]: '1.5' }], 1.5, undefined],
    ['a number in JSON', [{ [UNITS]: 4 }], 4, undefined],
    ['less than nothing', [{ [UNITS]: '-1' }], undefined, undefined],
    ['an empty text', [{ [UNITS]: '' }], undefined, undefined],
    ['a word', [{ [UNITS]: 'many' }], undefined, undefined],
    ['too much', [{ [UNITS]: 'Infinity' }], undefined, undefined],
    [
      'one odd value among others',
      [{ [UNITS]: '3' }, { [UNITS]: 'NaN' }],
      undefined,
      undefined,
    ],
    ['the used share', [{ [SHARE]: '0.8' }], undefined, 0.8],
    [
      'the largest used share',
      [{ [SHARE]: '0.85' }, {}, { [SHARE]: '1.3' }, { [SHARE]: 'all' }],
      undefined,
      1.3,
    ],
    [
      'both, in any case',
      [{ 'X-MS-RESOURCE-UNIT': '2', 'X-MS-Throttle-Limit-Percentage': '0.9' }],
      2,
      0.9,
    ],
  ])('is read: %s', (_, answers, units, usedShare) => {
    expect(quotaUse(answers.map(headersInBatch))).toEqual({ units, usedShare });
  });
});
