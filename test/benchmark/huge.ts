/**
 * `npm run benchmark:huge -- --millions 15 --heap 4096`: collects a tenant whose
 * rows are made as a stream, and prints what that takes of memory, CPU and disk.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { get } from 'node:https';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { formatCount } from '../../scripts/collect/numbers';
import { jobBody } from '../../src/graph/exports/postJob';
import { earlyExports } from '../../src/steps/earlyExports';
import {
  environmentOf,
  generateTenant,
  startEmulator,
  type EmulatorOptions,
  type Tenant,
} from '../emulator';
import { pollJob } from '../emulator/exportClient';
import type { PackedExports } from '../emulator/graph/reports/exportJobs';
import { hugeSize } from '../emulator/tenant/hugeSize';
import { startTestClient } from '../emulator/testClient';
import type { HeapUse } from './child/hugeIntegration';
import { HEAP_FILE_VARIABLE } from './child/variables';
import type { Origin } from './measurement';
import { originOf } from './origin';
import { runCollect, type CollectRun } from './processes/collectProcess';
import { scenarios, serviceOf } from './scenarios';
import { objectsOf } from './summary';
import { createWorkspace, projectRoot, type Workspace } from './workspace';
import { printedHelp } from '../../scripts/help';

interface Options {
  /** Of objects, about. */
  readonly millions: number;
  /** V8's limit for the integration, in megabytes; undefined: Node's own. */
  readonly heapMb?: number;
  /** Microsoft's quotas; without, no request is refused. */
  readonly hasQuotas: boolean;
}

const MEGABYTE = 2 ** 20;
const MILLION = 1_000_000;

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      millions: { type: 'string', default: '15' },
      heap: { type: 'string' },
      quotas: { type: 'boolean', default: false },
    },
  });
  return {
    millions: positive('--millions', values.millions),
    heapMb:
      values.heap === undefined ? undefined : positive('--heap', values.heap),
    hasQuotas: values.quotas,
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) {
    throw new Error(`${name} must be a number above zero.`);
  }
  return value;
}

/** As they are for a client in reality: made by others than those that answer it. */
async function makeExports(options: EmulatorOptions): Promise<void> {
  const client = await startTestClient({ ...options, exportPolls: 0 });
  for (const { request } of earlyExports) {
    // One of them refuses to be told its columns.
    for (const named of [true, false]) {
      const body = jobBody(request, named);
      const url = (await pollJob(client, body)).at(-1)?.url;
      if (url) {
        await drain(url, client.emulator.certificatePem);
        break;
      }
    }
  }
  await client.close();
}

function drain(url: string, ca: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { ca }, (answer) => {
      finished(answer.resume()).then(resolve, reject);
    }).on('error', reject);
  });
}

interface HugeRun {
  readonly collected: CollectRun;
  readonly heap: HeapUse;
  readonly diskBytes: number;
}

async function collectHuge(
  tenant: Tenant,
  { heapMb, hasQuotas }: Options,
  workspace: Workspace,
): Promise<HugeRun> {
  const packedExports: PackedExports = new Map();
  print('The emulator makes the exports ...');
  await makeExports({ tenant, packedExports });
  const emulator = await startEmulator({
    ...serviceOf(scenarios.large),
    throttling: hasQuotas ? {} : undefined,
    tenant,
    packedExports,
  });
  print('The integration collects ...');
  const heapFile = path.join(workspace.folder, 'heap.json');
  const limit = heapMb === undefined ? '' : `--max-old-space-size=${heapMb}`;
  try {
    const collected = await runCollect(workspace, 'hugeIntegration', {
      ...(await environmentOf(emulator, workspace.folder)),
      NODE_OPTIONS: `--expose-gc ${limit}`.trim(),
      [HEAP_FILE_VARIABLE]: heapFile,
    });
    const heap = JSON.parse(await readFile(heapFile, 'utf8')) as HeapUse;
    return { collected, heap, diskBytes: await sizeOf(collected.graphFolder) };
  } finally {
    await emulator.close();
  }
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    if (entry.isFile()) {
      bytes += (await stat(path.join(entry.parentPath, entry.name))).size;
    }
  }
  return bytes;
}

function describeRun(
  { collected, heap, diskBytes }: HugeRun,
  { commit, node, cpus }: Origin,
): string {
  const { usage, summary, failedSteps } = collected;
  const { entities, relationships } = objectsOf(summary);
  const objects = entities + relationships;
  const megabytes = (bytes: number) => `${formatCount(bytes / MEGABYTE)} MB`;
  const each = (value: number) => (value * MILLION) / objects;
  return [
    `objects             ${formatCount(objects)} (${formatCount(entities)} entities)`,
    `wall                ${(usage.wallMs / 1_000).toFixed(1)} s, and ${(usage.startUp.wallMs / 1_000).toFixed(1)} s to start`,
    `CPU                 ${(usage.cpuMs / 1_000).toFixed(1)} s; per million objects ${(each(usage.cpuMs) / 1_000).toFixed(1)} s`,
    `peak RSS            ${megabytes(usage.peakRssBytes)}; per million ${megabytes(each(usage.peakRssBytes))}`,
    `heap limit          ${megabytes(heap.limit)}`,
    `alive at the end    ${megabytes(heap.alive)}; per million ${megabytes(each(heap.alive))}`,
    `SDK's map of keys   ${megabytes(heap.keyMap)} (${((heap.keyMap / heap.alive) * 100).toFixed(0)} % of what lives); ${(heap.keyMap / objects).toFixed(0)} bytes a key`,
    `disk                ${megabytes(diskBytes)}; per million ${megabytes(each(diskBytes))}`,
    `failed steps        ${failedSteps.join(', ') || 'none'}`,
    `measured            commit ${commit}, Node ${node}, ${cpus} CPUs`,
  ].join('\n');
}

const HELP = `Usage: npm run benchmark:huge [-- --millions <number>] [--heap <MB>] [--quotas]

Collects a tenant of millions of objects, and prints what that takes of memory, CPU and disk.

  --millions <number>  of objects (default 15)
  --heap <MB>          the limit of the heap; default: that of Node.js
  --quotas             with the quotas of Microsoft
  --help               prints this`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const options = readOptions();
  const origin = originOf(projectRoot);
  print(`A tenant of about ${options.millions} million objects ...`);
  const tenant = generateTenant({ size: hugeSize(options.millions) });
  const workspace = await createWorkspace();
  const run = await collectHuge(tenant, options, workspace);
  print(`\n${describeRun(run, origin)}`);
  // Kept when something fails: the logs are there.
  if (run.collected.failedSteps.length > 0) {
    print(`The log is ${run.collected.logFile}.`);
    process.exitCode = 1;
  } else {
    await workspace.remove();
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});
