/**
 * The floor: an integration that reads answers which were recorded and stores
 * objects which were collected, and does nothing else. What the SDK does with
 * them is the same as in the real run; how they get here is not counted.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  createIntegrationEntity,
  type Entity,
  type IntegrationInvocationConfig,
  type IntegrationStep,
  type Relationship,
} from '@jupiterone/integration-sdk-core';
import { readAnswers, readExports } from './answers';
import { startWork, uncounted } from './usage';
import { ANSWERS_VARIABLE, GRAPH_VARIABLE } from './variables';

const answersFolder = process.env[ANSWERS_VARIABLE] ?? '';
const graphFolder = process.env[GRAPH_VARIABLE] ?? '';

/** What one file of the SDK's store holds. */
interface StoredFile {
  readonly entities?: Entity[];
  readonly relationships?: Relationship[];
}

const readingStep: IntegrationStep = {
  ...stepOf('answers'),
  executionHandler: async () => {
    await readAnswers(answersFolder);
    await readExports(answersFolder);
  },
};

/** One for each step of the real run; none waits for another. */
function storingStep(id: string): IntegrationStep {
  return {
    ...stepOf(id),
    executionHandler: async ({ jobState }) => {
      for (const file of filesOf(path.join(graphFolder, id))) {
        const { entities = [], relationships = [] } = uncounted(() =>
          readStored(file),
        );
        await jobState.addEntities(entities.map(validated));
        await jobState.addRelationships(relationships);
        await setImmediate();
      }
    },
  };
}

function stepOf(id: string) {
  return { id, name: id, entities: [], relationships: [], dependsOn: [] };
}

/** The SDK validates where an entity is made. */
function validated(entity: Entity): Entity {
  return createIntegrationEntity({
    entityData: { source: {}, assign: entity },
  });
}

function filesOf(folder: string): string[] {
  return uncounted(() =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
}

function readStored(file: string): StoredFile {
  return JSON.parse(readFileSync(file, 'utf8')) as StoredFile;
}

export const invocationConfig: IntegrationInvocationConfig = {
  instanceConfigFields: {},
  integrationSteps: [
    readingStep,
    ...readdirSync(graphFolder).map((id) => storingStep(id)),
  ],
  loadExecutionConfig: () => {
    startWork();
    return {};
  },
};
