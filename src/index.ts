/** The integration, as the SDK's command line and JupiterOne's managed runs load it. */
import type { IntegrationInvocationConfig } from '@jupiterone/integration-sdk-core';
import { instanceConfigFields, type IntegrationConfig } from './config/fields';
import {
  loadExecutionConfig,
  type LoadedExecutionConfig,
} from './config/loadExecutionConfig';
import { validateInvocation } from './config/validateInvocation';
import { integrationSteps } from './steps';
import { ingestionSources } from './steps/ingestionSources';
import { computeStartStates } from './steps/startStates';

/** The SDK's types know nothing of our execution config: the other of the project's two casts for that. */
const executionConfigOf = (context: { executionConfig: object }) =>
  context.executionConfig as LoadedExecutionConfig;

export const invocationConfig: IntegrationInvocationConfig<IntegrationConfig> =
  {
    instanceConfigFields,
    ingestionConfig: ingestionSources,
    integrationSteps,
    loadExecutionConfig,
    validateInvocation: (context) =>
      validateInvocation({
        ...context,
        executionConfig: executionConfigOf(context),
      }),
    getStepStartStates: (context) =>
      computeStartStates(
        integrationSteps,
        executionConfigOf(context).graph,
        context.logger,
      ),
    afterExecution: (context) => {
      const executionConfig = executionConfigOf(context);
      executionConfig.close(context.logger);
      return Promise.resolve();
    },
  };
