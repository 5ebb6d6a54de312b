/**
 * Step tests run on recordings of Microsoft Graph's answers, which lie in
 * `__recordings__` beside the test. `npm run test:record` makes them anew, from
 * the emulated tenant or from a real one; otherwise nothing leaves the machine.
 */
import { readFileSync } from 'node:fs';
import type { TokenCredential } from '@azure/identity';
import {
  executeStepWithDependencies,
  mutations,
  setupRecording,
  type Recording,
} from '@jupiterone/integration-sdk-testing';
import { invocationConfig } from '../src';
import { systemClock, type Clock } from '../src/graph/basics/clock';
import { emulatedCloud, globalCloud } from '../src/graph/clouds/clouds';
import { createGraphClient } from '../src/graph/createGraphClient';
import type { Collected } from './contracts/stepContract';
import { allRoles } from './emulator/options';

/** Set by `npm run test:record` only. */
export interface RecordingSource {
  /** Of Microsoft Graph, or of the emulator. */
  readonly origin: string;
  /** An access token for it; it never reaches a recording. */
  readonly token: string;
  /** File with the emulator's certificate. */
  readonly caFile?: string;
  /** Where the emulator's report exports are downloaded from. */
  readonly blobOrigin?: string;
  /** Written into each entry: where the answers come from. */
  readonly label: string;
}

export const RECORDING_VARIABLE = 'RECORDING_SOURCE';

const source = process.env[RECORDING_VARIABLE]
  ? (JSON.parse(process.env[RECORDING_VARIABLE]) as RecordingSource)
  : undefined;

/** Names the permissions that a recorded token would; Graph is not asked in replay. */
const replayToken = [
  '',
  Buffer.from(JSON.stringify({ roles: allRoles })).toString('base64url'),
  '',
].join('.');

/** Runs a step and what it depends on, against `__recordings__/<name>` of the folder. */
export async function runRecordedStep(
  directory: string,
  stepId: string,
): Promise<Collected> {
  const recording = startRecording(directory, stepId);
  const graph = createRecordedClient();
  try {
    return await executeStepWithDependencies({
      stepId,
      instanceConfig: {},
      invocationConfig: {
        ...invocationConfig,
        loadExecutionConfig: () => ({ graph }),
      },
    });
  } finally {
    graph.close();
    await recording.stop();
  }
}

/** MSAL would add a random query parameter, and its bodies hold the secret: the token is given. */
function createRecordedClient() {
  const token = source?.token ?? replayToken;
  const credential: TokenCredential = {
    getToken: () =>
      Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  return createGraphClient({
    cloud: source?.caFile ? emulatedCloud(source.origin) : globalCloud,
    credential,
    ca: source?.caFile ? readFileSync(source.caFile, 'utf8') : undefined,
    clock: source ? systemClock : replayClock(),
    // What a batch holds must not depend on which answer came first.
    maxBatchesInFlight: 1,
  });
}

/** Recorded jobs are ready: in replay a sleep takes no time, and is over all the same. */
function replayClock(): Clock {
  let sleptMs = 0;
  return {
    now: () => Date.now(),
    monotonic: () => performance.now() + sleptMs,
    sleep: (ms) => {
      sleptMs += ms;
      return Promise.resolve();
    },
  };
}

function startRecording(directory: string, name: string): Recording {
  return setupRecording({
    directory,
    name,
    redactedRequestHeaders: ['authorization'],
    mutateEntry: (entry) => {
      mutations.unzipGzippedRecordingEntry(entry);
      generalize(entry);
    },
    options: {
      mode: source ? 'record' : 'replay',
      recordIfMissing: false,
      recordFailedRequests: true,
      // Answers of batches that are under way together would get mixed up without their bodies.
      matchRequestsBy: {
        method: true,
        headers: false,
        body: true,
        order: false,
        url: {
          protocol: false,
          hostname: false,
          port: false,
          // The signature of a download is redacted.
          query: ({ sig: _, ...query }: Record<string, unknown>) => query,
        },
      },
    },
  });
}

/** A host of the kind that Microsoft's exports lie on. */
const RECORDED_BLOB_ORIGIN = 'https://recorded.blob.core.windows.net';

interface RecordedEntry {
  comment?: string;
  request: {
    url: string;
    headers: HeaderEntry[];
    queryString?: HeaderEntry[];
  };
  response: { content: { text?: string }; headers: HeaderEntry[] };
}

interface HeaderEntry {
  readonly name: string;
  value: string;
}

/** The emulator's address changes with every start; links in recorded answers lead to Graph. */
function generalize(entry: RecordedEntry): void {
  if (!source) {
    return;
  }
  const origins = [
    [source.origin, globalCloud.graphOrigin],
    [source.blobOrigin ?? RECORDED_BLOB_ORIGIN, RECORDED_BLOB_ORIGIN],
  ];
  const rewrite = (text: string) =>
    origins.reduce(
      (result, [from, to]) =>
        result.replaceAll(from, to).replaceAll(hostOf(from), hostOf(to)),
      text.replace(/sig=[\w%.~-]+/g, 'sig=redacted'),
    );
  entry.comment = source.label;
  entry.request.url = rewrite(entry.request.url);
  const { content, headers } = entry.response;
  content.text = content.text && rewrite(content.text);
  for (const header of [...entry.request.headers, ...headers]) {
    header.value = rewrite(header.value);
  }
  for (const parameter of entry.request.queryString ?? []) {
    parameter.value =
      parameter.name === 'sig' ? 'redacted' : rewrite(parameter.value);
  }
}

function hostOf(origin: string): string {
  return new URL(origin).host;
}
