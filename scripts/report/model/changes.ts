/** What differs between an earlier run and this one, as a table. */
import { displayText } from '../browser/filters';
import { forEachPair } from './relation';
import { tableOf, type Model } from './model';
import {
  columnIndex,
  type Column,
  type Table,
  type TableId,
  type Value,
} from './table';

const columns: readonly Column[] = [
  { id: 'change', title: 'Change', kind: 'choice', isShown: true },
  {
    id: 'device',
    title: 'Device',
    kind: 'reference',
    target: 'devices',
    isShown: true,
  },
  {
    id: 'policy',
    title: 'Policy',
    kind: 'reference',
    target: 'policies',
    isShown: true,
  },
  { id: 'before', title: 'Before', kind: 'choice', isShown: true },
  { id: 'after', title: 'Now', kind: 'choice', isShown: true },
];

export const changeKinds = [
  'New finding',
  'Solved finding',
  'Device appeared',
  'Device vanished',
  'Compliance changed',
  'State changed',
] as const;

interface Change {
  readonly change: (typeof changeKinds)[number];
  readonly device: Value;
  readonly policy?: Value;
  readonly before?: Value;
  readonly after?: Value;
}

/** Keys are the same in both runs: they come from Microsoft's ids. */
export function compareModels(older: Model, newer: Model): Table {
  const changes = [
    ...findingChanges(older, newer),
    ...deviceChanges(older, newer),
    ...stateChanges(older, newer),
  ];
  return {
    id: 'changes',
    title: 'Changes',
    singular: 'change',
    columns,
    values: columns.map(({ id }) =>
      changes.map((change) => change[id as keyof Change]),
    ),
    rows: changes.length,
  };
}

function findingChanges(older: Model, newer: Model): Change[] {
  const devices = rowsByKey(newer, 'devices');
  const policies = rowsByKey(newer, 'policies');
  const change = (
    model: Model,
    row: number,
    kind: Change['change'],
  ): Change => {
    const status = valueAt(model, 'findings', 'status', row);
    return {
      change: kind,
      device: referred(model, 'devices', 'device', row, devices),
      policy: referred(model, 'policies', 'policy', row, policies),
      ...(kind === 'New finding' ? { after: status } : { before: status }),
    };
  };
  return [
    ...onlyIn(newer, older, 'findings').map((row) =>
      change(newer, row, 'New finding'),
    ),
    ...onlyIn(older, newer, 'findings').map((row) =>
      change(older, row, 'Solved finding'),
    ),
  ];
}

function deviceChanges(older: Model, newer: Model): Change[] {
  const rows = rowsByKey(older, 'devices');
  const changed = (newer.keys.get('devices') ?? []).flatMap(
    (key, device): Change[] => {
      const row = rows.get(key);
      const before =
        row === undefined
          ? undefined
          : valueAt(older, 'devices', 'complianceState', row);
      const after = valueAt(newer, 'devices', 'complianceState', device);
      return row === undefined || before === after
        ? []
        : [{ change: 'Compliance changed', device, before, after }];
    },
  );
  return [
    ...onlyIn(newer, older, 'devices').map((device): Change => ({
      change: 'Device appeared',
      device,
    })),
    ...onlyIn(older, newer, 'devices').map((row): Change => ({
      change: 'Device vanished',
      device: valueAt(older, 'devices', 'name', row),
    })),
    ...changed,
  ];
}

/** Of devices and policies that both runs have. */
function stateChanges(older: Model, newer: Model): Change[] {
  const before = new Map<string, string>();
  eachState(older, (policy, device, status) =>
    before.set(`${policy} ${device}`, status),
  );
  const changes: Change[] = [];
  const devices = rowsByKey(newer, 'devices');
  const policies = rowsByKey(newer, 'policies');
  eachState(newer, (policy, device, status) => {
    const was = before.get(`${policy} ${device}`);
    if (was !== undefined && was !== status) {
      changes.push({
        change: 'State changed',
        device: devices.get(device),
        policy: policies.get(policy),
        before: was,
        after: status,
      });
    }
  });
  return changes;
}

function eachState(
  { relations, keys }: Model,
  take: (policy: string, device: string, status: string) => void,
): void {
  const relation = relations.get('states');
  const policies = keys.get('policies') ?? [];
  const devices = keys.get('devices') ?? [];
  if (relation) {
    forEachPair(relation, (policy, device, status) =>
      take(policies[policy], devices[device], status),
    );
  }
}

/** The rows whose keys the other run lacks. */
function onlyIn(model: Model, other: Model, id: TableId): number[] {
  const known = rowsByKey(other, id);
  return (model.keys.get(id) ?? []).flatMap((key, row) =>
    known.has(key) ? [] : [row],
  );
}

function rowsByKey({ keys }: Model, id: TableId): ReadonlyMap<string, number> {
  return new Map((keys.get(id) ?? []).map((key, row) => [key, row]));
}

function valueAt(
  model: Model,
  id: TableId,
  column: string,
  row: number,
): Value {
  const table = tableOf(model, id);
  return table.values[columnIndex(table, column)][row];
}

/** What a row refers to: the row of the newer run; the name, where the newer run lacks it. */
function referred(
  model: Model,
  target: TableId,
  column: string,
  row: number,
  rows: ReadonlyMap<string, number>,
): Value {
  const value = valueAt(model, 'findings', column, row);
  if (typeof value !== 'number') {
    return value;
  }
  const key = model.keys.get(target)?.[value];
  const same = key === undefined ? undefined : rows.get(key);
  return same ?? valueAt(model, target, 'name', value);
}

/** How many changes there are of each kind. */
export function countChanges(changes: Table): Map<string, number> {
  const counts = new Map<string, number>(changeKinds.map((kind) => [kind, 0]));
  for (const value of changes.values[columnIndex(changes, 'change')]) {
    const kind = displayText(columns[0], value);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
