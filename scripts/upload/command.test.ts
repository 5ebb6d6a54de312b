import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { lockFolder } from '../../src/run/storage/lock';
import {
  startSynchronizationApi,
  type SynchronizationApi,
} from '#test/synchronization/synchronizationApi';
import { upload } from './command';
import { InterruptedError } from './signals';

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

function run(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  interrupted = new Promise<never>(() => undefined),
) {
  jest.replaceProperty(process, 'env', environment);
  return upload({ args, folder, interrupted });
}

const complete = {
  INTEGRATION_INSTANCE_ID: 'instance',
  JUPITERONE_ACCOUNT: 'account',
  JUPITERONE_API_KEY: secret,
  JUPITERONE_API_BASE_URL: 'https://127.0.0.1:1',
  CLIENT_ID: '00000000-0000-4000-8000-000000000000',
  CLIENT_SECRET: secret,
  TENANT: 'example.com',
};

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
  const exitCode = await run(['--log', 'json'], complete);
  lock.release();

  expect(exitCode).toBe(3);
  expect(JSON.parse(printed.trim().split('\n').at(-1) ?? '')).toMatchObject({
    kind: 'end',
    exitCode: 3,
    message: expect.stringContaining(`process ${process.pid}`) as string,
  });
});

test('a value that the SDK refuses is not quoted', async () => {
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

test('a line of .env about the network, which both halves look at, is named once', async () => {
  const file = path.join(folder, '.env');
  writeFileSync(file, 'HTTPS_PROXY=http://a$b.example.com:3128\n');
  const before = process.cwd();
  process.chdir(folder);
  try {
    expect(await run([], { ...complete })).toBe(1);
  } finally {
    process.chdir(before);
    rmSync(file);
  }
  expect(printed.match(/line 1 of \.env: HTTPS_PROXY has a \$/g)).toHaveLength(
    1,
  );
  expect(printed).toMatch(/^Nothing was started:\n {2}line 1 of/);
});

describe('when what a run left cannot be put away', () => {
  let api: SynchronizationApi;

  beforeAll(async () => {
    api = await startSynchronizationApi();
  });

  afterAll(() => api.close());

  afterEach(() => {
    expect(printed).not.toContain(secret);
    readdirSync(folder).forEach((name) =>
      rmSync(path.join(folder, name), { recursive: true }),
    );
  });

  /** No link can take the place of a folder; before the run it would be refused. */
  async function obstructLog(): Promise<void> {
    while (!existsSync(path.join(folder, '.j1-integration-runs'))) {
      await setImmediate();
    }
    mkdirSync(path.join(folder, 'j1-integration.log'));
  }

  /** Its job does not even start, since the certificate is not trusted. */
  function endBy(cause: NodeJS.Signals | Error): Promise<number> {
    const interrupted = obstructLog().then(() => {
      throw new InterruptedError(cause);
    });
    interrupted.catch(() => undefined);
    const environment = { ...complete, JUPITERONE_API_BASE_URL: api.origin };
    return run([], environment, interrupted);
  }

  test('a signal still has its exit code', async () => {
    expect(await endBy('SIGTERM')).toBe(143);
    expect(printed).toMatch(
      /Interrupted by SIGTERM\. \[M365-UPLOAD-014\].*a folder is where a file must be/,
    );
  });

  test('the reason of the run is still said', async () => {
    expect(await endBy(new Error(`a mistake with ${secret}`))).toBe(1);
    expect(printed).toMatch(
      /a mistake with \[redacted\] \[M365-RUN-013\].*a folder is where a file must be/,
    );
  });
});
