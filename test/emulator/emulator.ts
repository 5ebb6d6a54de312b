/** Starts an emulated tenant: one HTTPS server that is both Microsoft Graph and its login authority. */
import { createGraph } from './graph/graph';
import { createCertificate } from './http/certificate';
import { latency } from './http/latency';
import { withMiddleware, type HttpHandler } from './http/message';
import { createRequestLog } from './http/requestLog';
import { listen } from './http/server';
import { app } from './login/app';
import { answerLogin, isLoginUrl } from './login/login';
import { createTokens } from './login/tokens';
import { allRoles, type Emulator, type EmulatorOptions } from './options';

const hour = 3600;

export async function startEmulator(
  options: EmulatorOptions,
): Promise<Emulator> {
  const { tenant, roles = allRoles, tokenLifetimeSeconds = hour } = options;
  const [certificate, tokens] = await Promise.all([
    createCertificate(),
    createTokens(tenant.id, tokenLifetimeSeconds, roles),
  ]);
  const log = createRequestLog((url) => (isLoginUrl(url) ? 'login' : 'graph'));
  // The answers contain the origin, and the port is known only once the server listens.
  let handler: HttpHandler = () =>
    Promise.reject(new Error('The emulator is still starting.'));
  const server = await listen(certificate, options.port ?? 0, (request) =>
    handler(request),
  );
  const origin = `https://127.0.0.1:${server.port}`;
  const graph = createGraph({ ...options, origin, tokens });
  handler = withMiddleware(
    [
      log.middleware,
      latency(options.latencyMs ?? 0),
      ...(options.middleware ?? []),
    ],
    async (request) =>
      isLoginUrl(request.url)
        ? answerLogin(request, { tenant, tokens, origin })
        : graph(request),
  );
  return {
    origin,
    certificatePem: certificate.cert,
    app: {
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      tenant: tenant.id,
    },
    requests: log.requests,
    setRoles: (next) => tokens.setRoles(next),
    expireTokens: () => tokens.expireAll(),
    close: () => server.close(),
  };
}
