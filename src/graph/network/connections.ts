/**
 * How hosts are reached: straight or through the proxy, as `proxyFor` decides, and
 * for how long a host is tried that was never reached. A host that was reached once
 * gets more patience: a long run has to outlive an outage of some minutes, and a
 * firewall or a wrong setting has to be named at once.
 */
import type { Agent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket, type SecureContext } from 'node:tls';
import { LONGEST_REACH_PAUSE_MS, REACH_MS, TUNNEL_MS } from '../basics/limits';
import { errorCode } from '../errors/errors';
import { issuerAt } from './issuer';
import {
  causeOf,
  certificateOwner,
  describeCause,
  persistenceOf,
  type Cause,
  type Obstacle,
  type Way,
} from '../errors/obstacles';
import { proxyFor, proxyVariable } from './proxy';
import { placeOf, TunnelAgent } from './tunnel';

export interface ConnectionOptions {
  /** Whether a connection serves one request after another. */
  readonly keepAlive: boolean;
  /** A certificate (PEM) to trust instead of the system's, for an emulator. */
  readonly ca?: string;
  /** Default: `REACH_MS`; shorter in tests. */
  readonly reachMs?: number;
}

/** What is known of a host. */
interface Host {
  wasReached: boolean;
  /** When the first connection to it began that failed, in milliseconds of a monotonic clock. */
  triedSince?: number;
}

/** The connections of one purpose, such as requests to Graph. Requests of different purposes never share one. */
export class Connections {
  readonly #options: ConnectionOptions;
  /** By the address of the proxy; '' for the one without. */
  readonly #agents = new Map<string, Agent>();
  /** By the hosts that were asked for. */
  readonly #agentsOfHosts = new Map<string, Agent>();
  readonly #hosts = new Map<string, Host>();
  readonly #reachMs: number;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#reachMs = options.reachMs ?? REACH_MS;
  }

  /** What makes the connections for an `https:` address. @throws ProxyAddressError */
  agentFor(url: URL): Agent {
    let agent = this.#agentsOfHosts.get(url.host);
    if (!agent) {
      agent = this.#agentThrough(proxyFor(url));
      this.#agentsOfHosts.set(url.host, agent);
    }
    return agent;
  }

  /** Whether a connection to the host of this address was ever made. */
  wasReached(url: URL): boolean {
    return this.#host(url.host).wasReached;
  }

  /** What a failed request to this address met on its way; undefined for a failure of another kind. */
  async obstacle(error: unknown, url: URL): Promise<Obstacle | undefined> {
    const { wasReached, triedSince } = this.#host(url.host);
    const code = errorCode(error);
    const cause = causeOf(code, wasReached);
    if (cause === undefined) {
      return undefined;
    }
    const triedMs = performance.now() - (triedSince ?? Infinity);
    // No other try would end in time.
    const isWaitOver = triedMs + LONGEST_REACH_PAUSE_MS > this.#reachMs;
    const way = {
      host: url.host,
      proxy: proxyFor(url),
      variable: proxyVariable(),
    };
    const issuer = await this.#issuer(cause, url, way);
    return {
      sentence: describeCause(cause, code, way, issuer),
      persistence: persistenceOf(cause, wasReached, isWaitOver),
    };
  }

  /** Closes all connections. */
  destroy(): void {
    this.#agents.forEach((agent) => agent.destroy());
  }

  #issuer(cause: Cause, url: URL, { proxy }: Way): Promise<string> | undefined {
    const owner = certificateOwner[cause];
    if (owner === 'proxy') {
      return proxy && issuerAt(new URL(proxy.origin), new HttpsAgent());
    }
    return owner && issuerAt(url, this.agentFor(url));
  }

  #agentThrough(proxy: URL | undefined): Agent {
    const key = proxy?.href ?? '';
    let agent = this.#agents.get(key);
    if (!agent) {
      agent = this.#newAgent(proxy);
      this.#agents.set(key, agent);
    }
    return agent;
  }

  #newAgent(proxy: URL | undefined): Agent {
    const { keepAlive, ca } = this.#options;
    const watch = (host: string, socket: Duplex) => this.#watch(host, socket);
    return proxy
      ? new TunnelAgent(proxy, {
          keepAlive,
          ca,
          begin: (host) => this.#tunnelMs(host),
          made: watch,
          failed: (host, began) => this.#noteFailure(host, began),
        })
      : new StraightAgent({ keepAlive, ca, watch });
  }

  #host(name: string): Host {
    let host = this.#hosts.get(name);
    if (!host) {
      host = { wasReached: false };
      this.#hosts.set(name, host);
    }
    return host;
  }

  /** Ends a connection to a host that was never reached in time, and notes what comes of it. */
  #watch(name: string, socket: Duplex): void {
    const host = this.#host(name);
    if (host.wasReached) {
      return;
    }
    const began = performance.now();
    const timer = setTimeout(
      () => socket.destroy(new ConnectTimeout()),
      this.#leftMs(host),
    );
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      // Whoever asks for an issuer connects to a host that is not trusted.
      host.wasReached ||= socket instanceof TLSSocket && socket.authorized;
    });
    socket.once('error', () => this.#noteFailure(name, began));
    socket.once('close', () => clearTimeout(timer));
  }

  #tunnelMs(name: string): number {
    const host = this.#host(name);
    return host.wasReached ? TUNNEL_MS : this.#leftMs(host);
  }

  #noteFailure(name: string, began: number): void {
    this.#host(name).triedSince ??= began;
  }

  /** How long a connection may take to a host that was never reached. The last try gets its share, too. */
  #leftMs({ triedSince }: Host): number {
    const now = performance.now();
    const left = (triedSince ?? now) + this.#reachMs - now;
    return Math.max(left, Math.min(LONGEST_REACH_PAUSE_MS, this.#reachMs));
  }
}

interface StraightOptions {
  readonly keepAlive: boolean;
  readonly ca?: string;
  readonly watch: (host: string, socket: Duplex) => void;
}

/** Node's own agent, whose connections are watched. */
class StraightAgent extends HttpsAgent {
  readonly #watch: StraightOptions['watch'];
  readonly #ca: string | undefined;
  /** Made once, because Node.js would read the certificates for each connection anew. */
  #trusted: SecureContext | undefined;

  constructor({ keepAlive, ca, watch }: StraightOptions) {
    super({ keepAlive, ca });
    this.#ca = ca;
    this.#watch = watch;
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    this.#trusted ??= createSecureContext({ ca: this.#ca });
    const trusting = { ...options, secureContext: this.#trusted };
    const socket = super.createConnection(trusting, callback);
    if (socket) {
      this.#watch(placeOf(options), socket);
    }
    return socket;
  }
}

class ConnectTimeout extends Error {
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('No connection in time');
  }
}
