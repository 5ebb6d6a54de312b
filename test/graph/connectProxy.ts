/** An HTTP proxy on this machine that makes connections by `CONNECT`, and notes where to. */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';

export interface ConnectProxyOptions {
  /** `name:password` that clients must give. */
  readonly credentials?: string;
  /** The status that a `CONNECT` is refused with; default: none is refused. */
  readonly refusal?: (place: string) => number | undefined;
  /** Where a place (`host:port`) really is; default: there. */
  readonly routes?: Readonly<Record<string, number>>;
  /** Of a proxy that clients talk to by TLS. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

/** In the place of a status: the proxy takes a `CONNECT` and says nothing. */
export const NO_ANSWER = 0;

export class ConnectProxy {
  /** `host:port` of every `CONNECT`, in their order, refused ones included. */
  readonly places: string[] = [];
  /** Methods and addresses of whatever was no `CONNECT`. */
  readonly others: string[] = [];
  options: ConnectProxyOptions;
  readonly port: number;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  /** Listens on a free port. */
  static async start(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
    const { certificate } = options;
    const server = certificate
      ? createSecureServer(certificate)
      : createServer();
    await new Promise<void>((resolve) =>
      server.listen(0, '127.0.0.1', resolve),
    );
    return new ConnectProxy(server, options);
  }

  private constructor(server: Server, options: ConnectProxyOptions) {
    this.#server = server;
    this.options = options;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (socket: Socket) => this.#keep(socket));
    server.on('connect', (request: IncomingMessage, socket: Socket) => {
      this.#keep(socket);
      this.#connect(request, socket);
    });
    const refuse: RequestListener = (request, response) => {
      this.others.push(`${request.method} ${request.url}`);
      response.writeHead(501).end();
    };
    server.on('request', refuse);
  }

  /** Connections that are open now, to clients and to hosts. */
  get openCount(): number {
    return this.#sockets.size;
  }

  /** As it stands in `HTTPS_PROXY`. @param credentials `name:password`, encoded */
  address(credentials?: string): string {
    const scheme = this.options.certificate ? 'https' : 'http';
    const user = credentials === undefined ? '' : `${credentials}@`;
    return `${scheme}://${user}127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#sockets.forEach((socket) => socket.destroy());
    await closed;
  }

  #connect({ url: place = '', headers }: IncomingMessage, client: Socket) {
    this.places.push(place);
    const status = this.#isAllowed(headers['proxy-authorization'])
      ? this.options.refusal?.(place)
      : 407;
    if (status !== undefined) {
      if (status === NO_ANSWER) {
        client.once('end', () => client.destroy()).resume();
      } else {
        client.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
      }
      return;
    }
    const [host, port] = place.split(':');
    const route = this.options.routes?.[place];
    const target = connect(
      route ? { host: '127.0.0.1', port: route } : { host, port: Number(port) },
    );
    this.#keep(target);
    target.once('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.once('close', () => client.destroy());
    client.once('close', () => target.destroy());
  }

  #isAllowed(authorization: string | undefined): boolean {
    const { credentials } = this.options;
    const expected = Buffer.from(credentials ?? '').toString('base64');
    return !credentials || authorization === `Basic ${expected}`;
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
