import {
  RelationshipClass,
  type StepEntityMetadata,
} from '@jupiterone/integration-sdk-core';
import { defineRelationship } from '../../src/model/relationships';
import { integrationSteps } from '../../src/steps';
import { modelDiagram } from './modelDiagram';

const entity = (
  resourceName: string,
  _type: string,
  ..._class: string[]
): StepEntityMetadata => ({ resourceName, _type, _class });

const user = entity('[AD] User', 'azure_user', 'User');
const laptop = entity('Managed Device', 'laptop', 'Device', 'Host');
const server = entity('Managed Device', 'server', 'Host');
const relate = (source: { _type: string }, _class: string, target: string) =>
  defineRelationship(source, _class as RelationshipClass, { _type: target });

const linesOf = (
  entities: StepEntityMetadata[],
  relationships: ReturnType<typeof relate>[],
) => modelDiagram([{ entities, relationships }]).split('\n').slice(2, -1);

describe('modelDiagram', () => {
  it('has a node for each resource, with its types and classes, in its service', () => {
    expect(linesOf([user, laptop, server], [])).toEqual([
      '  subgraph group0 ["Microsoft Entra ID"]',
      '    azure_user["azure_user<br/>(User)"]',
      '  end',
      '  subgraph group1 ["Microsoft Intune"]',
      '    managed-device["laptop, server<br/>(Device, Host)"]',
      '  end',
    ]);
  });

  it('has one edge between two resources, whatever the types and classes', () => {
    const lines = linesOf(
      [user, laptop, server],
      [
        relate(user, 'HAS', 'laptop'),
        relate(user, 'HAS', 'server'),
        relate(user, 'USES', 'laptop'),
      ],
    );
    expect(lines.filter((line) => line.includes('-->'))).toEqual([
      '  azure_user -->|"HAS, USES"| managed-device',
    ]);
  });

  it('leaves out a type that no step emits', () => {
    expect(linesOf([user], [relate(user, 'HAS', 'computer')])).toEqual(
      linesOf([user], []),
    );
  });

  it('has each declared entity and each class of relationship of the integration', () => {
    const diagram = modelDiagram(integrationSteps);
    const words = new Set(diagram.match(/\w+/g));
    const declared = integrationSteps.flatMap((step) => [
      ...step.entities.flatMap(({ _type, _class }) => [_type, _class].flat()),
      ...step.relationships.map(({ _class }) => _class),
    ]);
    expect(declared.filter((name) => !words.has(name))).toEqual([]);
  });
});
