/** The integration, as the SDK's command line and JupiterOne's managed runs load it. */
import {
  IntegrationProviderAuthorizationError,
  type IntegrationInvocationConfig,
} from '@jupiterone/integration-sdk-core';
import { instanceConfigFields, type IntegrationConfig } from './config/fields';
import {
  loadExecutionConfig,
  type LoadedExecutionConfig,
} from './config/loadExecutionConfig';
import { validateInvocation } from './config/validateInvocation';
import { integrationSteps } from './steps';
import { ingestionSources } from './run/ingestionSources';
import { optimizeLater } from './run/lateOptimization';
import { publishPermissions } from './run/permissions/publish';
import { usesOf } from './run/permissions/uses';
import {
  holdStorageFolder,
  type StorageFolder,
} from './run/storage/storageFolder';
import { askFirst, startRun, type FirstQuestions } from './steps/startStates';

interface LoadedConfig extends LoadedExecutionConfig {
  readonly storage: StorageFolder;
  /** What was asked when the configuration was validated. */
  asked?: FirstQuestions;
}

/** The SDK's types know nothing of our execution config: the other of the project's two casts for that. */
const executionConfigOf = (context: { executionConfig: object }) =>
  context.executionConfig as LoadedConfig;

/** The client is built at its first use: it is no property to copy. */
function load(
  options: Parameters<typeof loadExecutionConfig>[0],
): LoadedConfig {
  optimizeLater();
  const storage = holdStorageFolder(process.env);
  return Object.assign(loadExecutionConfig(options), { storage });
}

export const invocationConfig: IntegrationInvocationConfig<IntegrationConfig> =
  {
    instanceConfigFields,
    ingestionConfig: ingestionSources,
    integrationSteps,
    loadExecutionConfig: load,
    validateInvocation: async (context) => {
      const executionConfig = executionConfigOf(context);
      try {
        await validateInvocation({
          ...context,
          executionConfig,
          askBeside: (graph) => {
            executionConfig.asked = askFirst(integrationSteps, graph, context);
          },
        });
      } catch (error) {
        if (error instanceof IntegrationProviderAuthorizationError) {
          // No step runs, but the event still lists what else is not granted.
          const uses = usesOf(integrationSteps);
          await publishPermissions(uses, executionConfig.graph, context);
        }
        throw error;
      }
      executionConfig.storage.makeRoom(context.logger);
    },
    getStepStartStates: (context) => {
      const { graph, asked } = executionConfigOf(context);
      return startRun(integrationSteps, graph, context, asked);
    },
    afterExecution: (context) => {
      const executionConfig = executionConfigOf(context);
      executionConfig.close(context.logger);
      executionConfig.storage.release();
      return Promise.resolve();
    },
  };
