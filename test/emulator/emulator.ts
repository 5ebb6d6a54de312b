/** Starts an emulated tenant: one HTTPS server that is both Microsoft Graph and its login authority, and one for downloads. */
import { startBlobServer } from './blob/blobServer';
import { createGraph } from './graph/graph';
import { createExportJobs } from './graph/reports/exportJobs';
import { createCertificate } from './http/certificate';
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
  type RequestRecord,
} from './options';

const hour = 3600;

export async function startEmulator(
  options: EmulatorOptions,
): Promise<Emulator> {
  const { tenant, roles = allRoles, tokenLifetimeSeconds = hour } = options;
  const [certificate, tokens] = await Promise.all([
    createCertificate(),
    createTokens(tenant.id, tokenLifetimeSeconds, roles),
  ]);
  const log = createRequestLog();
  const around = (kindOf: (url: string) => RequestRecord['kind']) => [
    log.middleware(kindOf),
    latency(options.latencyMs ?? 0),
    ...(options.middleware ?? []),
  ];
  const blobs = await startBlobServer(
    certificate,
    around(() => 'blob'),
  );
  // The answers contain the origin, and the port is known only once the server listens.
  let handler: HttpHandler = () =>
    Promise.reject(new Error('The emulator is still starting.'));
  const server = await listen(certificate, options.port ?? 0, (request) =>
    handler(request),
  );
  const origin = originOf(server);
  const exportJobs = createExportJobs(
    {
      polls: options.exportPolls ?? 2,
      outcome: options.exportOutcome ?? (() => 'completed'),
    },
    blobs.store,
  );
  const graph = createGraph({ ...options, origin, tokens, exportJobs });
  handler = withMiddleware(
    around((url) => (isLoginUrl(url) ? 'login' : 'graph')),
    async (request) =>
      isLoginUrl(request.url)
        ? answerLogin(request, { tenant, tokens, origin })
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
    setRoles: (next) => tokens.setRoles(next),
    expireTokens: () => tokens.expireAll(),
    close: async () => {
      await Promise.all([server.close(), blobs.close()]);
    },
  };
}
