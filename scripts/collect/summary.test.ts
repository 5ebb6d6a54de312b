import {
  countTypes,
  disabledSteps,
  failedSteps,
  renderTable,
  total,
  type Summary,
} from './summary';

const summary: Summary = {
  integrationStepResults: [
    {
      id: 'users',
      status: 'success',
      encounteredTypeCounts: { azure_user: 1_200, account_has_user: 1_200 },
    },
    {
      id: 'groups',
      status: 'failure',
      encounteredTypeCounts: { azure_user_group: 3 },
    },
    {
      id: 'group-members',
      status: 'partial_success_due_to_dependency_failure',
      encounteredTypeCounts: { azure_user: 5 },
    },
    { id: 'devices', status: 'disabled', encounteredTypeCounts: {} },
    { id: 'findings', status: 'pending_evaluation', encounteredTypeCounts: {} },
  ],
  metadata: { partialDatasets: { types: ['azure_user_group'] } },
};

const entityTypes = new Set(['azure_user', 'azure_user_group']);

describe('countTypes', () => {
  it('adds up all steps, by type, in alphabetical order', () => {
    expect(countTypes(summary, entityTypes)).toEqual({
      entities: [
        ['azure_user', 1_205],
        ['azure_user_group', 3],
      ],
      relationships: [['account_has_user', 1_200]],
    });
  });

  it('counts nothing in a run without steps', () => {
    const nothing = { ...summary, integrationStepResults: [] };
    expect(countTypes(nothing, entityTypes)).toEqual({
      entities: [],
      relationships: [],
    });
  });
});

describe('the verdict', () => {
  it('holds everything for failed that was to run and did not succeed', () => {
    expect(failedSteps(summary)).toEqual([
      'groups',
      'group-members',
      'findings',
    ]);
  });

  it('names disabled steps by themselves', () => {
    expect(disabledSteps(summary)).toEqual(['devices']);
  });

  it('is good when all succeeded', () => {
    const [users] = summary.integrationStepResults;
    const good = { ...summary, integrationStepResults: [users] };
    expect([failedSteps(good), disabledSteps(good)]).toEqual([[], []]);
  });
});

describe('total', () => {
  it('adds the counts', () => {
    const { entities } = countTypes(summary, entityTypes);
    expect(total(entities)).toBe(1_208);
    expect(total([])).toBe(0);
  });
});

describe('renderTable', () => {
  it('aligns the counts of entities and relationships', () => {
    const counts = countTypes(summary, entityTypes);
    expect(renderTable(counts).split('\n')).toEqual([
      'Entities',
      '  azure_user             1,205',
      '  azure_user_group           3',
      '',
      'Relationships',
      '  account_has_user       1,200',
    ]);
  });

  it('bears an empty result', () => {
    expect(renderTable({ entities: [], relationships: [] })).toBe(
      'Entities\n\nRelationships',
    );
  });
});
