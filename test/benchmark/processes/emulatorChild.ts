/** The process of the emulator: serves one scenario's tenant, and reports at the end. */
import { generateTenant, startEmulator, type Emulator } from '../../emulator';
import { createRecording, type Recording } from '../recording';
import { replacedRequests } from '../replacedRequests';
import {
  EXPORT_POLLS,
  LATENCY_MS,
  scenarios,
  SEED,
  type ScenarioName,
} from '../scenarios';
import { throttlingOf } from '../throttlingReport';
import type { FromEmulator, ToEmulator } from './messages';

interface Serving {
  readonly emulator: Emulator;
  readonly recording?: Recording;
  readonly replaced: ReturnType<typeof replacedRequests>;
  readonly cpuMs: number;
}

async function start(name: ScenarioName, folder?: string): Promise<Serving> {
  const { size, roles } = scenarios[name];
  const tenant = generateTenant({ size, seed: SEED });
  const recording = folder === undefined ? undefined : createRecording(folder);
  const emulator = await startEmulator({
    tenant,
    roles,
    latencyMs: LATENCY_MS,
    exportPolls: EXPORT_POLLS,
    throttling: {},
    middleware: recording ? [recording.middleware] : [],
  });
  return {
    emulator,
    recording,
    replaced: replacedRequests(tenant),
    cpuMs: cpuMs(),
  };
}

async function finish(serving: Serving): Promise<void> {
  const { emulator, recording, replaced } = serving;
  const usedMs = cpuMs() - serving.cpuMs;
  await emulator.close();
  await recording?.finish();
  await tell({
    kind: 'report',
    requests: emulator.requests,
    exported: [...(recording?.exported ?? [])],
    replaced,
    throttling: throttlingOf(emulator),
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

async function handle(message: ToEmulator): Promise<void> {
  if (message.kind === 'start') {
    serving = await start(message.scenario, message.folder);
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
