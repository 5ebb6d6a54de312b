/** Relationships as pairs of rows: what connects the tables. */
import { text } from '../../../src/model/values';
import { readStatus } from '../../../src/steps/findings/status';
import {
  installStateNumbers,
  type ResultantAppState,
} from '../../../src/steps/managedApplications/installState';
import type { StoredRelationship } from '../collection';
import { groups, relationshipTypes, type RelationshipType } from '../types';
import { OWNER, SIGNED_IN } from './filling';
import { RelationBuilder } from './relation';
import type { RelationId, TableId } from './table';
import type { TableBuilder } from './tableBuilder';

type RelationEnds = ConstructorParameters<typeof RelationBuilder>[0];

const relationEnds: readonly RelationEnds[] = [
  { id: 'states', left: 'policies', right: 'devices' },
  { id: 'userDevices', left: 'users', right: 'devices' },
  { id: 'groupUsers', left: 'groups', right: 'users' },
  { id: 'groupGroups', left: 'groups', right: 'groups' },
  { id: 'groupMembers', left: 'groups', right: 'members' },
  { id: 'installations', left: 'applications', right: 'devices' },
];

const installStates = new Map<unknown, ResultantAppState>(
  Object.entries(installStateNumbers).map(([name, number]) => [
    number,
    name as ResultantAppState,
  ]),
);

/** What the relationships came to. */
export interface Connected {
  readonly pairs: ReadonlyMap<RelationId, RelationBuilder>;
  /** Rows of devices, by the key of the agent. */
  readonly deviceOfAgent: ReadonlyMap<string, number>;
  /** By the row of the finding. */
  readonly deviceOfFinding: ReadonlyMap<number, number>;
  readonly policyOfFinding: ReadonlyMap<number, number>;
}

export class Connector {
  readonly #pairs = new Map(
    relationEnds.map((ends) => [ends.id, new RelationBuilder(ends)] as const),
  );
  readonly #relationshipTypes = new Map(
    relationshipTypes.map((type) => [type._type, type]),
  );
  readonly #deviceOfAgent = new Map<string, number>();
  readonly #deviceOfFinding = new Map<number, number>();
  readonly #policyOfFinding = new Map<number, number>();
  /** Kept until all agents are known: the two come in any order. */
  readonly #states: [agent: string, policy: number, status: string][] = [];
  /** Relationships whose ends the report does not know. */
  loose = 0;

  /**
   * @param tableOf the table of each type
   * @param agents by their keys: all entities are read before the first relationship
   */
  constructor(
    readonly tableOf: ReadonlyMap<string, TableBuilder>,
    readonly agents: ReadonlyMap<string, unknown>,
  ) {}

  add(relationship: StoredRelationship): void {
    const type = this.#relationshipTypes.get(relationship._type);
    if (type && !this.#connect(relationship, type)) {
      this.loose += 1;
    }
  }

  finish(): Connected {
    this.#connectStates();
    return {
      pairs: this.#pairs,
      deviceOfAgent: this.#deviceOfAgent,
      deviceOfFinding: this.#deviceOfFinding,
      policyOfFinding: this.#policyOfFinding,
    };
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
    const target = this.tableOf.get(targetType);
    const right = target?.rowOf.get(to);
    if (sourceType === groups.hostAgents.id) {
      return this.#connectAgent(relationship, target?.definition.id, right);
    }
    const source = this.tableOf.get(sourceType);
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
    this.#pairs.get(id)?.add(left, right, label);
  }

  #connectAgent(
    { _fromEntityKey: agent, complianceStatus }: StoredRelationship,
    target: TableId | undefined,
    row: number | undefined,
  ): boolean {
    if (row === undefined || !this.agents.has(agent)) {
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
        this.loose += 1;
      } else {
        this.#add('states', policy, device, status);
      }
    }
    this.#states.length = 0;
  }
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
