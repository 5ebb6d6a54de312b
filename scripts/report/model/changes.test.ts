import { readReportOf } from '../check/sampleReport';
import type { StoredEntity } from '../collection';
import { changeKinds, compareModels, countChanges } from './changes';
import type { Model } from './model';

const NOW = Date.UTC(2025, 5, 30, 12);

const modelOf = async (entity?: (entity: StoredEntity) => StoredEntity) =>
  (await readReportOf('Ann', NOW, entity ? { entity } : {})).model;

const changesOf = (older: Model, newer: Model) =>
  [...countChanges(compareModels(older, newer))].filter(
    ([, count]) => count > 0,
  );

const renamed =
  (type: string) =>
  (entity: StoredEntity): StoredEntity =>
    entity._type === type ? { ...entity, _key: 'other' } : entity;

describe('compareModels', () => {
  it('finds nothing between equal runs', async () => {
    const [older, newer] = [await modelOf(), await modelOf()];
    expect(changesOf(older, newer)).toEqual([]);
    expect([...countChanges(compareModels(older, newer)).keys()]).toEqual(
      changeKinds,
    );
  });

  it.each([
    [
      'a finding',
      renamed('intune_noncompliance_finding'),
      [
        ['New finding', 1],
        ['Solved finding', 1],
      ],
    ],
    [
      'a device',
      renamed('laptop'),
      [
        ['Device appeared', 1],
        ['Device vanished', 1],
      ],
    ],
    [
      'a compliance state',
      (entity: StoredEntity) => ({ ...entity, complianceState: 'compliant' }),
      [['Compliance changed', 1]],
    ],
  ])('finds %s that is another one', async (_, change, expected) => {
    expect(changesOf(await modelOf(), await modelOf(change))).toEqual(expected);
  });

  it('finds states that changed, of devices and policies of both', async () => {
    const [older, newer] = [await modelOf(), await modelOf()];
    const states = newer.relations.get('states');
    const changed = states && { ...states, texts: ['compliant', 'error'] };
    const model: Model = {
      ...newer,
      relations: new Map(changed ? [['states', changed]] : []),
    };
    const table = compareModels(older, model);
    expect(table.values.map((values) => values[0])).toEqual([
      'State changed',
      0,
      0,
      'nonCompliant',
      'compliant',
    ]);
    expect(table.rows).toBe(1);
  });

  it('names what the newer run lacks', async () => {
    const table = compareModels(
      await modelOf(),
      await modelOf(renamed('laptop')),
    );
    const vanished = table.values[0].indexOf('Device vanished');
    expect(table.values[1][vanished]).toBe('Ann');
  });
});
