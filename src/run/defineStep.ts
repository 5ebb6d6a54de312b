/**
 * The failure policy around every handler: a step emits everything, or it does
 * not succeed.
 *
 * JupiterOne deletes what a successful step no longer emits, and keeps the
 * types of a failed one. The SDK runs the dependents of a failed step all the
 * same, so they are stopped here: without its users, a group's members would
 * all become other members.
 */
import {
  IntegrationError,
  type IntegrationStep,
  type StepAuthorization,
} from '@jupiterone/integration-sdk-core';
import { errorMessage, isForbidden } from '../graph/errors/errors';
import { endpointName, type RequestDeclaration } from '../graph/request';
import { Completeness } from './wholeness/completeness';
import { completionOf } from './completion';
import type { ExecutionConfig, StepContext } from './context';
import { Emission } from './emission';
import { publishMissingPermission, toIntegrationError } from './failures';
import type { Dataset } from './dataset';
import { heapGuard } from './heap/guard';
import type { IngestionSourceId } from './ingestionSources';
import {
  datasetOf,
  emitListed,
  type ListedEntities,
} from './listing/listedEntities';
import { logOdd } from './oddities';
import {
  createStepMeter,
  STEP_COMPLETE,
  STEP_INCOMPLETE,
} from './progress/measure';
import type { StepId } from './stepIds';
import { withinStepLimit } from './stepLimit';
import { coded } from '../graph/basics/messageCodes';

type SdkStep = IntegrationStep;
type SdkContext = Parameters<SdkStep['executionHandler']>[0];

export interface StepDeclaration extends Pick<
  SdkStep,
  'name' | 'entities' | 'relationships'
> {
  readonly id: StepId;
  readonly dependsOn?: StepId[];
  readonly ingestionSourceId?: IngestionSourceId;
  /** True when there is nothing to collect in a tenant without Intune. */
  readonly requiresIntune?: boolean;
  /** All that is collected. What is asked for it fills docs, events and `authorization`. */
  readonly datasets: readonly Dataset[];
  /** Returns when everything was emitted that could be read; what could not is added to `context.completeness`. */
  readonly handler: (context: StepContext) => Promise<void>;
}

/** A step of the SDK, and what our docs and start states want to know of it. */
export interface Microsoft365Step extends SdkStep {
  readonly requiresIntune: boolean;
  readonly datasets: readonly Dataset[];
  /** Of all datasets, each once. */
  readonly requests: readonly RequestDeclaration[];
}

/** A step that is a list of entities, and nothing else. */
export interface ListStepDeclaration<Payload, Kept> extends Omit<
  StepDeclaration,
  'entities' | 'relationships' | 'datasets' | 'handler'
> {
  readonly list: ListedEntities<Payload, Kept>;
}

export function defineListStep<
  Payload extends { readonly id?: string | null },
  Kept = never,
>({
  list,
  ...declaration
}: ListStepDeclaration<Payload, Kept>): Microsoft365Step {
  const { entity, ofAccount } = list;
  return defineStep({
    ...declaration,
    entities: [entity],
    relationships: ofAccount ? [ofAccount] : [],
    datasets: [datasetOf(list)],
    handler: (context) => emitListed(context, list),
  });
}

export function defineStep(declaration: StepDeclaration): Microsoft365Step {
  const { id, name, dependsOn, ingestionSourceId, datasets } = declaration;
  const requests = requestsOf(declaration);
  return {
    id,
    name,
    dependsOn,
    ingestionSourceId,
    entities: declaration.entities,
    relationships: declaration.relationships,
    datasets,
    requests,
    requiresIntune: declaration.requiresIntune ?? false,
    authorization: toAuthorization(requests),
    executionHandler: (context) => runHandler(declaration, context),
  };
}

function requestsOf({ datasets }: StepDeclaration): RequestDeclaration[] {
  return [...new Set(datasets.flatMap(({ requests }) => requests))];
}

/** The SDK's step type knows nothing of our execution config: one of the project's two casts for that. */
function prepareStep(
  context: SdkContext,
  requests: readonly RequestDeclaration[],
  signal: AbortSignal,
): StepContext {
  const { graph } = context.executionConfig as ExecutionConfig;
  const { logger, jobState } = context;
  const meter = createStepMeter(logger, graph, requests);
  return {
    ...context,
    executionConfig: { graph },
    graph: graph.forStep({
      logger,
      signal,
      onRequest: () => meter.countRequest(),
    }),
    emission: new Emission({
      ...{ jobState, meter, graph, signal },
      heap: heapGuard(),
    }),
    meter,
    completeness: new Completeness(),
    completion: completionOf(graph),
  };
}

async function runHandler(
  step: StepDeclaration,
  sdkContext: SdkContext,
): Promise<void> {
  const ending = new AbortController();
  const context = prepareStep(sdkContext, requestsOf(step), ending.signal);
  const { logger, meter, emission } = context;
  requireCompleteDependencies(step, context);
  let outcome = STEP_INCOMPLETE;
  try {
    await withinStepLimit(
      { stepId: step.id, stepMs: context.graph.limits.stepMs, ending },
      async () => {
        await step.handler(context).catch(async (failure: unknown) => {
          if (!ending.signal.aborted) {
            await emitTheRest(context, failure);
          }
          throw failure;
        });
        await emission.flush();
      },
    );
    context.completeness.settle(step.id, logger);
    outcome = STEP_COMPLETE;
  } catch (error) {
    if (isForbidden(error)) {
      publishMissingPermission(logger, error, requestsOf(step));
    }
    throw toIntegrationError(error, context.instance.config.cloud);
  } finally {
    // Nothing that the handler asked for and left behind goes on.
    ending.abort();
    countRepeated(context);
    logger.info({ progress: meter.end() }, outcome);
  }
  context.completion.add(step.id);
}

/** What was read before a failure is emitted, too. The failure is what the step ends with, even if that fails. */
async function emitTheRest(
  { emission, logger }: StepContext,
  failure: unknown,
): Promise<void> {
  try {
    await emission.flush();
  } catch (error) {
    if (error !== failure) {
      logger.warn(
        { reason: errorMessage(error) },
        coded(
          'M365-LOG-008',
          'Not all that was read before the failure could be emitted',
        ),
      );
    }
  }
}

/** A key that is taken is left out once more: never without a count. */
function countRepeated(context: StepContext): void {
  logOdd(context, {
    code: 'M365-LOG-011',
    kind: 'repeatedKey',
    count: context.emission.repeatedEntities,
    description: 'Entities whose key was taken were left out',
  });
}

function requireCompleteDependencies(
  step: StepDeclaration,
  { completion }: StepContext,
): void {
  for (const id of step.dependsOn ?? []) {
    if (!completion.has(id)) {
      throw new IntegrationError({
        code: 'INCOMPLETE_DEPENDENCY',
        message: coded(
          'M365-STEP-003',
          `"${step.id}" was not started, because "${id}" is incomplete in this run.`,
        ),
      });
    }
  }
}

function toAuthorization(
  requests: readonly RequestDeclaration[],
): StepAuthorization {
  const unique = (values: string[]) => [...new Set(values)];
  const needing = requests.filter(
    ({ isShortcut, permission }) => !isShortcut && !permission.isUnrequested,
  );
  return {
    permissions: unique(needing.map(({ permission }) => permission.anyOf[0])),
    endpoints: unique(requests.map(endpointName)),
    documentationLinks: unique(requests.map((r) => r.documentation)),
  };
}
