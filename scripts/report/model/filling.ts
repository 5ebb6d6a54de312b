/** What tables are filled from when all files are read: pairs of rows, and what the run did not look for. */
import { count } from '../../../src/model/values';
import type { Values } from '../../support/knownValues';
import type { Pseudonyms } from '../../support/pseudonyms';
import { daysBetween } from '../text';
import { forEachPair } from './relation';
import type { Relation, RelationId, TableId, Value } from './table';
import type { TableBuilder } from './tableBuilder';

export interface ReadOptions {
  /** What ages are counted from, in ms since the Unix epoch. */
  readonly now: number;
  /** Whether the run looked for any of these types: what it did not look for is unknown, and not 0. */
  isCollected(types: readonly string[]): boolean;
  /** Takes the place of names, addresses and ids. */
  readonly pseudonyms?: Pseudonyms;
  /** Gets what the entities call somebody or something, for texts that may quote it. */
  readonly names?: Values;
}

/** What a host agent says of its device. */
export interface Agent {
  readonly compliant: Value;
  readonly complianceState: Value;
  readonly managementAgent: Value;
  readonly managementCertificateExpiresOn: Value;
}

export interface Filling {
  readonly options: ReadOptions;
  readonly relations: ReadonlyMap<RelationId, Relation>;
  /** By the row of the device. */
  readonly agents: ReadonlyMap<number, Agent>;
  /** Names of owners that are no users of the tenant, by the row of the device. */
  readonly namedOwners: ReadonlyMap<number, string>;
  /** By the row of the finding. */
  readonly deviceOfFinding: ReadonlyMap<number, number>;
  readonly policyOfFinding: ReadonlyMap<number, number>;
  table(id: TableId): TableBuilder;
}

/** The texts of `userDevices`. */
export const OWNER = 'Owner';
export const SIGNED_IN = 'Signed in';

export function ifCollected(
  { options }: Filling,
  types: readonly string[],
  valueOf: (row: number) => Value,
): (row: number) => Value {
  return options.isCollected(types) ? valueOf : () => undefined;
}

export function daysSince({ options }: Filling, time: Value): Value {
  const known = count(time);
  return known === undefined ? undefined : daysBetween(known, options.now);
}

export function eachPair(
  { relations }: Filling,
  id: RelationId,
  take: (left: number, right: number, label: string) => void,
): void {
  const relation = relations.get(id);
  if (relation) {
    forEachPair(relation, take);
  }
}

/** How many pairs a row of the left table has. */
export function leftCounter(
  { relations }: Filling,
  id: RelationId,
): (row: number) => number {
  const starts = relations.get(id)?.starts;
  return (row) => (starts ? starts[row + 1] - starts[row] : 0);
}
