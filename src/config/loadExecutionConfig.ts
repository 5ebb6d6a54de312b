/** From the configuration to the one Graph client of a run. */
import {
  clouds,
  emulatedCloud,
  type Cloud,
  type CloudName,
} from '../graph/clouds/clouds';
import type { GraphClient } from '../graph/client';
import {
  createGraphClient,
  type GraphClientOptions,
} from '../graph/createGraphClient';
import { REQUESTS_SUMMARY } from '../graph/pacing/statistics';
import { createCredential } from '../graph/login/credential';
import type { GraphLogger } from '../graph/basics/logger';
import { readCredential } from './credentials';
import type { IntegrationConfig } from './fields';
import { valueOf } from './readResult';
import { readCloud } from './validateShape';

/** Points the client at an emulator on this machine, for the demo and for tests. */
export const EMULATOR_VARIABLE = 'GRAPH_EMULATOR_ORIGIN';

export interface LoadedExecutionConfig {
  readonly graph: GraphClient;
  /** Logs what was sent and ends the connections, if there ever were any. */
  close(logger: GraphLogger): void;
}

/**
 * Builds the client at its first use: the runtime calls this before
 * `validateInvocation`, so an unusable configuration must not throw here.
 */
export function loadExecutionConfig({
  config,
}: {
  config: IntegrationConfig;
}): LoadedExecutionConfig {
  let client: GraphClient | undefined;
  return {
    get graph() {
      client ??= createClient(config);
      return client;
    },
    close: (logger) => {
      if (client) {
        logger.info(client.statistics(), REQUESTS_SUMMARY);
        client.close();
      }
    },
  };
}

function createClient(config: IntegrationConfig): GraphClient {
  return createGraphClient(clientOptionsOf(config));
}

/**
 * Where to log in, and with what.
 *
 * @param loginMs how long one login may take; default: the client's own limit
 * @throws IntegrationValidationError for an unusable configuration
 * @throws EmulatorOriginError for an emulator that is not on this machine
 */
export function clientOptionsOf(
  config: IntegrationConfig,
  loginMs?: number,
): Pick<GraphClientOptions, 'cloud' | 'credential'> {
  const cloud = cloudOf(valueOf(readCloud(config)), process.env);
  const credential = valueOf(readCredential(config));
  return {
    cloud,
    credential: createCredential(credential, cloud, undefined, loginMs),
  };
}

/**
 * The hosts to talk to. An emulator stands in for every cloud.
 *
 * @throws EmulatorOriginError for an emulator that is not on this machine
 */
export function cloudOf(
  name: CloudName,
  environment: Readonly<Record<string, string | undefined>>,
): Cloud {
  const origin = environment[EMULATOR_VARIABLE];
  return origin ? emulatedCloud(origin) : clouds[name];
}
