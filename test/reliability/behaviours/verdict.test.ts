import type { Entity, Relationship } from '@jupiterone/integration-sdk-core';
import type { CollectedGraph } from '../memoryStore';
import { typesOf, withDependents } from '../outcome';
import type { Run } from '../runIntegration';
import { sizes } from './lacking';
import type { Loss } from './losses';
import { complaintsOf, type Prediction } from './verdict';

const step = 'managed-applications';

const entity = (_key: string, properties: Partial<Entity> = {}): Entity => ({
  _key,
  _type: 'intune_managed_application',
  _class: 'Application',
  ...properties,
});

const relationship = (_key: string): Relationship => ({
  _key,
  _type: 'desktop_assigned_intune_managed_application',
  _class: 'ASSIGNED',
  displayName: 'ASSIGNED',
  _fromEntityKey: 'device',
  _toEntityKey: 'application',
});

const whole: CollectedGraph = {
  entities: [entity('one', { name: 'One' }), entity('two')],
  relationships: [relationship('1'), relationship('2')],
};

function run(change: Partial<Run> = {}): Run {
  return {
    graph: whole,
    steps: new Map([[step, { status: 'success' }]]),
    partialTypes: [],
    events: [],
    published: [],
    ...change,
  };
}

const nothing: Prediction = { losses: [], lacking: [] };

const loss: Loss = {
  what: 'devices of applications',
  step,
  isPartial: true,
  isSure: true,
  subject: /application/,
  takes: ({ _key }) => _key === '2',
};

const partialRun = (change: Partial<Run> = {}) =>
  run({
    graph: { ...whole, relationships: [relationship('1')] },
    steps: new Map(
      withDependents([step]).map((id) => [
        id,
        { status: 'failure', error: new Error('1 application') },
      ]),
    ),
    partialTypes: typesOf(withDependents([step])),
    published: [
      { name: 'warn_incomplete_data', description: '1 application' },
    ] as Run['published'],
    ...change,
  });

const complaints = (of: Run, prediction: Prediction = nothing) =>
  complaintsOf(of, whole, prediction);

test('the same graph is no complaint, in whatever order', () => {
  const { entities, relationships } = whole;
  const graph = { relationships, entities: [...entities].reverse() };
  expect(complaints(run({ graph }))).toEqual([]);
});

test.each([
  ['missing', { ...whole, entities: whole.entities.slice(1) }, 'missing: '],
  [
    'unexpected',
    { ...whole, entities: [...whole.entities, entity('three')] },
    'unexpected: ',
  ],
  [
    'changed',
    { ...whole, entities: [entity('one', { name: '1' }), entity('two')] },
    'changed: intune_managed_application one: name',
  ],
  [
    'without a property',
    { ...whole, entities: [entity('one'), entity('two')] },
    'changed: intune_managed_application one: name',
  ],
] as const)('what is %s is one', (_, graph, text) => {
  expect(complaints(run({ graph }))).toEqual([expect.stringContaining(text)]);
});

test('what is foreseen as partial is none, when the step, its types and an event say so', () => {
  const prediction = { ...nothing, losses: [loss] };
  expect(complaints(partialRun(), prediction)).toEqual([]);
  expect(complaints(run(), prediction)).toEqual([
    `${step} succeeded, though something is missing`,
    'no event tells of devices of applications',
  ]);
  expect(complaints(partialRun({ partialTypes: [] }), prediction)).toEqual([
    expect.stringContaining('partial are  instead of'),
  ]);
  expect(complaints(partialRun({ published: [] }), prediction)).toHaveLength(1);
  const graph = { ...whole, relationships: [] };
  expect(complaints(partialRun({ graph }), prediction)).toEqual([
    'missing: desktop_assigned_intune_managed_application 1',
  ]);
});

test('what is not sure to be missing is there, or the step is partial', () => {
  const prediction = { ...nothing, losses: [{ ...loss, isSure: false }] };
  expect(complaints(run(), prediction)).toEqual([]);
  expect(complaints(partialRun(), prediction)).toEqual([]);
  const { graph, published } = partialRun();
  expect(complaints(run({ graph }), prediction)).toHaveLength(1);
  expect(complaints(run({ published }), prediction)).toHaveLength(1);
});

test('the error of a partial step is about what is missing', () => {
  const steps = new Map([
    [step, { status: 'failure', error: new Error('something else') }],
  ]);
  expect(
    complaints(partialRun({ steps }), { ...nothing, losses: [loss] }),
  ).toEqual([`the error of ${step} does not tell of ${loss.what}`]);
});

test('a failure and an event that are not foreseen are complaints', () => {
  expect(complaints(partialRun())).toEqual([
    `${step} failed: 1 application`,
    'unfounded event: 1 application',
    'missing: desktop_assigned_intune_managed_application 2',
  ]);
});

test('what no source has is missing altogether, and told', () => {
  const told: Prediction = {
    ...nothing,
    losses: [{ ...loss, isPartial: false }],
  };
  const { graph, published } = partialRun();
  expect(complaints(run({ graph, published }), told)).toEqual([]);
  expect(complaints(run({ published }), told)).toEqual([
    expect.stringContaining('there, though no source has it'),
  ]);
});

test('a property that not every source has is absent or right', () => {
  const withSize = (sizeInByte?: number): CollectedGraph => ({
    relationships: [],
    entities: [
      entity('one', { _type: 'intune_detected_application', sizeInByte }),
    ],
  });
  const prediction = { ...nothing, lacking: [sizes] };
  const judge = (graph: CollectedGraph, of: Prediction) =>
    complaintsOf(run({ graph }), withSize(7), of);
  expect(judge(withSize(), prediction)).toEqual([]);
  expect(judge(withSize(), nothing)).toHaveLength(1);
  expect(judge(withSize(8), prediction)).toHaveLength(1);
});
