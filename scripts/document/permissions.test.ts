import { sampleDatasets } from '#test/support/sampleDatasets';
import { usersRequest } from '#test/graph/sampleRequests';
import type { GraphRequest, PermissionNeed } from '../../src/graph/request';
import { integrationSteps } from '../../src/steps';
import { defineStep, type Microsoft365Step } from '../../src/run/defineStep';
import type { StepId } from '../../src/run/stepIds';
import {
  consentedTable,
  leastPrivilegeTable,
  lossTable,
  permissionList,
  permissionTables,
  requestTable,
} from './permissions';

const createStep = (
  id: StepId,
  ...requests: GraphRequest<unknown>[]
): Microsoft365Step =>
  defineStep({
    id,
    name: id,
    entities: [{ resourceName: id, _type: `type_of_${id}`, _class: 'Record' }],
    relationships: [],
    datasets: sampleDatasets(requests),
    handler: () => Promise.resolve(),
  });

const request = (path: string, permission: PermissionNeed) => ({
  ...usersRequest,
  path,
  documentation: `https://example.com${path}`,
  permission,
});

const optional: PermissionNeed = {
  anyOf: ['Extra.Read'],
  without: 'extras',
  isOptional: true,
};
const needed: PermissionNeed = {
  anyOf: ['Thing.Read', 'Everything.Read'],
  without: 'things',
};

const detailed = {
  ...request('/things', needed),
  detailPermissions: [optional],
};

/** The cells of the row that begins with the name. */
function rowOf(table: string, name: string): string[] {
  const row = table.split('\n').find((line) => line.startsWith(`| \`${name}`));
  return (row ?? '').split(' | ').map((cell) => cell.replace(/^\| | \|$/g, ''));
}

test.each([
  ['required', '```text\nThing.Read\n```'],
  ['optional', '```text\nExtra.Read\n```'],
] as const)('%s permissions can be copied, each once', (kind, list) => {
  const steps = [
    createStep('account', request('/extras', optional)),
    createStep('users', request('/things', needed)),
    createStep('groups', request('/others', needed)),
  ];
  expect(permissionList(steps, kind)).toBe(list);
});

describe('leastPrivilegeTable', () => {
  const table = leastPrivilegeTable([
    createStep('account', request('/extras', optional)),
    createStep('users', request('/things', needed)),
    createStep('groups', request('/others', needed)),
  ]);

  it('has one row a permission: who needs it, for which entities, what else would do', () => {
    expect(rowOf(table, 'Thing.Read')).toEqual([
      '`Thing.Read`',
      'required',
      '`users`, `groups`',
      '`type_of_users`, `type_of_groups`',
      '`Everything.Read`',
    ]);
  });

  it('has the required ones first', () => {
    expect(
      table
        .split('\n')
        .slice(2)
        .map((row) => row.slice(0, 14)),
    ).toEqual(['| `Thing.Read`', '| `Extra.Read`']);
  });

  it('names what only adds detail, too', () => {
    const row = rowOf(
      leastPrivilegeTable([createStep('users', detailed)]),
      'Extra.Read',
    );
    expect(row.slice(0, 3)).toEqual(['`Extra.Read`', 'optional', '`users`']);
  });

  it('calls a permission required that one step can do without and another cannot', () => {
    const mixed = leastPrivilegeTable([
      createStep('account', request('/a', { ...needed, isOptional: true })),
      createStep('users', request('/b', needed)),
    ]);
    expect(rowOf(mixed, 'Thing.Read')[1]).toBe('required');
  });
});

describe('lossTable', () => {
  it('has one row for each permission of a step, in the order of the steps', () => {
    const table = lossTable([
      createStep('account', request('/extras', optional)),
      createStep('users', detailed, request('/more', needed)),
    ]);
    expect(table.split('\n').slice(2)).toEqual([
      '| `account` | `Extra.Read` | optional | extras |',
      '| `users` | `Thing.Read` | required | things |',
      '| `users` | `Extra.Read` | optional | extras |',
    ]);
  });
});

describe('requestTable', () => {
  it('has one row a request, with its page and all that would do', () => {
    const table = requestTable([
      createStep('users', detailed),
      createStep('groups', detailed, request('/others', optional)),
    ]);
    expect(table.split('\n').slice(2)).toEqual([
      '| [GET /v1.0/things](https://example.com/things) | `Thing.Read`, `Everything.Read` | `Extra.Read` | `users`, `groups` |',
      '| [GET /v1.0/others](https://example.com/others) | `Extra.Read` |  | `groups` |',
    ]);
  });

  it('keeps apart what one request needs for one thing and for another', () => {
    const table = requestTable([
      createStep('users', request('/exports', needed)),
      createStep('groups', request('/exports', optional)),
    ]);
    expect(table.split('\n').slice(2)).toEqual([
      '| [GET /v1.0/exports](https://example.com/exports) | `Thing.Read`, `Everything.Read` |  | `users` |',
      '| [GET /v1.0/exports](https://example.com/exports) | `Extra.Read` |  | `groups` |',
    ]);
  });
});

test('permissionTables has all three', () => {
  const steps = [createStep('users', detailed)];
  const text = permissionTables(steps);
  for (const table of [leastPrivilegeTable, lossTable, requestTable]) {
    expect(text).toContain(table(steps));
  }
});

describe('consentedTable', () => {
  const verdictOf = (steps: Microsoft365Step[], name: string) =>
    rowOf(consentedTable(steps), name)[3];

  const name = 'Directory.Read.All';

  it.each<[string, PermissionNeed[], string]>([
    ['needed', [{ anyOf: [name], without: 'x' }], 'required: `users`'],
    [
      'optional',
      [{ anyOf: [name], without: 'x', isOptional: true }],
      'optional: `users`',
    ],
    [
      'more than enough',
      [
        { anyOf: ['User.Read.All', name], without: 'x' },
        { anyOf: ['Group.Read.All', name], without: 'x' },
      ],
      'not needed beside `User.Read.All`, `Group.Read.All`, which allow less',
    ],
    ['not used', [needed], 'not needed: no request uses it'],
  ])('says of a permission that it is %s', (_, needs, expected) => {
    const requests = needs.map((need) => request('/things', need));
    expect(verdictOf([createStep('users', ...requests)], name)).toBe(expected);
  });

  it('lists the eight permissions of the product', () => {
    expect(consentedTable(integrationSteps).split('\n')).toHaveLength(2 + 8);
  });
});
