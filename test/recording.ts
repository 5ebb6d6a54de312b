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
import { globalCloud } from '../src/graph/clouds';
import { createGraphClient } from '../src/graph/createGraphClient';
import type { Collected } from './contracts/stepContract';

/** Set by `npm run test:record` only. */
export interface RecordingSource {
  /** Of Microsoft Graph, or of the emulator. */
  readonly origin: string;
  /** An access token for it; it never reaches a recording. */
  readonly token: string;
  /** File with the emulator's certificate. */
  readonly caFile?: string;
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
  Buffer.from(JSON.stringify({ roles: ['Member.Read.Hidden'] })).toString(
    'base64url',
  ),
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
    cloud: {
      ...globalCloud,
      graphOrigin: source?.origin ?? globalCloud.graphOrigin,
    },
    credential,
    ca: source?.caFile ? readFileSync(source.caFile, 'utf8') : undefined,
    // What a batch holds must not depend on which answer came first.
    maxBatchesInFlight: 1,
  });
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
        url: { protocol: false, hostname: false, port: false },
      },
    },
  });
}

interface RecordedEntry {
  comment?: string;
  request: { url: string; headers: HeaderEntry[] };
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
  const rewrite = (text: string) =>
    text
      .replaceAll(source.origin, globalCloud.graphOrigin)
      .replaceAll(hostOf(source.origin), hostOf(globalCloud.graphOrigin));
  entry.comment = source.label;
  entry.request.url = rewrite(entry.request.url);
  const { content, headers } = entry.response;
  content.text = content.text && rewrite(content.text);
  for (const header of [...entry.request.headers, ...headers]) {
    header.value = rewrite(header.value);
  }
}

function hostOf(origin: string): string {
  return new URL(origin).host;
}
