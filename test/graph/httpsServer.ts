/** A small HTTPS server on this machine, for what a scripted transport cannot show: sockets and bytes. */
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';

export class HttpsServer {
  /** Answers every request; a test puts its own here. */
  answer: RequestListener = (_, response) => response.end('{}');
  /** Connections ever made. */
  connections = 0;
  readonly origin: string;
  /** The certificate to trust. */
  readonly ca: string;
  /** The connections that are open now. */
  readonly sockets = new Set<Socket>();
  readonly #server: Server;

  /** Listens on a free port. */
  static async start(): Promise<HttpsServer> {
    const certificate = await createCertificate();
    const server = createServer(certificate);
    await new Promise<void>((resolve) =>
      server.listen(0, '127.0.0.1', resolve),
    );
    return new HttpsServer(server, certificate.cert);
  }

  private constructor(server: Server, ca: string) {
    const { port } = server.address() as AddressInfo;
    this.origin = `https://127.0.0.1:${port}`;
    this.ca = ca;
    this.#server = server;
    server.on('request', (request, response) => this.answer(request, response));
    server.on('secureConnection', (socket) => {
      this.connections += 1;
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      // A client that hangs up is what some tests are about.
      socket.on('error', () => undefined);
    });
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Clients trust it as a CA, so it must be one. */
async function createCertificate(): Promise<{
  readonly key: string;
  readonly cert: string;
}> {
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'test server' }],
    {
      algorithm: 'sha256',
      keyType: 'ec',
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
        { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
      ],
    },
  );
  return { key, cert };
}
