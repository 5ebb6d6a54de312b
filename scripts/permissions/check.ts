/** What `npm run permissions` does: the start of a run, and nothing after it. */
import { createIntegrationInstanceForLocalExecution } from '@jupiterone/integration-sdk-runtime';
import { loadExecutionConfig } from '../../src/config/loadExecutionConfig';
import { describeLoginFailure } from '../../src/config/loginFailures';
import { validateShape } from '../../src/config/validateShape';
import { LoginError } from '../../src/graph/errors/errors';
import { invocationConfig } from '../../src';
import { integrationSteps } from '../../src/steps';
import type { EventLogger } from '../../src/run/events';
import { usesOfRun } from '../../src/run/permissions/runUses';
import { publishPermissions } from '../../src/run/permissions/publish';
import { computeStartStates } from '../../src/steps/startStates';

/**
 * Logs in with what .env or the environment configures, and prints what is
 * granted and what is not. At most one request goes to Microsoft Graph, which
 * asks whether the tenant has Intune.
 *
 * @returns whether the token names everything that the steps require
 * @throws IntegrationValidationError for an unusable configuration
 */
export async function checkPermissions(
  print: (text: string) => void,
): Promise<boolean> {
  const instance = createIntegrationInstanceForLocalExecution(invocationConfig);
  const config = validateShape(instance.config);
  const executionConfig = loadExecutionConfig({ config });
  const { graph } = executionConfig;
  const logger = printingLogger(print);
  try {
    // The login comes first, so that what is wrong with it is said once.
    await graph.grantedPermissions();
    const states = await computeStartStates(integrationSteps, graph, logger);
    const uses = usesOfRun(integrationSteps, states, instance);
    const context = { instance: { config }, logger };
    const report = await publishPermissions(uses, graph, context);
    return report?.missing.every(({ isRequired }) => !isRequired) ?? false;
  } catch (error) {
    const refusal =
      error instanceof LoginError && describeLoginFailure(error, config);
    throw refusal ? new Error(refusal) : error;
  } finally {
    graph.close();
  }
}

/** The log has what the events say. */
function printingLogger(print: (text: string) => void): EventLogger {
  const log = (_: object, message: string) => print(`${message}\n`);
  return {
    info: log,
    warn: log,
    publishInfoEvent: () => undefined,
    publishWarnEvent: () => undefined,
  };
}
