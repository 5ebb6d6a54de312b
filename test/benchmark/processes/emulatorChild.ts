/** The process of the emulator: serves one scenario's tenant, and reports at the end. */
import { jobBody } from '../../../src/graph/exports/postJob';
import { earlyExports } from '../../../src/steps/earlyExports';
import {
  generateTenant,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type HttpMiddleware,
  type Tenant,
} from '../../emulator';
import { download } from '../../emulator/exportClient';
import type { PackedExports } from '../../emulator/graph/reports/exportJobs';
import { startTestClient } from '../../emulator/testClient';
import { createRecording, type Recording } from '../recording';
import { replacedRequests } from '../replacedRequests';
import { regimes } from '../regimes/regimes';
import { SEED, serviceOf } from '../scenarios';
import { tenantCounts } from '../sources/tenantCounts';
import { throttlingOf } from '../throttlingReport';
import type { FromEmulator, StartOptions, ToEmulator } from './messages';

interface Serving {
  readonly emulator: Emulator;
  readonly recording?: Recording;
  readonly tenant: Tenant;
  readonly cpuMs: number;
}

async function start({
  scenario,
  folder,
  service,
}: StartOptions): Promise<Serving> {
  const { size, regime } = scenario;
  const { grantsExports, latencyMs } = regimes[regime];
  const tenant = generateTenant({ size, seed: SEED });
  const packedExports: PackedExports = new Map();
  if (grantsExports) {
    await makeExports({ tenant, packedExports });
  }
  const recording = folder === undefined ? undefined : createRecording(folder);
  const emulator = await startEmulator({
    ...serviceOf(scenario),
    ...service,
    tenant,
    packedExports,
    middleware: [
      noteFirst(latencyMs),
      ...(recording ? [recording.middleware] : []),
    ],
  });
  return { emulator, recording, tenant, cpuMs: cpuMs() };
}

/** As they are for a client in reality: made by others than those that answer it. */
async function makeExports(options: EmulatorOptions): Promise<void> {
  const client = await startTestClient({ ...options, exportPolls: 0 });
  // One of them refuses to be told its columns.
  const bodies = earlyExports.flatMap(({ request }) => [
    jobBody(request, true),
    jobBody(request, false),
  ]);
  for (const body of bodies) {
    await download(client, body);
  }
  await client.close();
}

/** @param latencyMs what each request has waited for when it comes here */
function noteFirst(latencyMs: number): HttpMiddleware {
  return (request, next) => {
    firstRequestAt ??= Date.now() - latencyMs;
    return next(request);
  };
}

async function finish(serving: Serving): Promise<void> {
  const { emulator, recording, tenant } = serving;
  const usedMs = cpuMs() - serving.cpuMs;
  await emulator.close();
  await recording?.finish();
  await tell({
    kind: 'report',
    requests: emulator.requests,
    exported: [...(recording?.exported ?? [])],
    replaced: replacedRequests(tenant),
    counts: tenantCounts(tenant),
    throttling: throttlingOf(emulator),
    firstRequestAt,
    cpuMs: usedMs,
  });
  process.disconnect();
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Resolves when it is on its way: a long message takes longer than the call. */
function tell(message: FromEmulator): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, (error) =>
      error ? reject(error) : resolve(),
    );
  });
}

let serving: Serving | undefined;
let firstRequestAt: number | undefined;

async function handle(message: ToEmulator): Promise<void> {
  if (message.kind === 'start') {
    serving = await start(message);
    const { origin, certificatePem, app } = serving.emulator;
    await tell({ kind: 'started', origin, certificatePem, app });
  } else if (serving) {
    await finish(serving);
  }
}

process.on('message', (message: ToEmulator) => {
  handle(message).catch((error: unknown) => {
    process.stderr.write(`The emulator failed: ${String(error)}\n`);
    process.exit(1);
  });
});
