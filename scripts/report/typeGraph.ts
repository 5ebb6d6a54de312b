/** The graph of types: groups of types as nodes, what connects them as edges, both with numbers. */
import {
  entityTypes,
  groupOf,
  groups,
  relationshipTypes,
  type RelationshipType,
  type TypeGroup,
} from './types';

export interface TypeNode {
  readonly group: TypeGroup;
  /** undefined where the run did not look. */
  readonly count: number | undefined;
}

/** All relationships between two groups. */
export interface TypeEdge {
  readonly source: string;
  readonly target: string;
  readonly classes: readonly ClassCount[];
}

export interface ClassCount {
  readonly name: string;
  /** undefined where the run did not look. */
  readonly count: number | undefined;
}

export interface TypeGraph {
  readonly nodes: readonly TypeNode[];
  readonly edges: readonly TypeEdge[];
}

type Counts = ReadonlyMap<string, number>;
type IsCollected = (types: readonly string[]) => boolean;

/**
 * @param counts objects of each type
 * @param isCollected whether the run looked for any of the types
 */
export function buildTypeGraph(
  counts: Counts,
  isCollected: IsCollected,
): TypeGraph {
  const count = (types: readonly string[]) =>
    isCollected(types) ? sumOf(types, counts) : undefined;
  const nodes = new Map<string, TypeNode>();
  for (const type of entityTypes) {
    const group = groupOf(type);
    nodes.set(group.id, { group, count: count(group.types) });
  }
  return {
    nodes: [...nodes.values()],
    edges: edgesBetween(relationshipTypes).map(
      ({ source, target, classes }) => ({
        source,
        target,
        classes: [...classes].map(([name, types]) => ({
          name,
          count: count(types),
        })),
      }),
    ),
  };
}

interface EdgeTypes {
  readonly source: string;
  readonly target: string;
  /** The types of each class. */
  readonly classes: Map<string, string[]>;
}

function edgesBetween(types: readonly RelationshipType[]): EdgeTypes[] {
  const edges = new Map<string, EdgeTypes>();
  for (const { _type, _class, sourceType, targetType } of types) {
    const source = groupOf(sourceType).id;
    const target = groupOf(targetType).id;
    const key = `${source} ${target}`;
    const edge = edges.get(key) ?? { source, target, classes: new Map() };
    edge.classes.set(_class, [...(edge.classes.get(_class) ?? []), _type]);
    edges.set(key, edge);
  }
  return [...edges.values()];
}

/** What one type of device has to do with everything else: the numbers behind the node "Devices". */
export interface DeviceMatrix {
  readonly columns: readonly string[];
  readonly rows: readonly DeviceMatrixRow[];
}

export interface DeviceMatrixRow {
  readonly type: string;
  readonly devices: number;
  /** One for each column. */
  readonly cells: readonly number[];
}

export function buildDeviceMatrix(counts: Counts): DeviceMatrix {
  const types: readonly string[] = groups.devices.types;
  const columns = new Map<string, Map<string, number>>();
  for (const relationship of relationshipTypes) {
    const device = types.find(
      (type) =>
        type === relationship.sourceType || type === relationship.targetType,
    );
    if (device !== undefined) {
      const title = columnOf(relationship, device);
      const column = columns.get(title) ?? new Map<string, number>();
      column.set(device, counts.get(relationship._type) ?? 0);
      columns.set(title, column);
    }
  }
  return {
    columns: [...columns.keys()],
    rows: types.map((type) => ({
      type,
      devices: counts.get(type) ?? 0,
      cells: [...columns.values()].map((column) => column.get(type) ?? 0),
    })),
  };
}

function columnOf(
  { _class, sourceType, targetType }: RelationshipType,
  device: string,
): string {
  return targetType === device
    ? `${groupOf(sourceType).title} ${_class}`
    : `${_class} ${groupOf(targetType).title}`;
}

export function sumOf(types: readonly string[], counts: Counts): number {
  return types.reduce((sum, type) => sum + (counts.get(type) ?? 0), 0);
}
