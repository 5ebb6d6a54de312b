import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPseudonyms } from '../../support/pseudonyms';
import { writeResult } from '../check/result';
import { tenantNamed } from '../check/sampleTenant';
import { forEachPair } from './relation';
import type { ReadOptions } from './filling';
import type { Model } from './model';
import { readModel } from './readModel';
import { valuesOf, type RelationId, type TableId } from './table';

const NOW = Date.UTC(2025, 5, 30, 12);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'report-test-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const read = (options: Partial<ReadOptions> = {}) =>
  readModel(folder, { now: NOW, isCollected: () => true, ...options });

const cellsOf = ({ tables }: Model, id: TableId, ...columns: string[]) => {
  const table = tables.get(id);
  return table && columns.map((column) => valuesOf(table, column)[0]);
};

const pairsOf = ({ relations }: Model, id: RelationId) => {
  const pairs: unknown[] = [];
  const relation = relations.get(id);
  if (relation) {
    forEachPair(relation, (...pair) => pairs.push(pair));
  }
  return pairs;
};

describe('readModel', () => {
  it('connects devices, people, policies and applications', async () => {
    await writeResult(folder, tenantNamed('Ann', NOW));
    const model = await read();
    expect(model.loose).toBe(0);
    expect(model.account?.name).toBe('Ann');
    expect(
      cellsOf(
        model,
        'devices',
        ...['name', 'compliant', 'owner', 'daysUnseen', 'compliancePolicies'],
        ...['openFindings', 'applications'],
      ),
    ).toEqual(['Ann', 'No', 0, 40, 1, 1, 2]);
    expect(cellsOf(model, 'users', 'devices', 'groups')).toEqual([1, 1]);
    expect(
      cellsOf(model, 'groups', 'users', 'nestedGroups', 'otherMembers'),
    ).toEqual([1, 1, 1]);
    expect(
      cellsOf(model, 'findings', 'policy', 'device', 'owner', 'kind'),
    ).toEqual([0, 0, 0, 'Compliance policy']);
    expect(
      cellsOf(model, 'policies', 'devices', 'nonCompliant', 'error'),
    ).toEqual([1, 1, 0]);
    expect(cellsOf(model, 'applications', 'devices', 'versions')).toEqual([
      1, 1,
    ]);
    expect(pairsOf(model, 'states')).toEqual([
      [0, 0, 'nonCompliant'],
      [1, 0, 'error'],
    ]);
    expect(pairsOf(model, 'userDevices')).toEqual([
      [0, 0, 'Owner'],
      [0, 0, 'Signed in'],
    ]);
    expect(pairsOf(model, 'installations')).toEqual([
      [0, 0, '<b>=1</b>'],
      [1, 0, 'installed @1'],
    ]);
  });

  it('does not count what the run did not look for', async () => {
    await writeResult(folder, tenantNamed('Ann', NOW));
    const model = await read({ isCollected: () => false });
    expect(
      cellsOf(model, 'devices', 'compliancePolicies', 'openFindings'),
    ).toEqual([undefined, undefined]);
    expect(cellsOf(model, 'policies', 'devices', 'error')).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('names an owner that is no user of the tenant, and counts loose ends', async () => {
    const { entities, relationships, ...rest } = tenantNamed('Ann', NOW);
    await writeResult(folder, {
      ...rest,
      relationships,
      entities: entities
        .filter(({ _type }) => _type !== 'azure_user')
        .map((entity) => ({ ...entity, userDisplayName: 'Bob' })),
    });
    const model = await read();
    expect(cellsOf(model, 'devices', 'owner')).toEqual(['Bob']);
    // Owner, user of the device, and member of the group.
    expect(model.loose).toBe(3);
  });

  it('reads every file, also those in which ends come after what connects them', async () => {
    const { entities, relationships, endedAt } = tenantNamed('Ann', NOW);
    await writeResult(folder, {
      entities: [...entities].reverse(),
      relationships: [...relationships].reverse(),
      endedAt,
    });
    const model = await read();
    expect(model.loose).toBe(0);
    expect(pairsOf(model, 'states')).toHaveLength(2);
  });

  it('has pseudonyms everywhere, the same for the same', async () => {
    const name = 'Very Secret';
    await writeResult(folder, tenantNamed(name, NOW));
    const model = await read({ pseudonyms: createPseudonyms('key') });
    const { tables, account } = model;
    const texts = [...tables.values()].flatMap(({ columns, values }) =>
      columns.flatMap(({ id }, index) =>
        values[index].some((value) => String(value).includes(name)) ? id : [],
      ),
    );
    // Microsoft's words, which a tenant cannot choose.
    expect(new Set(texts)).toEqual(
      new Set([
        ...[
          'complianceState',
          'osName',
          'osVersion',
          'ownerType',
          'jailBroken',
        ],
        ...['make', 'model', 'managementAgent', 'userType'],
        ...['mfaType', 'licenses', 'visibility', 'status', 'type', 'version'],
        'memberType',
      ]),
    );
    expect(account?.name).toMatch(/^name-[\da-f]{12}$/);
    expect(cellsOf(model, 'devices', 'id', 'webLink')).toEqual([
      expect.stringMatching(/^id-/),
      undefined,
    ]);
  });
});
