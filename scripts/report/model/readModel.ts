/** From the files of a run to tables and what connects them. Each file is read once. */
import { text, count } from '../../../src/model/values';
import {
  complianceStatuses,
  isAssigned,
  readStatus,
} from '../../../src/steps/findings/status';
import {
  installStateNumbers,
  type ResultantAppState,
} from '../../../src/steps/managedApplications/installState';
import type { Pseudonyms } from '../../support/pseudonyms';
import {
  readObjects,
  type StoredEntity,
  type StoredRelationship,
} from '../collection';
import { daysBetween } from '../text';
import { groups, relationshipTypes, type RelationshipType } from '../types';
import {
  definitions,
  kindOfPolicy,
  yesNo,
  type TableDefinition,
} from './definitions';
import { forEachPair, RelationBuilder } from './relation';
import {
  columnIndex,
  valuesOf,
  type Relation,
  type RelationId,
  type Table,
  type TableId,
  type Tables,
  type Value,
} from './table';

export interface Account {
  readonly name: string;
  readonly domain: string | undefined;
  readonly tenantId: string | undefined;
}

export interface Model {
  readonly account: Account | undefined;
  readonly tables: Tables;
  readonly relations: ReadonlyMap<RelationId, Relation>;
  /** The `_key` of each row, by table: what two runs have in common. */
  readonly keys: ReadonlyMap<TableId, readonly string[]>;
  /** Objects of each type in the files, entities and relationships. */
  readonly counts: ReadonlyMap<string, number>;
  /** Relationships whose ends the report does not know. */
  readonly loose: number;
}

export interface ReadOptions {
  /** What ages are counted from, in ms since the Unix epoch. */
  readonly now: number;
  /** Whether the run looked for any of these types: what it did not look for is unknown, and not 0. */
  isCollected(types: readonly string[]): boolean;
  /** Takes the place of names, addresses and ids. */
  readonly pseudonyms?: Pseudonyms;
}

/**
 * @param folder `.j1-integration`, as a run left it
 * @throws UnreadableCollectionError
 */
export async function readModel(
  folder: string,
  options: ReadOptions,
): Promise<Model> {
  const reader = new ModelReader(options);
  for await (const entities of readObjects(folder, 'entities')) {
    entities.forEach((entity) => reader.addEntity(entity));
  }
  for await (const relationships of readObjects(folder, 'relationships')) {
    relationships.forEach((relationship) =>
      reader.addRelationship(relationship),
    );
  }
  return reader.finish();
}

/** A table that grows. */
class TableBuilder {
  readonly keys: string[] = [];
  readonly rowOf = new Map<string, number>();
  readonly values: Value[][];

  constructor(readonly definition: TableDefinition) {
    this.values = definition.columns.map(() => []);
  }

  add(entity: StoredEntity, pseudonyms: Pseudonyms | undefined): void {
    if (this.rowOf.has(entity._key)) {
      return;
    }
    this.rowOf.set(entity._key, this.keys.length);
    this.keys.push(entity._key);
    this.definition.columns.forEach(({ read, pseudonym }, index) => {
      const value = read?.(entity);
      this.values[index].push(
        pseudonyms && pseudonym && value !== undefined
          ? pseudonym === 'nothing'
            ? undefined
            : pseudonyms(pseudonym, String(value))
          : value,
      );
    });
  }

  get rows(): number {
    return this.keys.length;
  }

  fill(column: string, valueOf: (row: number) => Value): void {
    const { id, title, singular, columns } = this.definition;
    const index = columnIndex(
      { id, title, singular, columns, values: this.values, rows: this.rows },
      column,
    );
    this.values[index] = this.keys.map((_, row) => valueOf(row));
  }

  /** How often each row is counted. */
  counter(): { add: (row: number) => void; of: (row: number) => number } {
    const counts = new Uint32Array(this.rows);
    return {
      add: (row) => {
        counts[row] += 1;
      },
      of: (row) => counts[row],
    };
  }

  build(): Table {
    const { id, title, singular, columns } = this.definition;
    return {
      id,
      title,
      singular,
      columns: columns.map(({ id, title, kind, isShown, target }) => ({
        id,
        title,
        kind,
        isShown,
        ...(target ? { target } : {}),
      })),
      values: this.values,
      rows: this.rows,
    };
  }
}

/** What a host agent says of its device. */
interface Agent {
  readonly compliant: Value;
  readonly complianceState: Value;
  readonly managementAgent: Value;
  readonly managementCertificateExpiresOn: Value;
}

type RelationEnds = ConstructorParameters<typeof RelationBuilder>[0];

const relationEnds: readonly RelationEnds[] = [
  { id: 'states', left: 'policies', right: 'devices' },
  { id: 'userDevices', left: 'users', right: 'devices' },
  { id: 'groupUsers', left: 'groups', right: 'users' },
  { id: 'groupGroups', left: 'groups', right: 'groups' },
  { id: 'groupMembers', left: 'groups', right: 'members' },
  { id: 'installations', left: 'applications', right: 'devices' },
];

