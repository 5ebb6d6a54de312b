/** The hosts that a run talks to, and whether they are reached: login, Graph, and where files of exports are. */
import type { IntegrationConfig } from '../../../src/config/fields';
import { coded } from '../../../src/graph/basics/messageCodes';
import type { GraphClientOptions } from '../../../src/graph/createGraphClient';
import type { Connections } from '../../../src/graph/network/connections';
import { checkHost, type HostCheck } from './hosts';
import { isExport, type PlannedRequest } from '../requests/plannedRequests';
import type { HostLine } from '../report';
import type { Trials } from '../requests/trials';

interface HostOptions {
  readonly client: GraphClientOptions;
  readonly config: IntegrationConfig;
  readonly connections: Connections;
}

/** A managed identity asks its own machine, and no authority. */
export async function checkHosts(
  { client, config, connections }: HostOptions,
  signal: AbortSignal,
): Promise<HostLine[]> {
  const { authorityHost, graphOrigin } = client.cloud;
  const login = config.azureIdentity === 'managed' ? undefined : authorityHost;
  const origins = [
    ...(login ? [{ purpose: 'login', origin: login } as const] : []),
    { purpose: 'graph', origin: graphOrigin } as const,
  ];
  return Promise.all(
    origins.map(async ({ purpose, origin }) => ({
      purpose,
      ...hostLine(await checkHost(origin, connections, signal)),
    })),
  );
}

function hostLine({ addresses, ...host }: HostCheck) {
  return { ...host, addresses: [...addresses] };
}

/** The host is known once a job has ended; until then only its domain is. */
export async function checkExportHost(
  { client, connections }: HostOptions,
  trials: Trials,
  planned: readonly PlannedRequest[],
  signal: AbortSignal,
): Promise<HostLine> {
  const posts = planned.filter(({ request }) => isExport(request));
  const posted = await Promise.all(posts.map((post) => trials.of(post)));
  const waiting = posted.flatMap(({ answer }) => answer?.exportHost ?? []);
  const { exportHostSuffix } = client.cloud;
  const unknown: HostLine = {
    purpose: 'exports',
    host: exportHostSuffix ? `*${exportHostSuffix}` : '',
    isReached: false,
    addresses: [],
  };
  if (waiting.length === 0) {
    const problem = coded(
      'M365-CHECK-008',
      'not known, because no export job was taken; a run reads the same from other sources',
    );
    return { ...unknown, problem };
  }
  try {
    const host = await Promise.any(waiting.map((wait) => wait()));
    const found = await checkHost(`https://${host}`, connections, signal);
    return { purpose: 'exports', ...hostLine(found) };
  } catch {
    const problem = signal.aborted
      ? coded(
          'M365-CHECK-009',
          'not known, because no export job ended in time: --seconds 120 waits longer',
        )
      : coded('M365-CHECK-010', 'not known, because no export job made a file');
    return { ...unknown, problem };
  }
}
