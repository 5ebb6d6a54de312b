import { RelationshipClass } from '@jupiterone/integration-sdk-core';
import { deviceTypes } from './deviceType';
import {
  relationshipsFromDevices,
  relationshipsToDevices,
} from './relationships';

const box = { _type: 'a_box' };

describe('the relationships of devices', () => {
  it.each(deviceTypes)('know a %s at either end', (type) => {
    expect(
      relationshipsToDevices(box, RelationshipClass.HAS).of(type),
    ).toMatchObject({ sourceType: 'a_box', targetType: type, _class: 'HAS' });
    expect(
      relationshipsFromDevices(RelationshipClass.USES, box).of(type),
    ).toMatchObject({ sourceType: type, targetType: 'a_box', _class: 'USES' });
  });

  it('are declared for each type, and for computers', () => {
    const { all } = relationshipsToDevices(box, RelationshipClass.HAS);
    expect(all.map(({ targetType }) => targetType)).toEqual([
      ...deviceTypes,
      'computer',
    ]);
  });

  it('emit what they declare', () => {
    const { all, of } = relationshipsFromDevices(RelationshipClass.HAS, box);
    expect(all).toEqual(expect.arrayContaining(deviceTypes.map(of)));
  });
});
