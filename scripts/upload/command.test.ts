import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lockFolder } from '../../src/run/storage/lock';
import { upload } from './command';

const secret = 'a~secret~that~nobody~sees';

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'microsoft-365-command-'));
  printed = '';
  const keep = (text: string) => void (printed += `${text}\n`);
  jest.spyOn(console, 'log').mockImplementation(keep);
  jest.spyOn(console, 'error').mockImplementation(keep);
});

afterEach(() => {
  // What ends before a run leaves nothing on the disk.
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
});

function run(args: readonly string[], environment: NodeJS.ProcessEnv) {
  jest.replaceProperty(process, 'env', environment);
  const interrupted = new Promise<never>(() => undefined);
  return upload({ args, folder, interrupted });
}

test('--help says which options, variables and exit codes there are', async () => {
  expect(await run(['--help'], {})).toBe(0);
  for (const word of [
    '--integration-instance-id',
    'JUPITERONE_API_KEY_FILE',
    '--keep',
    '--log',
    '128 + n',
  ]) {
    expect(printed).toContain(word);
  }
});

test('everything that is missing or wrong is said at once, without secrets', async () => {
  const exitCode = await run(['--log', 'xml'], {
    CLIENT_SECRET: secret,
    CLOUD: secret,
    HTTPS_PROXY: `ftp://user:${secret}@proxy`,
    JUPITERONE_API_BASE_URL: `https://user:${secret}@host`,
  });

  expect(exitCode).toBe(1);
  for (const words of [
    'INTEGRATION_INSTANCE_ID is not set',
    'JUPITERONE_ACCOUNT is not set',
    'neither JUPITERONE_API_KEY nor JUPITERONE_API_KEY_FILE is set',
    'JUPITERONE_API_BASE_URL must be an address',
    '--log must be text or json',
    'CLIENT_ID',
    'TENANT',
    'cloud',
    'The variable HTTPS_PROXY is not the address of a proxy',
  ]) {
    expect(printed).toContain(words);
  }
  expect(printed).not.toContain(secret);
});

test('a second run in the folder is refused before its first request', async () => {
  const lock = lockFolder(path.join(folder, '.j1-integration'));
  const exitCode = await run(['--log', 'json'], {
    INTEGRATION_INSTANCE_ID: 'instance',
    JUPITERONE_ACCOUNT: 'account',
    JUPITERONE_API_KEY: secret,
    JUPITERONE_API_BASE_URL: 'https://127.0.0.1:1',
    CLIENT_ID: '00000000-0000-4000-8000-000000000000',
    CLIENT_SECRET: secret,
    TENANT: 'example.com',
  });
  lock.release();

  expect(exitCode).toBe(3);
  expect(JSON.parse(printed.trim().split('\n').at(-1) ?? '')).toMatchObject({
    kind: 'end',
    exitCode: 3,
    message: expect.stringContaining(`process ${process.pid}`) as string,
  });
});

test('a value that the SDK refuses is quoted without secrets', async () => {
  const exitCode = await run([], {
    INTEGRATION_INSTANCE_ID: 'instance',
    JUPITERONE_ACCOUNT: 'account',
    JUPITERONE_API_KEY: secret,
    INCLUDE_ADVANCED_DEVICE_DETAILS: secret,
  });
  expect(exitCode).toBe(1);
  expect(printed).toContain('includeAdvancedDeviceDetails');
  expect(printed).not.toContain(secret);
});
