/** From the files of a run to tables and what connects them. Each file is read once. */
import { count, text } from '../../../src/model/values';
import {
  readObjects,
  type StoredEntity,
  type StoredRelationship,
} from '../collection';
import { addEntity } from '../../support/knownValues';
import { groups } from '../types';
import { yesNo, type TableDefinition } from './columns';
import { Connector } from './connector';
import type { Agent, Filling, ReadOptions } from './filling';
import type { Account, Model } from './model';
import type { TableId } from './table';
import { TableBuilder } from './tableBuilder';
import { applicationsTable, fillApplications } from './tables/applications';
import { devicesTable, fillDevices } from './tables/devices';
import { fillFindings, findingsTable } from './tables/findings';
import { fillGroups, groupsTable } from './tables/groups';
import { membersTable } from './tables/members';
import { fillPolicies, policiesTable } from './tables/policies';
import { fillUsers, usersTable } from './tables/users';

/** In the order of the page. */
const definitions: readonly TableDefinition[] = [
  ...[devicesTable, usersTable, groupsTable, findingsTable],
  ...[policiesTable, applicationsTable, membersTable],
];

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
  readonly #counts = new Map<string, number>();
  readonly #agents = new Map<string, Agent>();
  /** Names of owners that are no users of the tenant, by the row of the device. */
  readonly #namedOwners = new Map<number, string>();
  readonly #connector = new Connector(this.#tableOf, this.#agents);
  #account: Account | undefined;

  constructor(readonly options: ReadOptions) {}

  addEntity(entity: StoredEntity): void {
    const { _type, _key } = entity;
    if (this.options.names) {
      addEntity(this.options.names, entity);
    }
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
    this.#connector.add(relationship);
  }

  finish(): Model {
    const { pairs, deviceOfAgent, ...ofFindings } = this.#connector.finish();
    const relations = new Map(
      [...pairs].map(([id, builder]) => [
        id,
        builder.build(this.#table(builder.ends.left).rows),
      ]),
    );
    const filling: Filling = {
      ...{ options: this.options, relations, ...ofFindings },
      agents: new Map(
        [...deviceOfAgent].flatMap(([key, row]) => {
          const agent = this.#agents.get(key);
          return agent ? [[row, agent]] : [];
        }),
      ),
      namedOwners: this.#namedOwners,
      table: (id) => this.#table(id),
    };
    fillDevices(filling);
    fillUsers(filling);
    fillGroups(filling);
    fillFindings(filling);
    fillPolicies(filling);
    fillApplications(filling);
    const built = new Map(
      [...this.#tables].map(([id, builder]) => [id, builder.build()]),
    );
    return {
      account: this.#account,
      tables: built,
      relations,
      keys: new Map([...this.#tables].map(([id, { keys }]) => [id, keys])),
      counts: this.#counts,
      loose: this.#connector.loose,
    };
  }

  #table(id: TableId): TableBuilder {
    const table = this.#tables.get(id);
    if (!table) {
      throw new TypeError(`There is no table ${id}`);
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
