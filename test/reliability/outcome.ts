/** What came of a run, held against the graph that it should have given. */
import { isDeepStrictEqual } from 'node:util';
import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import { integrationSteps } from '../../src/steps';
import type { CollectedGraph } from './memoryStore';
import type { Run } from './runIntegration';

/** What a run with a fault must come to. */
export type Expectation =
  | {
      /** `less`: without what `graph` takes away, because it is gone or somebody is told. */
      readonly kind: 'same' | 'less';
      /** From the graph without the fault; default: that graph. */
      readonly graph?: (whole: CollectedGraph) => CollectedGraph;
      /** Takes away what sources differ in, from both graphs. */
      readonly apart?: (graph: CollectedGraph) => CollectedGraph;
      /** An event that users must see. */
      readonly told?: RegExp;
    }
  | {
      readonly kind: 'fails';
      /** The steps that fail of themselves; those that build on them are stopped. */
      readonly steps: readonly string[];
      /** As errors name it: `GET /v1.0/users`. */
      readonly endpoint: string;
      /** What the error must say. */
      readonly cause: RegExp;
      /** Takes away, from both graphs, what was emitted without a detail. */
      readonly apart?: (graph: CollectedGraph) => CollectedGraph;
    }
  | {
      /** The step emits what it can, and fails by name; those that build on it are stopped. */
      readonly kind: 'partial';
      readonly step: string;
      /** What is missing, in the error and in an event. */
      readonly what: RegExp;
      /** Why, in the same sentence. */
      readonly cause?: RegExp;
      /** True when it is all that the step would emit. */
      readonly emitsNothing?: true;
      /** What is there of its types, from the graph without the fault; default: that is not compared. */
      readonly emits?: (whole: CollectedGraph) => CollectedGraph;
      /** Takes away, from both graphs, what is said of the rest by what is missing. */
      readonly apart?: (graph: CollectedGraph) => CollectedGraph;
    };

/** Each object by its type and key, a changed one with the names of what changed. */
export interface Difference {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly changed: readonly string[];
}

export type GraphObject = Entity | Relationship;

export function differences(
  actual: CollectedGraph,
  expected: CollectedGraph,
): Difference {
  const theirs = byName(actual);
  const ours = byName(expected);
  return {
    missing: [...ours.keys()].filter((name) => !theirs.has(name)),
    unexpected: [...theirs.keys()].filter((name) => !ours.has(name)),
    changed: [...theirs].flatMap(([name, object]) =>
      changes(object, ours.get(name) ?? object).map((it) => `${name}: ${it}`),
    ),
  };
}

/** The graph without the types that JupiterOne would not touch. */
export function withoutTypes(
  graph: CollectedGraph,
  types: readonly string[],
): CollectedGraph {
  return filtered(graph, ({ _type = '' }) => !types.includes(_type));
}

export function ofTypes(
  graph: CollectedGraph,
  types: readonly string[],
): CollectedGraph {
  return filtered(graph, ({ _type = '' }) => types.includes(_type));
}

function filtered(
  graph: CollectedGraph,
  isKept: (object: GraphObject) => boolean,
): CollectedGraph {
  return {
    entities: graph.entities.filter(isKept),
    relationships: graph.relationships.filter(isKept),
  };
}

/** The steps that did not succeed, in alphabetical order. */
export function failedSteps({ steps }: Run): string[] {
  return [...steps]
    .filter(([, { status }]) => status !== 'success')
    .map(([id]) => id)
    .sort();
}

/** These steps, and those that do not start without them, in alphabetical order. */
export function withDependents(ids: readonly string[]): string[] {
  const failed = new Set(ids);
  // The steps stand in dependency order.
  for (const { id, dependsOn = [] } of integrationSteps) {
    if (dependsOn.some((other) => failed.has(other))) {
      failed.add(id);
    }
  }
  return [...failed].sort();
}

export function typesOf(ids: readonly string[]): string[] {
  return integrationSteps
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ entities, relationships }) => [...entities, ...relationships])
    .map(({ _type }) => _type);
}

/** Each object by its type and key. */
export function byName(graph: CollectedGraph): Map<string, GraphObject> {
  return new Map(
    [...graph.entities, ...graph.relationships].map((object) => [
      `${object._type} ${object._key}`,
      object,
    ]),
  );
}

/** The names of the properties that differ. */
export function changes(one: GraphObject, other: GraphObject): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter(
    (name) => !isDeepStrictEqual(one[name], other[name]),
  );
}
