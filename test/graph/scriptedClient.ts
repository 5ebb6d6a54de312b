/** A whole client in front of a scripted transport: real policies, no network, no real time. */
import type { GraphClient } from '../../src/graph/client';
import { globalCloud } from '../../src/graph/clouds/clouds';
import {
  createGraphClient,
  type GraphClientOptions,
} from '../../src/graph/createGraphClient';
import { FakeClock } from './fakeClock';
import { FakeCredential } from './fakeCredential';
import { RecordingLogger } from './recordingLogger';
import { ScriptedTransport, type Script } from './scriptedTransport';

export interface ScriptedClient {
  readonly client: GraphClient;
  readonly transport: ScriptedTransport;
  readonly clock: FakeClock;
  readonly credential: FakeCredential;
  readonly logger: RecordingLogger;
}

export function scriptedClient(
  script: Script,
  options: Partial<GraphClientOptions> & { readonly clock?: FakeClock } = {},
): ScriptedClient {
  const clock = options.clock ?? new FakeClock();
  const credential = new FakeCredential(clock);
  const transport = new ScriptedTransport(script, clock);
  const logger = new RecordingLogger();
  const client = createGraphClient({
    cloud: globalCloud,
    credential,
    // No jitter: a wait is exactly what Retry-After says.
    random: () => 0,
    transport,
    ...options,
    clock,
  });
  return {
    client: client.withLogger(logger),
    transport,
    clock,
    credential,
    logger,
  };
}
