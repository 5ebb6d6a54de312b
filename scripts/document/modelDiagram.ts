/** The data model as a picture, from what the steps declare. */
import type {
  StepEntityMetadata,
  StepRelationshipMetadata,
} from '@jupiterone/integration-sdk-core';
import {
  flowchart,
  type DiagramEdge,
  type DiagramGroup,
  type DiagramNode,
} from './mermaid';

export interface DeclaringStep {
  readonly entities: readonly StepEntityMetadata[];
  readonly relationships: readonly StepRelationshipMetadata[];
}

/** How the resources of the directory are named. */
const DIRECTORY_PREFIX = '[AD] ';

/**
 * One node for each resource: the types of devices share one, and relationships
 * of the same two nodes share an edge. Types that are declared as an end of
 * relationships only, and so are never emitted, are left out.
 */
export function modelDiagram(steps: readonly DeclaringStep[]): string {
  const entities = steps.flatMap((step) => step.entities);
  const resources = groupBy(entities, ({ resourceName }) => resourceName);
  const nodes = new Map(
    [...resources].map(([name, members]) => [name, toNode(name, members)]),
  );
  const nodeOf = new Map(
    entities.map(({ _type, resourceName }) => [
      _type,
      nodes.get(resourceName)?.id,
    ]),
  );
  const groups = [
    group('Microsoft Entra ID', nodes, isOfDirectory),
    group('Microsoft Intune', nodes, (name) => !isOfDirectory(name)),
  ];
  const relationships = steps.flatMap((step) => step.relationships);
  return flowchart(groups, toEdges(relationships, nodeOf));
}

function toNode(
  resourceName: string,
  entities: readonly StepEntityMetadata[],
): DiagramNode {
  const types = unique(entities.map(({ _type }) => _type));
  const classes = unique(entities.flatMap(({ _class }) => _class));
  return {
    id: types.length === 1 ? types[0] : toId(resourceName),
    lines: [types.join(', '), `(${classes.join(', ')})`],
  };
}

function group(
  title: string,
  nodes: ReadonlyMap<string, DiagramNode>,
  isMember: (resourceName: string) => boolean,
): DiagramGroup {
  const members = [...nodes].filter(([name]) => isMember(name));
  return { title, nodes: members.map(([, node]) => node) };
}

function toEdges(
  relationships: readonly StepRelationshipMetadata[],
  nodeOf: ReadonlyMap<string, string | undefined>,
): DiagramEdge[] {
  const ends = relationships.flatMap(({ sourceType, targetType, _class }) => {
    const from = nodeOf.get(sourceType);
    const to = nodeOf.get(targetType);
    return from && to ? [{ from, to, label: _class }] : [];
  });
  const byEnds = groupBy(ends, ({ from, to }) => `${from} ${to}`);
  return [...byEnds.values()].map((edges) => ({
    ...edges[0],
    label: unique(edges.map(({ label }) => label)).join(', '),
  }));
}

function isOfDirectory(resourceName: string): boolean {
  return resourceName.startsWith(DIRECTORY_PREFIX);
}

/** `Managed Device` -> managed-device */
function toId(resourceName: string): string {
  return resourceName.toLowerCase().replace(/[^a-z\d]+/g, '-');
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
