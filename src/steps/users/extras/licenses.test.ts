import * as fc from 'fast-check';
import { failed, page } from '#test/graph/replies';
import { anyObject, anyValue } from '#test/support/anyPayload';
import { scriptedStep } from '#test/support/stepContext';
import { licenseProperties, readLicenseNames } from './licenses';

const E5 = '06ebc4ee-1bb5-47dd-8120-11324bc54e06';
const EXPIRED = '18181a46-0d4e-45cd-891e-60aabd171b4e';
const names = new Map([[E5, 'SPE_E5']]);

describe('readLicenseNames', () => {
  it('reads them by one request, whatever is among them', async () => {
    const { context, transport } = scriptedStep([
      page([
        { skuId: E5.toUpperCase(), skuPartNumber: 'SPE_E5' },
        null,
        { skuId: EXPIRED, skuPartNumber: null },
      ]),
    ]);
    expect(await readLicenseNames(context)).toEqual(names);
    expect(transport.urls).toEqual([
      'https://graph.microsoft.com/v1.0/subscribedSkus?$select=skuId,skuPartNumber',
    ]);
  });

  it('does without them', async () => {
    const { context, events } = scriptedStep(() => failed(500, 'Odd'));
    expect(await readLicenseNames(context)).toBeUndefined();
    expect(events).toHaveLength(1);
    expect(events[0].description).toContain('the property licenses');
  });
});

describe('licenseProperties', () => {
  it.each([
    [[{ skuId: E5 }], [E5], ['SPE_E5']],
    [[{ skuId: E5.toUpperCase() }, { skuId: E5 }], [E5], ['SPE_E5']],
    // Nobody knows what it is called any more.
    [[{ skuId: EXPIRED }, { skuId: E5 }], [EXPIRED, E5], ['SPE_E5']],
    [[{ skuId: EXPIRED }], [EXPIRED], undefined],
    [[null, {}, { skuId: null }], undefined, undefined],
    [[], undefined, undefined],
    [null, undefined, undefined],
  ])('%j are %j, named %j', (assigned, licenseIds, licenses) => {
    expect(licenseProperties(assigned, names)).toEqual({
      licenseIds,
      licenses,
    });
  });

  it('has no names where they could not be read', () => {
    expect(licenseProperties([{ skuId: E5 }])).toEqual({ licenseIds: [E5] });
  });

  it('takes anything', () => {
    const assigned = fc.oneof(anyValue, fc.array(anyObject(['skuId'])));
    fc.assert(
      fc.property(assigned, (value) => {
        const { licenseIds = [] } = licenseProperties(value, names);
        expect(licenseIds.every((id) => typeof id === 'string')).toBe(true);
      }),
    );
  });
});