/** The texts of `userDevices`. */
const OWNER = 'Owner';
const SIGNED_IN = 'Signed in';

const installStates = new Map<unknown, ResultantAppState>(
  Object.entries(installStateNumbers).map(([name, number]) => [
    number,
    name as ResultantAppState,
  ]),
);

class ModelReader {
  readonly #tables = new Map<TableId, TableBuilder>(
    definitions.map((definition) => [
      definition.id,
      new TableBuilder(definition),
    ]),
  );
  readonly #tableOf = new Map<string, TableBuilder>(
    [...this.#tables.values()].flatMap((table) =>
      table.definition.types.map((type) => [type, table] as const),
    ),
  );
  readonly #relations = new Map(
    relationEnds.map((ends) => [ends.id, new RelationBuilder(ends)] as const),
  );
  readonly #relationshipTypes = new Map(
    relationshipTypes.map((type) => [type._type, type]),
  );
  readonly #counts = new Map<string, number>();
  readonly #agents = new Map<string, Agent>();
  /** Rows of devices, by the key of the agent. */
  readonly #deviceOfAgent = new Map<string, number>();
  /** By the row of the finding. */
  readonly #deviceOfFinding = new Map<number, number>();
  readonly #policyOfFinding = new Map<number, number>();
  /** Kept until all agents are known: the two come in any order. */
  readonly #states: [agent: string, policy: number, status: string][] = [];
  /** Names of owners that are no users of the tenant, by the row of the device. */
  readonly #namedOwners = new Map<number, string>();
  #account: Account | undefined;
  #loose = 0;

  constructor(readonly options: ReadOptions) {}

  addEntity(entity: StoredEntity): void {
    const { _type, _key } = entity;
    this.#counts.set(_type, (this.#counts.get(_type) ?? 0) + 1);
    if (_type === groups.account.id) {
      this.#account = this.#toAccount(entity);
    } else if (_type === groups.hostAgents.id) {
      this.#agents.set(_key, toAgent(entity));
    } else {
      const table = this.#tableOf.get(_type);
      table?.add(entity, this.options.pseudonyms);
      if (table?.definition.id === 'devices') {
        this.#addNamedOwner(entity, table.rowOf.get(_key) ?? 0);
      }
    }
  }

  addRelationship(relationship: StoredRelationship): void {
    const { _type } = relationship;
    this.#counts.set(_type, (this.#counts.get(_type) ?? 0) + 1);
    const type = this.#relationshipTypes.get(_type);
    if (type && !this.#connect(relationship, type)) {
      this.#loose += 1;
    }
  }

  finish(): Model {
    this.#connectStates();
    const relations = new Map(
      [...this.#relations].map(([id, builder]) => [
        id,
        builder.build(this.#table(builder.ends.left).rows),
      ]),
    );
    this.#fillDevices(relations);
    this.#fillUsers(relations);
    this.#fillGroups(relations);
    this.#fillFindings();
    this.#fillPolicies(relations);
    this.#fillApplications(relations);
    const built = new Map(
      [...this.#tables].map(([id, builder]) => [id, builder.build()]),
    );
    return {
      account: this.#account,
      tables: built,
      relations,
      keys: new Map([...this.#tables].map(([id, { keys }]) => [id, keys])),
      counts: this.#counts,
      loose: this.#loose,
    };
  }

  #table(id: TableId): TableBuilder {
    const table = this.#tables.get(id);
    if (!table) {
      throw new Error(`There is no table ${id}`);
    }
    return table;
  }

  #toAccount(entity: StoredEntity): Account {
    const { pseudonyms } = this.options;
    const name =
      text(entity.organizationName) ?? text(entity.displayName) ?? entity._key;
    const hidden = (kind: 'domain' | 'id', value: string | undefined) =>
      value !== undefined && pseudonyms ? pseudonyms(kind, value) : value;
    return {
      name: pseudonyms?.('name', name) ?? name,
      domain: hidden('domain', text(entity.defaultDomain)),
      tenantId: hidden('id', text(entity.id)),
    };
  }

  #addNamedOwner(entity: StoredEntity, row: number): void {
    const name = text(entity.userDisplayName) ?? text(entity.username);
    if (name !== undefined) {
      this.#namedOwners.set(
        row,
        this.options.pseudonyms?.('person', name) ?? name,
      );
    }
  }

  /** @returns whether both ends are known, or the report has no use for them */
  #connect(
    relationship: StoredRelationship,
    { _class, sourceType, targetType }: RelationshipType,
  ): boolean {
    const { _fromEntityKey: from, _toEntityKey: to } = relationship;
    if (sourceType === groups.account.id) {
      return true;
    }
    const target = this.#tableOf.get(targetType);
    const right = target?.rowOf.get(to);
    if (sourceType === groups.hostAgents.id) {
      return this.#connectAgent(relationship, target?.definition.id, right);
    }
    const source = this.#tableOf.get(sourceType);
    const left = source?.rowOf.get(from);
    if (left === undefined || right === undefined) {
      return false;
    }
    switch (`${source?.definition.id} ${target?.definition.id}`) {
      case 'users devices':
        this.#add('userDevices', left, right, classTexts.get(_class));
        break;
      case 'groups users':
        this.#add('groupUsers', left, right);
        break;
      case 'groups groups':
        this.#add('groupGroups', left, right);
        break;
      case 'groups members':
        this.#add('groupMembers', left, right);
        break;
      case 'devices findings':
        this.#deviceOfFinding.set(right, left);
        break;
      case 'policies findings':
        this.#policyOfFinding.set(right, left);
        break;
      case 'devices applications':
        this.#add('installations', right, left, installationText(relationship));
        break;
    }
    return true;
  }

  #add(id: RelationId, left: number, right: number, label?: string): void {
    this.#relations.get(id)?.add(left, right, label);
  }

  #connectAgent(
    { _fromEntityKey: agent, complianceStatus }: StoredRelationship,
    target: TableId | undefined,
    row: number | undefined,
  ): boolean {
    if (row === undefined || !this.#agents.has(agent)) {
      return false;
    }
    if (target === 'devices') {
      this.#deviceOfAgent.set(agent, row);
    } else {
      const status = readStatus(complianceStatus) ?? 'unknown';
      this.#states.push([agent, row, status]);
    }
    return true;
  }

  #connectStates(): void {
    for (const [agent, policy, status] of this.#states) {
      const device = this.#deviceOfAgent.get(agent);
      if (device === undefined) {
        this.#loose += 1;
      } else {
        this.#add('states', policy, device, status);
      }
    }
    this.#states.length = 0;
  }

  #fillDevices(relations: ReadonlyMap<RelationId, Relation>): void {
    const devices = this.#table('devices');
    const agents = new Map(
      [...this.#deviceOfAgent].map(([key, row]) => [
        row,
        this.#agents.get(key),
      ]),
    );
    for (const column of [
      'compliant',
      'complianceState',
      'managementAgent',
      'managementCertificateExpiresOn',
    ] as const) {
      devices.fill(column, (row) => agents.get(row)?.[column]);
    }
    const owners = new Map<number, number>();
    eachPair(relations, 'userDevices', (user, device, label) => {
      if (label === OWNER) {
        owners.set(device, user);
      }
    });
    devices.fill(
      'owner',
      (row) => owners.get(row) ?? this.#namedOwners.get(row),
    );
    const policies = devices.counter();
    const kinds = valuesOf(this.#table('policies').build(), 'kind');
    eachPair(relations, 'states', (policy, device) => {
      if (kinds[policy] === 'Compliance policy') {
        policies.add(device);
      }
    });
    devices.fill(
      'compliancePolicies',
      this.#ifCollected(statesOf(groups.compliancePolicies.id), policies.of),
    );
    const findings = devices.counter();
    const open = valuesOf(this.#table('findings').build(), 'open');
    for (const [finding, device] of this.#deviceOfFinding) {
      if (open[finding] !== 'No') {
        findings.add(device);
      }
    }
    devices.fill(
      'openFindings',
      this.#ifCollected(groups.findings.types, findings.of),
    );
    const applications = devices.counter();
    eachPair(relations, 'installations', (_, device) =>
      applications.add(device),
    );
    devices.fill(
      'applications',
      this.#ifCollected(groups.detectedApplications.types, applications.of),
    );
    const lastSeen = valuesOf(devices.build(), 'lastSeenOn');
    const enrolled = valuesOf(devices.build(), 'enrolledDateTime');
    // One that never came back after it was enrolled was seen for the last time then.
    devices.fill('daysUnseen', (row) =>
      this.#daysSince(lastSeen[row] ?? enrolled[row]),
    );
  }

  #ifCollected(
    types: readonly string[],
    valueOf: (row: number) => Value,
  ): (row: number) => Value {
    return this.options.isCollected(types) ? valueOf : () => undefined;
  }

  #daysSince(time: Value): Value {
    const known = count(time);
    return known === undefined
      ? undefined
      : daysBetween(known, this.options.now);
  }

  #fillUsers(relations: ReadonlyMap<RelationId, Relation>): void {
    const users = this.#table('users');
    const devices = users.counter();
    eachPair(relations, 'userDevices', (user, _, label) => {
      if (label === OWNER) {
        devices.add(user);
      }
    });
    users.fill('devices', this.#ifCollected(groups.devices.types, devices.of));
    const memberships = users.counter();
    eachPair(relations, 'groupUsers', (_, user) => memberships.add(user));
    users.fill(
      'groups',
      this.#ifCollected(groups.userGroups.types, memberships.of),
    );
    const signIns = valuesOf(users.build(), 'lastSignIn');
    users.fill('daysSinceSignIn', (row) => this.#daysSince(signIns[row]));
  }

  #fillGroups(relations: ReadonlyMap<RelationId, Relation>): void {
    const table = this.#table('groups');
    for (const [column, relation] of [
      ['users', 'groupUsers'],
      ['nestedGroups', 'groupGroups'],
      ['otherMembers', 'groupMembers'],
    ] as const) {
      table.fill(column, leftCounter(relations, relation));
    }
  }

  #fillFindings(): void {
    const findings = this.#table('findings');
    const owners = valuesOf(this.#table('devices').build(), 'owner');
    const kinds = valuesOf(this.#table('policies').build(), 'kind');
    const ownNames = valuesOf(findings.build(), 'policy');
    findings.fill(
      'policy',
      (row) => this.#policyOfFinding.get(row) ?? ownNames[row],
    );
    findings.fill('device', (row) => this.#deviceOfFinding.get(row));
    findings.fill('owner', (row) => {
      const device = this.#deviceOfFinding.get(row);
      return device === undefined ? undefined : owners[device];
    });
    findings.fill('kind', (row) => {
      const policy = this.#policyOfFinding.get(row);
      return policy === undefined ? undefined : kinds[policy];
    });
  }

  #fillPolicies(relations: ReadonlyMap<RelationId, Relation>): void {
    const policies = this.#table('policies');
    const kinds = valuesOf(policies.build(), 'kind');
    const isCollected = new Map(
      [groups.compliancePolicies, groups.configurations].map(({ id }) => [
        kindOfPolicy(id),
        this.options.isCollected(statesOf(id)),
      ]),
    );
    const fill = (column: string, valueOf: (row: number) => Value) =>
      policies.fill(column, (row) =>
        isCollected.get(String(kinds[row])) ? valueOf(row) : undefined,
      );
    fill('devices', leftCounter(relations, 'states'));
    for (const status of complianceStatuses.filter(isAssigned)) {
      const devices = policies.counter();
      eachPair(relations, 'states', (policy, _, label) => {
        if (label === status) {
          devices.add(policy);
        }
      });
      fill(status, devices.of);
    }
  }

  #fillApplications(relations: ReadonlyMap<RelationId, Relation>): void {
    const applications = this.#table('applications');
    const devices = new Map<number, Set<number>>();
    const versions = new Map<number, Set<string>>();
    eachPair(relations, 'installations', (application, device, version) => {
      add(devices, application, device);
      if (version !== '') {
        add(versions, application, version);
      }
    });
    applications.fill('devices', (row) => devices.get(row)?.size ?? 0);
    const kinds = valuesOf(applications.build(), 'kind');
    applications.fill('versions', (row) =>
      kinds[row] === 'Detected' ? (versions.get(row)?.size ?? 0) : undefined,
    );
  }
}

