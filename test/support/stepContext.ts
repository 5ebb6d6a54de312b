/** A step's context before a scripted Graph: the SDK's own job state and logger, whose lines and events are kept. */
import {
  createMockIntegrationLogger,
  createMockStepExecutionContext,
  type CreateMockJobStateOptions,
  type MockJobState,
} from '@jupiterone/integration-sdk-testing';
import type { StepContext } from '../../src/steps/context';
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
  /** The messages of `info` and `warn`, in their order. */
  readonly lines: string[];
}

export function createStepLogger(): StepLogger {
  const logger = createMockIntegrationLogger();
  const events: PublishedEvent[] = [];
  const lines: string[] = [];
  const keep = (...line: unknown[]) => lines.push(String(line.at(-1)));
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
): ScriptedStep {
  const { client, transport, credential, clock } = scriptedClient(script);
  const { logger, events, lines } = createStepLogger();
  const context = {
    ...createMockStepExecutionContext({ instanceConfig: {}, ...jobState }),
    executionConfig: { graph: client },
    graph: client,
    logger,
  };
  return { context, transport, credential, clock, events, lines };
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
