/**
 * All steps, by the SDK's own runtime and through the real client, in this
 * process. Login, connections and bytes are real; the client's clock is not, so
 * that a pause of a minute takes no time.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ClientSecretCredential, type TokenCredential } from '@azure/identity';
import type {
  IntegrationExecutionContext,
  InvocationConfig,
  IntegrationStepExecutionContext,
  PublishEventInput,
} from '@jupiterone/integration-sdk-core';
import {
  executeWithContext,
  LOCAL_INTEGRATION_INSTANCE,
} from '@jupiterone/integration-sdk-runtime';
import { createMockIntegrationLogger } from '@jupiterone/integration-sdk-testing';
import type { Clock } from '../../src/graph/basics/clock';
import { emulatedCloud } from '../../src/graph/clouds/clouds';
import {
  createGraphClient,
  type GraphClientOptions,
} from '../../src/graph/createGraphClient';
import { integrationSteps } from '../../src/steps';
import {
  askIntune,
  computeStartStates,
  prepareDeviceCount,
} from '../../src/steps/startStates';
import type { Emulator } from '../emulator';
import { FakeClock } from '../graph/fakeClock';
import { createMemoryStore, type CollectedGraph } from './memoryStore';

export interface StepOutcome {
  readonly status: string;
  /** What the handler threw. */
  readonly error?: Error;
}

export interface Run {
  readonly graph: CollectedGraph;
  /** By step id. */
  readonly steps: ReadonlyMap<string, StepOutcome>;
  /** The types that JupiterOne would keep as they were. */
  readonly partialTypes: readonly string[];
  /** What JupiterOne's users were told. */
  readonly events: readonly string[];
  /** The same, with the names of the events. */
  readonly published: readonly PublishEventInput[];
}

export interface RunOptions {
  /** Default: the client's own. */
  readonly limits?: GraphClientOptions['limits'];
  /** Default: one of its own, so that the run logs in. */
  readonly credential?: TokenCredential;
  /** Default: one of its own. */
  readonly clock?: Clock;
  /** Default: true. */
  readonly includeAdvancedDeviceDetails?: boolean;
}

type Config = InvocationConfig<
  IntegrationExecutionContext,
  IntegrationStepExecutionContext
>;

/** Nothing of ours stands there: the runtime writes its summary. */
process.env.JUPITERONE_INTEGRATION_STORAGE_DIRECTORY ??= mkdtempSync(
  path.join(tmpdir(), 'microsoft-365-reliability-'),
);
process.env.DISABLE_DISK_USAGE_METRIC = 'true';

/** Half of the jitter, always. */
const random = () => 0.5;

/** @azure/identity tries again by itself, on the real clock. */
const loginRetries = { maxRetries: 3, retryDelayInMs: 1, maxRetryDelayInMs: 2 };

export async function runIntegration(
  emulator: Emulator,
  options: RunOptions = {},
): Promise<Run> {
  const store = createMemoryStore();
  const errors = new Map<string, Error>();
  const published: PublishEventInput[] = [];
  const logger = createMockIntegrationLogger();
  logger.on('event', (event: PublishEventInput) => published.push(event));
  const graph = createClient(emulator, options);
  const config: Config = {
    integrationSteps,
    getStepStartStates: ({ instance }) => {
      void prepareDeviceCount(graph, { logger, instance });
      const intune = askIntune(integrationSteps, graph);
      return computeStartStates(integrationSteps, intune, logger);
    },
    executionHandlerWrapper: async ({ step }, handler) => {
      try {
        await handler();
      } catch (error) {
        errors.set(step.id, error as Error);
        throw error;
      }
    },
    afterExecution: () => Promise.resolve(graph.close()),
  };
  const context = {
    instance: {
      ...LOCAL_INTEGRATION_INSTANCE,
      config: {
        includeAdvancedDeviceDetails:
          options.includeAdvancedDeviceDetails ?? true,
      },
    },
    logger,
    executionHistory: { current: { startedOn: Date.now() } },
    executionConfig: { graph },
  };
  const { integrationStepResults, metadata } = await executeWithContext(
    context,
    config,
    { graphObjectStore: store },
  );
  return {
    graph: store,
    published,
    events: published.map(({ description }) => description),
    partialTypes: metadata.partialDatasets.types,
    steps: new Map(
      integrationStepResults.map(({ id, status }) => [
        id,
        { status, error: errors.get(id) },
      ]),
    ),
  };
}

/** Several runs may share one: it keeps its token, as processes of a day do. */
export function createLogin({
  origin,
  app,
  certificatePem: ca,
}: Emulator): TokenCredential {
  const { tenant, clientId, clientSecret } = app;
  return new ClientSecretCredential(tenant, clientId, clientSecret, {
    authorityHost: origin,
    disableInstanceDiscovery: true,
    tlsOptions: { ca },
    retryOptions: loginRetries,
  });
}

function createClient(emulator: Emulator, options: RunOptions) {
  return createGraphClient({
    cloud: emulatedCloud(emulator.origin),
    ca: emulator.certificatePem,
    random,
    limits: options.limits,
    // Tokens end by the real clock.
    clock: options.clock ?? new FakeClock(Date.now()),
    credential: options.credential ?? createLogin(emulator),
  });
}
