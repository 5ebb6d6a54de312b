/**
 * `npm run test:record` records the step tests anew from an emulated tenant;
 * `npm run test:record -- --env` from the real tenant that .env names. Folders of
 * steps may be named, to record these only.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readCredential } from '../src/config/credentials';
import { valueOf } from '../src/config/readResult';
import {
  emulatedCloud,
  globalCloud,
  graphScope,
  type Cloud,
} from '../src/graph/clouds/clouds';
import {
  createCredential,
  type Credential,
} from '../src/graph/login/credential';
import { generateTenant, startEmulator } from '../test/emulator';
import { RECORDING_VARIABLE, type RecordingSource } from '../test/recording';
import { printedHelp } from './help';

const projectRoot = path.join(__dirname, '..');

const HELP = `Usage: npm run test:record [-- <folder> ...] [--env]

Records the step tests anew, from an emulated tenant: all of them, or those in the folders of src/steps that are named.

  --env   from the real tenant that .env names, instead
  --help  prints this`;

async function main(): Promise<void> {
  if (printedHelp(HELP)) {
    return;
  }
  const { values, positionals } = parseArgs({
    options: { env: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  process.exitCode = values.env
    ? await recordRealTenant(positionals)
    : await recordEmulatedTenant(positionals);
}

async function recordRealTenant(folders: readonly string[]): Promise<number> {
  process.loadEnvFile(path.join(projectRoot, '.env'));
  const { CLIENT_ID, CLIENT_SECRET, TENANT } = process.env;
  const credential = valueOf(
    readCredential({
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      tenant: TENANT,
    }),
  );
  console.warn(
    'The recordings will hold names and addresses of the real tenant: do not publish them.',
  );
  return runTests(folders, {
    origin: globalCloud.graphOrigin,
    token: await fetchToken(credential, globalCloud),
    label: 'Recorded from a real tenant',
  });
}

async function recordEmulatedTenant(
  folders: readonly string[],
): Promise<number> {
  const tenant = generateTenant({ size: 'small' });
  const emulator = await startEmulator({ tenant, exportPolls: 0 });
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-record-'));
  try {
    const { origin, blobOrigin, certificatePem, app } = emulator;
    const caFile = path.join(folder, 'ca.pem');
    await writeFile(caFile, certificatePem);
    return await runTests(folders, {
      origin,
      blobOrigin,
      caFile,
      token: await fetchToken(app, emulatedCloud(origin), certificatePem),
      label: 'Recorded from the emulated tenant of test/emulator',
    });
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true });
  }
}

async function fetchToken(
  credential: Credential,
  cloud: Cloud,
  ca?: string,
): Promise<string> {
  const token = await createCredential(credential, cloud, ca).getToken(
    graphScope(cloud),
  );
  if (!token) {
    throw new Error('Microsoft Entra ID gave no token');
  }
  return token.token;
}

/**
 * Runs the step tests with the source in their environment; returns their exit code.
 *
 * @param folders of src/steps; none: all
 */
async function runTests(
  folders: readonly string[],
  source: RecordingSource,
): Promise<number> {
  const tests =
    folders.length === 0
      ? ['src/steps/.*/index.test']
      : folders.map((folder) => `src/steps/(.*/)?${folder}/index.test`);
  const child = spawn(
    process.execPath,
    [require.resolve('jest/bin/jest'), '--runInBand', ...tests],
    {
      cwd: projectRoot,
      stdio: 'inherit',
      env: { ...process.env, [RECORDING_VARIABLE]: JSON.stringify(source) },
    },
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

void main();
