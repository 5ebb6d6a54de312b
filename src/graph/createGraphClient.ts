/** Builds a client from its options: the whole stack on one screen. */
import type { TokenCredential } from '@azure/identity';
import {
  AuthenticationHandler,
  Client,
  type Middleware,
} from '@microsoft/microsoft-graph-client';
import { bePatientWithAddresses } from './http/addresses';
import { Arrivals } from './http/arrivals';
import { GraphAuthentication } from './login/authentication';
import { GraphClient } from './client';
import type { ClientParts } from './view/clientParts';
import { systemClock, type Clock } from './basics/clock';
import { graphScope, type Cloud } from './clouds/clouds';
import { ExportGate } from './exports/exportGate';
import { JobWatch } from './exports/jobWatch';
import { defaultLimits, type GraphLimits } from './basics/limits';
import { LogPolicy } from './http/log';
import { OriginGuardPolicy } from './http/originGuard';
import { PacePolicy, PauseAfterLoginPolicy } from './http/pace';
import { RetryPolicy } from './http/retry';
import { TransportPolicy } from './http/transport';
import { Connections } from './network/connections';
import { Pacer } from './pacing/pacer';
import { PreparedGets } from './view/preparedGets';
import { ReportForms } from './reports/reportForms';
import { ReportNames } from './reports/reportNames';
import { CallStatistics } from './pacing/statistics';

export interface GraphClientOptions {
  readonly cloud: Cloud;
  readonly credential: TokenCredential;
  /** A certificate (PEM) to trust instead of the system's, for an emulator. */
  readonly ca?: string;
  /** Default: what the workload allows. It is one while answers are recorded, so that the recording has an order. */
  readonly maxBatchesInFlight?: number;
  /** Replace the default ones in tests. */
  readonly limits?: Partial<GraphLimits>;
  /** The end of the chain; default: HTTPS. Tests put a scripted one here. */
  readonly transport?: Middleware;
  readonly clock?: Clock;
  /** In [0, 1), for the jitter of retries. */
  readonly random?: () => number;
}

/** Sends nothing; the first request logs in. @throws ProxyAddressError */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  return new GraphClient(createClientParts(options));
}

/** What all views of one client share. */
export function createClientParts(options: GraphClientOptions): ClientParts {
  bePatientWithAddresses();
  const { cloud, credential, ca, clock = systemClock } = options;
  const random = options.random ?? Math.random;
  const limits = { ...defaultLimits, ...options.limits };
  const closing = new AbortController();
  const statistics = new CallStatistics();
  const arrivals = new Arrivals();
  const pacer = new Pacer(clock, statistics);
  const connections = new Connections({ keepAlive: true, ca });
  // A proxy that is not usable is refused now, while the configuration is checked.
  connections.agentFor(new URL(cloud.graphOrigin));
  const authentication = new GraphAuthentication(
    credential,
    graphScope(cloud),
    clock,
    { loginMs: limits.loginMs, closing: closing.signal },
  );
  const library = Client.initWithMiddleware({
    // The library adds this host to those that may get a token; the guard narrows it to one origin.
    customHosts: new Set([new URL(cloud.graphOrigin).hostname]),
    middleware: [
      new RetryPolicy({
        authentication,
        pacer,
        statistics,
        clock,
        random,
        limits,
      }),
      new PacePolicy(pacer),
      new OriginGuardPolicy(cloud.graphOrigin),
      new AuthenticationHandler(authentication),
      new PauseAfterLoginPolicy(pacer),
      new LogPolicy(clock, statistics),
      options.transport ?? new TransportPolicy(connections, limits, arrivals),
    ],
  });
  return {
    library,
    authentication,
    graphOrigin: cloud.graphOrigin,
    pacer,
    statistics,
    arrivals,
    connections,
    exports: {
      prepared: new Map(),
      watch: new JobWatch(),
      gate: new ExportGate(),
      // Of their own: requests over Graph's connections carry a token.
      connections: new Connections({ keepAlive: false, ca }),
      cloud,
      limits,
    },
    preparedGets: new PreparedGets(),
    reportNames: new ReportNames(),
    reportForms: new ReportForms(),
    clock,
    random,
    limits,
    maxBatchesInFlight: options.maxBatchesInFlight,
    closing,
  };
}
