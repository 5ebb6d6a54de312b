/** Starts an emulated tenant: one HTTPS server that is both Microsoft Graph and its login authority, and one for downloads. */
import { startBlobServer } from './blob/blobServer';
import { createFaultInjector } from './faults/injector';
import { createGraph } from './graph/graph';
import { createIntuneIndex } from './graph/intune/intuneIndex';
import { createExportJobs } from './graph/reports/exportJobs';
import { sharedCertificate } from './http/certificate';
import { latency } from './http/latency';
import { withMiddleware, type HttpHandler } from './http/message';
import { createRequestLog } from './http/requestLog';
import { listen, originOf } from './http/server';
import { app } from './login/app';
import { answerLogin, isLoginUrl } from './login/login';
import { createTokens } from './login/tokens';
import {
  allRoles,
  type Emulator,
  type EmulatorOptions,
  type PublicHosts,
  type RequestRecord,
} from './options';
import { createThrottling } from './throttling/throttling';

const hour = 3600;
const globalGraph = 'https://graph.microsoft.com';

export async function startEmulator(
  options: EmulatorOptions,
): Promise<Emulator> {
  const { tenant, roles = allRoles, tokenLifetimeSeconds = hour } = options;
  const { publicHosts, credentials = {} } = options;
  const [certificate, tokens] = await Promise.all([
    sharedCertificate(publicHosts && Object.values(publicHosts)),
    createTokens(tenant.id, tokenLifetimeSeconds, roles),
  ]);
  const log = createRequestLog();
  const faults = createFaultInjector(options.faults);
  const around = (kindOf: (url: string) => RequestRecord['kind']) => [
    log.middleware(kindOf),
    latency(options.latencyMs ?? 0),
    faults.middleware(kindOf),
    ...(options.middleware ?? []),
  ];
  const blobs = await startBlobServer(
    certificate,
    around(() => 'blob'),
    publicHosts?.blob,
  );
  // The answers contain the origin, and the port is known only once the server listens.
  let handler: HttpHandler = () =>
    Promise.reject(new Error('The emulator is still starting.'));
  const server = await listen(certificate, options.port ?? 0, (request) =>
    handler(request),
  );
  const origin = originOf(server);
  const origins = publicHosts
    ? ownOrigins(publicHosts)
    : { login: origin, graph: origin, resources: [globalGraph, origin] };
  const exportJobs = createExportJobs(
    {
      polls: options.exportPolls ?? 2,
      durationMs: options.exportDurationMs ?? 0,
      clock: options.exportClock ?? Date,
      packed: options.packedExports,
      outcome: options.exportOutcome ?? (() => 'completed'),
    },
    blobs.store,
  );
  const throttling =
    options.throttling &&
    createThrottling(
      {
        userCount: tenant.users.length,
        latencyMs: options.latencyMs ?? 0,
        signInLimit: options.signInLimit,
      },
      options.throttling,
    );
  const intune = createIntuneIndex(tenant);
  const graph = createGraph({
    ...options,
    origin: origins.graph,
    tokens,
    exportJobs,
    intune,
    policies: [
      ...(throttling ? [throttling.policy] : []),
      ...(options.policies ?? []),
    ],
  });
  handler = withMiddleware(
    around((url) => (isLoginUrl(url) ? 'login' : 'graph')),
    async (request) =>
      isLoginUrl(request.url)
        ? answerLogin(request, {
            tenant,
            tokens,
            credentials,
            origin: origins.login,
            resources: origins.resources,
          })
        : graph(request),
  );
  return {
    origin,
    blobOrigin: blobs.origin,
    certificatePem: certificate.cert,
    app: {
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      tenant: tenant.id,
    },
    requests: log.requests,
    throttling: throttling?.report,
    setRoles: (next) => tokens.setRoles(next),
    expireTokens: () => tokens.expireAll(),
    setFaults: (rules) => faults.setRules(rules),
    faultHits: () => faults.hits(),
    renameDevice: (id, name) => intune.rename(id, name),
    deleteDevice: (id) => intune.remove(id),
    close: async () => {
      await Promise.all([server.close(), blobs.close()]);
    },
  };
}

/** One cloud's tokens are good for that cloud's Graph only. */
function ownOrigins({ login, graph }: PublicHosts) {
  return {
    login: `https://${login}`,
    graph: `https://${graph}`,
    resources: [`https://${graph}`],
  };
}
