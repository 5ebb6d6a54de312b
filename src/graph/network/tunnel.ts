/** Connections through a proxy, which is asked for each of them by `CONNECT`. */
import type { ClientRequest, OutgoingHttpHeaders } from 'node:http';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { errorCode } from '../errors/errors';

type Agent = HttpsProxyAgent<string>;
type ConnectOptions = Parameters<Agent['connect']>[1];
type Socket = Awaited<ReturnType<Agent['connect']>>;

export interface TunnelOptions {
  readonly keepAlive: boolean;
  /** A certificate (PEM) to trust instead of the system's, of the proxy and of hosts behind it. */
  readonly ca?: string;
  /** Called when a connection begins. @returns how long the proxy may take for it, in milliseconds */
  readonly begin: (host: string) => number;
  /** Called when the proxy has made it: TLS comes next. */
  readonly made: (host: string, socket: Socket) => void;
  /** Called when the proxy has not made it. `began` is a time of `performance.now()`. */
  readonly failed: (host: string, began: number) => void;
}

/** What a proxy answers when it has made the connection. */
const MADE = 200;

/**
 * The agent of the library, which takes the answer of a proxy that refuses for the
 * answer of the host, and waits for a proxy without an end. Here both are errors,
 * whose codes begin with `PROXY_`: the status follows, or Node's own code.
 */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #options: TunnelOptions;
  /** Ends the connections that the proxy has not made yet. */
  readonly #pending = new Set<AbortController>();

  /** @param proxy its address, with its credentials */
  constructor(proxy: URL, options: TunnelOptions) {
    const { keepAlive, ca } = options;
    // The library would write an address with a password to the log of `DEBUG`.
    super(new URL(proxy.origin), {
      keepAlive,
      noDelay: true,
      ...(ca !== undefined && { ca }),
      headers: { 'User-Agent': 'graph-microsoft-365', ...authorization(proxy) },
    });
    this.#options = options;
  }

  /** Without this, the library looks for `https.js` in the stack of each request. */
  override isSecureEndpoint(): boolean {
    return true;
  }

  /** @throws an error with a code that begins with `PROXY_` */
  override async connect(
    request: ClientRequest,
    options: ConnectOptions,
  ): Promise<Socket> {
    const place = placeOf(options);
    const began = performance.now();
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), this.#options.begin(place));
    this.#pending.add(ending);
    let status = 0;
    request.once('proxyConnect', (answer: { readonly statusCode: number }) => {
      status = answer.statusCode;
    });
    try {
      const socket = await this.#ask(request, options, ending.signal);
      if (status !== MADE) {
        socket.destroy();
        throw new TunnelError(String(status));
      }
      this.#options.made(place, socket);
      return socket;
    } catch (error) {
      this.#options.failed(place, began);
      if (error instanceof TunnelError) {
        throw error;
      }
      throw new TunnelError(
        ending.signal.aborted ? 'ETIMEDOUT' : reason(error),
      );
    } finally {
      clearTimeout(timer);
      this.#pending.delete(ending);
    }
  }

  override destroy(): void {
    this.#pending.forEach((ending) => ending.abort());
    super.destroy();
  }

  #ask(
    request: ClientRequest,
    options: ConnectOptions,
    signal: AbortSignal,
  ): Promise<Socket> {
    const { ca } = this.#options;
    const { host = '' } = options;
    // The library reads this before it first waits, so each connection has its own signal.
    this.connectOpts = { ...this.connectOpts, signal };
    return super.connect(request, {
      ...options,
      ...(ca !== undefined && { ca }),
      // The library leaves out the host, and would compare an address with "localhost".
      checkServerIdentity: (_: string, certificate: PeerCertificate) =>
        checkServerIdentity(host, certificate),
    } as ConnectOptions);
  }
}

/** https://www.rfc-editor.org/rfc/rfc7617 */
function authorization({ username, password }: URL): OutgoingHttpHeaders {
  if (!username && !password) {
    return {};
  }
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const encoded = Buffer.from(text).toString('base64');
  return { 'Proxy-Authorization': `Basic ${encoded}` };
}

/** The host of a connection, as `URL.host` has it: a port other than 443 belongs to it. */
export function placeOf({
  host,
  port,
}: {
  readonly host?: string | null;
  readonly port?: number | string | null;
}): string {
  return Number(port) === 443 ? (host ?? '') : `${host}:${port}`;
}

/** The library has no code for a proxy that hung up. */
function reason(error: unknown): string {
  const code = errorCode(error);
  return code === 'unknown' ? 'ECONNRESET' : code;
}

/** The libraries of the login keep the code of an error and nothing else of it. */
class TunnelError extends Error {
  readonly code: string;

  constructor(cause: string) {
    super('The proxy made no connection');
    this.code = `PROXY_${cause}`;
  }
}
