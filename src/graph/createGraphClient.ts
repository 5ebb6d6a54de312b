/** From options to client: the whole stack on one screen. */
import { Agent } from 'node:https';
import type { TokenCredential } from '@azure/identity';
import {
  AuthenticationHandler,
  Client,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import { GraphAuthentication } from './authentication';
import { GraphClient } from './client';
import { systemClock, type Clock } from './clock';
import { graphScope, type Cloud } from './clouds';
import { defaultExportLimits, type ExportLimits } from './exports/limits';
import { HoldPolicy } from './middleware/hold';
import { LogPolicy } from './middleware/log';
import { OriginGuardPolicy } from './middleware/originGuard';
import { PacePolicy } from './middleware/pace';
import { RetryPolicy } from './middleware/retry';
import { TransportPolicy, type TransportLimits } from './middleware/transport';
import { Pacer } from './pacing/pacer';
import { CallStatistics } from './statistics';

export interface GraphClientOptions {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
  /** A certificate (PEM) to trust instead of the system's, for an emulator. */
  readonly ca?: string;
  /** Default: what the workload allows. One while answers are recorded, so that the recording has an order. */
  readonly maxBatchesInFlight?: number;
  readonly transportLimits?: TransportLimits;
  readonly exportLimits?: ExportLimits;
  /** The end of the chain; default: HTTPS. Tests put a scripted one here. */
  readonly transport?: Middleware;
  readonly clock?: Clock;
  /** In [0, 1), for the jitter of retries. */
  readonly random?: () => number;
}

/** Sends nothing; the first request logs in. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { cloud, credential, clock = systemClock } = options;
  const random = options.random ?? Math.random;
  const statistics = new CallStatistics();
  const pacer = new Pacer(clock, statistics);
  const agent = new Agent({ keepAlive: true, ca: options.ca });
  const authentication = new GraphAuthentication(
    credential,
    graphScope(cloud),
    clock,
  );
  const library = Client.initWithMiddleware({
    // The library adds this host to those that may get a token; the guard narrows it to one origin.
    customHosts: new Set([new URL(cloud.graphOrigin).hostname]),
    middleware: [
      new RetryPolicy({ authentication, pacer, statistics, clock, random }),
      new PacePolicy(pacer),
      new OriginGuardPolicy(cloud.graphOrigin),
      new AuthenticationHandler(authentication),
      new HoldPolicy(pacer),
      new LogPolicy(clock, statistics),
      options.transport ?? new TransportPolicy(agent, options.transportLimits),
    ],
  });
  return new GraphClient({
    library,
    authentication,
    graphOrigin: cloud.graphOrigin,
    pacer,
    statistics,
    agent,
    exports: {
      prepared: new Map(),
      // Of its own: what Graph's agent connects to is sent a token.
      agent: new Agent({ ca: options.ca }),
      cloud,
      limits: options.exportLimits ?? defaultExportLimits,
    },
    clock,
    random,
    maxBatchesInFlight: options.maxBatchesInFlight,
    closing: new AbortController(),
  });
}
