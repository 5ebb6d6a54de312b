/** Command line entry that serves a generated tenant, to play with it: `npx ts-node test/emulator/serve.ts --size demo --port 0 --behavior exportPermission=nobody`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readBehaviour } from './behaviourOption';
import { generateTenant, startEmulator, tenantSizes } from './index';
import type {
  Emulator,
  EmulatorOptions,
  TenantSizeName,
  ThrottlingOptions,
} from './index';

interface ServeOptions {
  readonly size: TenantSizeName;
  readonly port: number;
  readonly latencyMs: number;
  readonly throttling?: ThrottlingOptions;
  readonly behaviour: Partial<EmulatorOptions>;
}

function readOptions(): ServeOptions {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'demo' },
      port: { type: 'string', default: '0' },
      latency: { type: 'string', default: '0' },
      throttling: { type: 'boolean', default: false },
      behavior: { type: 'string', multiple: true, default: [] },
    },
  });
  const names = Object.keys(tenantSizes) as TenantSizeName[];
  const size = names.find((name) => name === values.size);
  if (size === undefined) {
    throw new Error(`--size must be one of ${names.join(', ')}.`);
  }
  return {
    size,
    port: readNumber('--port', values.port),
    latencyMs: readNumber('--latency', values.latency),
    throttling: values.throttling ? {} : undefined,
    behaviour: readBehaviour(values.behavior),
  };
}

function readNumber(name: string, value: string): number {
  if (!/^\d+$/.test(value)) throw new Error(`${name} must be a number.`);
  return Number(value);
}

function describe(emulator: Emulator, certificateFile: string): string {
  const { origin, blobOrigin, app } = emulator;
  return [
    `Graph and login:  ${origin}`,
    `Exports:          ${blobOrigin}`,
    `Tenant:           ${app.tenant}`,
    `Client id:        ${app.clientId}`,
    `Client secret:    ${app.clientSecret}`,
    `CA certificate:   ${certificateFile}`,
    '',
    'A token:',
    `  curl --cacert ${certificateFile} ${origin}/${app.tenant}/oauth2/v2.0/token -d grant_type=client_credentials -d client_id=${app.clientId} -d client_secret=${app.clientSecret} -d scope=https://graph.microsoft.com/.default`,
    '',
    'Stop with Ctrl+C.',
    '',
  ].join('\n');
}

async function serve(): Promise<void> {
  const { size, behaviour, ...rest } = readOptions();
  const emulator = await startEmulator({
    ...behaviour,
    tenant: generateTenant({ size }),
    ...rest,
  });
  const folder = await mkdtemp(join(tmpdir(), 'microsoft-365-emulator-'));
  const certificateFile = join(folder, 'ca.pem');
  await writeFile(certificateFile, emulator.certificatePem);
  // Before the text invites anybody to send the signal.
  const stopped = new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  process.stdout.write(describe(emulator, certificateFile));
  await stopped;
  await emulator.close();
  await rm(folder, { recursive: true });
}

serve().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
