import { buildDeviceMatrix, buildTypeGraph, sumOf } from './typeGraph';
import {
  entityTypes,
  groupOf,
  groups,
  relationshipTypes,
  titleOf,
} from './types';

const everything = () => true;

describe('buildTypeGraph', () => {
  const counts = new Map([
    ['laptop', 5],
    ['smartphone', 10],
    ['azure_user_has_laptop', 4],
    ['azure_user_has_smartphone', 9],
    ['azure_user_uses_laptop', 2],
    ['azure_user_group_has_group', 6],
  ]);
  const { nodes, edges } = buildTypeGraph(counts, everything);
  const edge = (source: string, target: string) =>
    edges.find((item) => item.source === source && item.target === target);

  it('shows all types of devices as one', () => {
    expect(nodes.filter(({ group }) => group.family === 'devices')).toEqual([
      { group: groups.devices, count: 15 },
      { group: groups.hostAgents, count: 0 },
    ]);
  });

  it('adds up relationships between the same groups, by class', () => {
    expect(edge(groups.users.id, groups.devices.id)?.classes).toEqual([
      { name: 'HAS', count: 13 },
      { name: 'USES', count: 2 },
    ]);
  });

  it('knows edges from a group to itself', () => {
    expect(edge(groups.userGroups.id, groups.userGroups.id)?.classes).toEqual([
      { name: 'HAS', count: 6 },
    ]);
  });

  it('has every declared type in a node, and every declared relationship in an edge', () => {
    const total = new Map(
      [...entityTypes, ...relationshipTypes.map(({ _type }) => _type)].map(
        (type) => [type, 1],
      ),
    );
    const graph = buildTypeGraph(total, everything);
    const inNodes = graph.nodes.reduce((sum, { count = 0 }) => sum + count, 0);
    const inEdges = graph.edges
      .flatMap(({ classes }) => classes)
      .reduce((sum, { count = 0 }) => sum + count, 0);
    expect([inNodes, inEdges]).toEqual([
      entityTypes.length,
      relationshipTypes.length,
    ]);
  });

  it('has no number where the run did not look', () => {
    const blind = buildTypeGraph(
      counts,
      (types) => !types.includes('azure_user'),
    );
    expect(blind.nodes.filter(({ count }) => count === undefined)).toEqual([
      { group: groups.users, count: undefined },
    ]);
  });
});

describe('buildDeviceMatrix', () => {
  it('has a row for each type of device, a column for each kind of relationship', () => {
    const { columns, rows } = buildDeviceMatrix(
      new Map([
        ['laptop', 5],
        ['azure_user_uses_laptop', 2],
        ['laptop_installed_intune_detected_application', 37],
      ]),
    );
    const laptop = rows.find(({ type }) => type === 'laptop');
    expect(laptop?.devices).toBe(5);
    expect(laptop?.cells[columns.indexOf('Users USES')]).toBe(2);
    expect(laptop?.cells[columns.indexOf('INSTALLED Detected apps')]).toBe(37);
    expect(rows.map(({ type }) => type)).toEqual([...groups.devices.types]);
  });
});

describe('types', () => {
  it('has a place for every declared type', () => {
    expect(
      entityTypes.filter((type) => groupOf(type).family === 'other'),
    ).toEqual([]);
  });

  it('makes a group of a type that nobody placed', () => {
    expect(groupOf('azure_new_thing')).toEqual({
      id: 'azure_new_thing',
      title: 'Azure new thing',
      family: 'other',
      types: ['azure_new_thing'],
    });
    expect(titleOf('')).toBe('');
  });

  it('sums types that there are', () => {
    expect(sumOf(['a', 'b'], new Map([['a', 2]]))).toBe(2);
  });
});