/** The types of the relationships that say how devices stand to a kind of policies. */
export function statesOf(policyType: string): string[] {
  return relationshipTypes
    .filter(
      ({ sourceType, targetType }) =>
        sourceType === groups.hostAgents.id && targetType === policyType,
    )
    .map(({ _type }) => _type);
}

const classTexts = new Map([
  ['HAS', OWNER],
  ['USES', SIGNED_IN],
]);

/** The version of a detected application; what became of a managed one. */
function installationText({
  version,
  installState,
  installedVersion,
}: StoredRelationship): string {
  return [
    text(version),
    installStates.get(installState),
    text(installedVersion),
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

function toAgent(entity: StoredEntity): Agent {
  return {
    compliant: yesNo(entity.isCompliant),
    complianceState: text(entity.complianceState),
    managementAgent: text(entity.managementAgent),
    managementCertificateExpiresOn: count(
      entity.managementCertificateExpiresOn,
    ),
  };
}

function eachPair(
  relations: ReadonlyMap<RelationId, Relation>,
  id: RelationId,
  take: (left: number, right: number, label: string) => void,
): void {
  const relation = relations.get(id);
  if (relation) {
    forEachPair(relation, take);
  }
}

/** How many pairs a row of the left table has. */
function leftCounter(
  relations: ReadonlyMap<RelationId, Relation>,
  id: RelationId,
): (row: number) => number {
  const starts = relations.get(id)?.starts;
  return (row) => (starts ? starts[row + 1] - starts[row] : 0);
}

function add<Item>(sets: Map<number, Set<Item>>, row: number, item: Item) {
  const known = sets.get(row);
  if (known) {
    known.add(item);
  } else {
    sets.set(row, new Set([item]));
  }
}
