/** A step's context before a scripted Graph: the SDK's own job state and logger, whose lines and events are kept. */
import {
  createMockIntegrationLogger,
  createMockStepExecutionContext,
  type CreateMockJobStateOptions,
  type MockJobState,
} from '@jupiterone/integration-sdk-testing';
import { completionOf } from '../../src/run/completion';
import { Emission } from '../../src/run/emission';
import { heapGuard } from '../../src/run/heap/guard';
import { Completeness } from '../../src/run/wholeness/completeness';
import type { StepContext } from '../../src/run/context';
import type { Microsoft365Step } from '../../src/run/defineStep';
import {
  createStepMeter,
  STEP_COMPLETE,
  STEP_INCOMPLETE,
} from '../../src/run/progress/measure';
import { stepIds, type StepId } from '../../src/run/stepIds';
import { scriptedClient, type ScriptedClient } from '../graph/scriptedClient';
import type { Script } from '../graph/scriptedTransport';

export interface PublishedEvent {
  readonly name: string;
  readonly description: string;
  readonly level?: string;
}

export interface StepLogger {
  readonly logger: ReturnType<typeof createMockIntegrationLogger>;
  /** What JupiterOne's users were told. */
  readonly events: PublishedEvent[];
  /** The messages of `info` and `warn`, in their order; not the count that every step ends with. */
  readonly lines: string[];
}

export function createStepLogger(): StepLogger {
  const logger = createMockIntegrationLogger();
  const events: PublishedEvent[] = [];
  const lines: string[] = [];
  const keep = (...line: unknown[]) => {
    const message = String(line.at(-1));
    if (message !== STEP_COMPLETE && message !== STEP_INCOMPLETE) {
      lines.push(message);
    }
  };
  logger.on('event', (event) => events.push(event));
  jest.spyOn(logger, 'info').mockImplementation(keep);
  jest.spyOn(logger, 'warn').mockImplementation(keep);
  return { logger, events, lines };
}

export interface ScriptedStep
  extends
    Pick<ScriptedClient, 'transport' | 'credential' | 'clock'>,
    Pick<StepLogger, 'events' | 'lines'> {
  readonly context: StepContext & { readonly jobState: MockJobState };
}

/** @param jobState what earlier steps left behind */
export function scriptedStep(
  script: Script,
  jobState: CreateMockJobStateOptions = {},
  options: Parameters<typeof scriptedClient>[1] = {},
): ScriptedStep {
  const scripted = scriptedClient(script, options);
  const { client, transport, credential, clock } = scripted;
  const { logger, events, lines } = createStepLogger();
  const sdkContext = createMockStepExecutionContext({
    instanceConfig: {},
    ...jobState,
  });
  const meter = createStepMeter(logger, client, []);
  const context = {
    ...sdkContext,
    executionConfig: { graph: client },
    graph: client,
    logger,
    emission: new Emission({
      jobState: sdkContext.jobState,
      meter,
      graph: client,
      signal: new AbortController().signal,
      heap: heapGuard(),
    }),
    meter,
    completeness: new Completeness(),
    completion: completionOf(client),
  };
  return { context, transport, credential, clock, events, lines };
}

/** Runs a step after those that it depends on, which all succeeded. */
export async function runStep(
  step: Microsoft365Step,
  { context }: Pick<ScriptedStep, 'context'>,
): Promise<void> {
  const ids = Object.values(stepIds).filter((id) =>
    step.dependsOn?.includes(id),
  );
  for (const id of ids) {
    completeStep(id, { context });
  }
  await step.executionHandler(context);
}

/** As if the step had succeeded. */
export function completeStep(
  id: StepId,
  { context }: Pick<ScriptedStep, 'context'>,
): void {
  context.completion.add(id);
}

/** What a promise fails with; a promise that succeeds is an error. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const result = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (!result) {
    throw new Error('It should have failed');
  }
  return result.error;
}
