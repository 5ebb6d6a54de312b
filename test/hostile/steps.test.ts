/**
 * All steps before a Graph that says anything: each ends, either with valid
 * entities or with an error of ours, never with one of the language's.
 */
import { IntegrationError } from '@jupiterone/integration-sdk-core';
import { integrationSteps } from '../../src/steps';
import { stepIds } from '../../src/run/stepIds';
import { contractBreaches } from '../contracts/stepContract';
import { scriptedStep } from '../support/stepContext';
import { HostileGraph } from './hostileGraph';

const RUNS = 60;

const declarations = {
  entities: integrationSteps.flatMap(({ entities }) => entities),
  relationships: integrationSteps.flatMap((step) => step.relationships),
};

async function run(seed: number, oddShare: number) {
  const graph = new HostileGraph(seed * 1_000_003, oddShare);
  const { context } = scriptedStep((request) => graph.answer(request));
  Object.assign(context.instance.config, {
    includeAdvancedDeviceDetails: seed % 2 === 0,
  });
  const failures = new Map<string, unknown>();
  for (const step of integrationSteps) {
    try {
      await step.executionHandler(context);
    } catch (error) {
      failures.set(step.id, error);
    }
  }
  const { collectedEntities, collectedRelationships } = context.jobState;
  const keys = new Set(collectedEntities.map(({ _key }) => _key));
  return {
    failures,
    collected: {
      collectedEntities,
      collectedRelationships,
      encounteredEntityKeys: keys,
    },
  };
}

const everyStep = integrationSteps.map(({ id }) => id);

/** The report of this Graph counts other applications than its list has: that step is partial as a rule. */
const mostSteps = everyStep.filter((id) => id !== stepIds.managedApplications);

test.each([
  ['have the right shape', 0, mostSteps, ['intune_noncompliance_finding']],
  ['have it mostly', 5, everyStep, []],
  ['seldom have it', 60, ['users'], []],
])(
  'answers that %s',
  async (_, oddShare, expectedSteps, expectedTypes) => {
    const succeeded = new Set<string>();
    const types = new Set<string>();
    for (let seed = 1; seed <= RUNS; seed += 1) {
      const { failures, collected } = await run(seed, oddShare);
      for (const [id, error] of failures) {
        if (!(error instanceof IntegrationError)) {
          throw new Error(
            `${id} with seed ${seed}: ${String((error as Error).stack)}`,
          );
        }
      }
      expect(contractBreaches(declarations, collected)).toEqual([]);
      integrationSteps
        .filter(({ id }) => !failures.has(id))
        .forEach(({ id }) => succeeded.add(id));
      collected.collectedEntities.forEach(({ _type }) => types.add(_type));
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
    expect([...succeeded]).toEqual(expect.arrayContaining(expectedSteps));
    expect([...types]).toEqual(expect.arrayContaining(expectedTypes));
  },
  120_000,
);
