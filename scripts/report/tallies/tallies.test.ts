import * as fc from 'fast-check';
import type { StoredEntity, StoredRelationship } from '../collection';
import { tallyAccount } from './account';
import { tallyApplications } from './applications';
import { shownStatuses, tallyPolicies } from './policies';
import { createTopList, type Tally } from './tally';

const entity = (
  _type: string,
  _key: string,
  properties: object = {},
): StoredEntity => ({ _type, _key, ...properties });

const relationship = (
  _type: string,
  _fromEntityKey: string,
  _toEntityKey: string,
  properties: object = {},
): StoredRelationship => ({
  _type,
  _fromEntityKey,
  _toEntityKey,
  ...properties,
});

function resultOf<Result>(
  tally: Tally<Result>,
  relationships: readonly StoredRelationship[],
  entities: readonly StoredEntity[],
): Result {
  relationships.forEach((item) => tally.addRelationship?.(item));
  entities.forEach((item) => tally.addEntity?.(item));
  return tally.result();
}

describe('createTopList', () => {
  it('keeps what sorting everything would put first', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer()),
        fc.integer({ min: 1, max: 8 }),
        (numbers, limit) => {
          const top = createTopList<number>(limit, (a, b) => b - a);
          numbers.forEach(top.add);
          const sorted = [...numbers].sort((a, b) => b - a);
          expect(top.items()).toEqual(sorted.slice(0, limit));
        },
      ),
    );
  });
});

describe('tallyPolicies', () => {
  const assigned = (
    device: string,
    policy: string,
    complianceStatus: unknown,
  ) => relationship('assigned', device, policy, { complianceStatus });
  const tally = () => tallyPolicies('policy', new Set(['assigned']));

  it('counts devices by policy and state, the policy with most bad states first', () => {
    const { assigned: policies, unassigned } = resultOf(
      tally(),
      [
        assigned('d1', 'p1', 'compliant'),
        assigned('d2', 'p1', 'compliant'),
        assigned('d1', 'p2', 'nonCompliant'),
        assigned('d2', 'p2', 'conflict'),
        assigned('d1', 'gone', 'a new state'),
        relationship('other', 'd1', 'p3', { complianceStatus: 'error' }),
      ],
      [
        entity('policy', 'p1', { displayName: 'One' }),
        entity('policy', 'p2', { displayName: 'Two' }),
        entity('policy', 'p3', { displayName: 'Three' }),
        entity('other', 'p4'),
      ],
    );
    expect(
      policies.map(({ name, devices, byStatus }) => [
        name,
        devices,
        Object.fromEntries(byStatus),
      ]),
    ).toEqual([
      ['Two', 2, { nonCompliant: 1, conflict: 1 }],
      ['One', 2, { compliant: 2 }],
      ['gone', 1, { unknown: 1 }],
    ]);
    expect(unassigned).toEqual(['Three']);
  });

  it('shows the states that assignments have, from good to bad', () => {
    expect(shownStatuses).toEqual([
      'compliant',
      'remediated',
      'unknown',
      'conflict',
      'error',
      'nonCompliant',
    ]);
  });
});

describe('tallyApplications', () => {
  const tally = (limit: number) =>
    tallyApplications(
      'app',
      new Set(['laptop_installed', 'phone_installed']),
      limit,
    );
  const installed = [
    relationship('laptop_installed', 'd1', 'app:a'),
    relationship('laptop_installed', 'd1', 'app:a'),
    relationship('phone_installed', 'd2', 'app:b'),
    relationship('laptop_installed', 'd1', 'app:b'),
    relationship('laptop_installed', 'd3', 'app:c'),
    relationship('laptop_uses', 'd3', 'app:c'),
  ];
  const apps = ['a', 'b', 'c'].map((name) =>
    entity('app', `app:${name}`, { displayName: name.toUpperCase() }),
  );

  it('counts a device once, whatever versions it has', () => {
    expect(resultOf(tally(9), installed, apps)).toEqual([
      { name: 'B', devices: 2 },
      { name: 'A', devices: 1 },
      { name: 'C', devices: 1 },
    ]);
  });

  it('names the first ones only', () => {
    expect(resultOf(tally(1), installed, apps)).toEqual([
      { name: 'B', devices: 2 },
    ]);
  });

  it('bears applications without an entity, and none at all', () => {
    expect(resultOf(tally(1), installed, [])).toEqual([
      { name: 'app:b', devices: 2 },
    ]);
    expect(resultOf(tally(1), [], apps)).toEqual([]);
  });
});

describe('tallyAccount', () => {
  it.each([
    [
      'all of it',
      { id: 'tenant', organizationName: 'Contoso', defaultDomain: 'c.com' },
      { name: 'Contoso', domain: 'c.com', tenantId: 'tenant' },
    ],
    [
      'hardly anything',
      {},
      { name: 'key', domain: undefined, tenantId: undefined },
    ],
  ])('knows the tenant: %s', (_, properties, expected) => {
    const account = resultOf(
      tallyAccount('account'),
      [],
      [entity('other', 'x'), entity('account', 'key', properties)],
    );
    expect(account).toEqual(expected);
  });

  it('knows of none', () => {
    expect(resultOf(tallyAccount('account'), [], [])).toBeUndefined();
  });
});
