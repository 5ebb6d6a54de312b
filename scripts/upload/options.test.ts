import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { configFields } from '../../src/config/fields';
import { problemsOf } from '../../src/config/readResult';
import { readOptions, uploadVariables } from './options';

const environment = {
  INTEGRATION_INSTANCE_ID: 'instance',
  JUPITERONE_ACCOUNT: 'account',
  JUPITERONE_API_KEY: 'an-api-key',
};
const expected = {
  integrationInstanceId: 'instance',
  account: 'account',
  apiKey: 'an-api-key',
  apiBaseUrl: 'https://api.us.jupiterone.io',
};

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'microsoft-365-options-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(content: string): string {
  const file = path.join(folder, 'key');
  writeFileSync(file, content);
  return file;
}

function problemsIn(...given: Parameters<typeof readOptions>): string {
  const read = readOptions(...given);
  return read ? problemsOf(read).join('\n') : '';
}

test('variables are enough', () => {
  expect(readOptions([], environment)).toMatchObject({ value: expected });
});

test('arguments go before variables, in any order with those of every run', () => {
  const args = [
    '--keep',
    '3',
    '--account=another',
    '--integration-instance-id',
    'other',
    '--log',
    'json',
    '--api-base-url',
    'https://api.eu.example.com/v1/',
  ];
  expect(readOptions(args, environment)).toMatchObject({
    value: {
      integrationInstanceId: 'other',
      account: 'another',
      apiBaseUrl: 'https://api.eu.example.com/v1',
      run: { log: 'json', keep: 3 },
    },
  });
});

test.each([['--help'], ['-h']])(
  '%s is help, whatever else is missing',
  (help) => {
    expect(readOptions([help], {})).toBeUndefined();
    expect(readOptions(['--account', help], {})).toBeUndefined();
  },
);

test('a key from a file loses the line break at its end', () => {
  const file = fileWith('key-of-a-file\n');
  expect(
    readOptions([], {
      ...environment,
      JUPITERONE_API_KEY: '',
      JUPITERONE_API_KEY_FILE: file,
    }),
  ).toMatchObject({ value: { apiKey: 'key-of-a-file' } });
});

test('everything that is missing is said at once', () => {
  expect(readOptions([], {})).toEqual({
    problems: [
      'INTEGRATION_INSTANCE_ID is not set [M365-UPLOAD-001]',
      'JUPITERONE_ACCOUNT is not set [M365-UPLOAD-001]',
      'neither JUPITERONE_API_KEY nor JUPITERONE_API_KEY_FILE is set [M365-UPLOAD-002]',
    ],
  });
});

describe('a name that nothing reads', () => {
  test.each([
    ['JUPITERONE_ACCOUNT_ID', 'JUPITERONE_ACCOUNT'],
    ['JUPITER_ONE_ACCOUNT', 'JUPITERONE_ACCOUNT'],
    ['JUPITERONE_APIKEY', 'JUPITERONE_API_KEY'],
    ['J1_API_TOKEN', 'JUPITERONE_API_KEY'],
    ['JUPITERONE_API_KEYFILE', 'JUPITERONE_API_KEY_FILE'],
    ['INTEGRATION_INSTANCEID', 'INTEGRATION_INSTANCE_ID'],
  ])('such as %s is named where %s is missing', (name, meant) => {
    const message = problemsIn([], { [name]: 'secret~of~mine' });
    expect(message).toContain(
      `${name} in the environment is not read: did you mean ${meant}? [M365-CONFIG-036]`,
    );
    expect(message).not.toContain('secret~of~mine');
    expect(
      readOptions([], { ...environment, [name]: 'secret~of~mine' }),
    ).toMatchObject({ value: expected });
  });

  test('is never one of ours', () => {
    const ours = [
      ...uploadVariables,
      ...Object.values(configFields).map((it) => it.environmentVariable),
    ];
    for (const missing of ours) {
      const others = ours.filter((name) => name !== missing);
      const set = Object.fromEntries(others.map((name) => [name, 'x']));
      expect(problemsIn([], set)).not.toContain('did you mean');
    }
  });
});

describe('refused is', () => {
  test.each([
    ['an unknown option', ['--dry-run'], {}, "Unknown option '--dry-run'"],
    ['an odd format', ['--log', 'xml'], {}, '--log must be text or json'],
    ['an option without a value', ['--account'], {}, '--account has no value'],
    [
      'a key among the arguments',
      ['--api-key', 'secret~of~mine'],
      {},
      '--api-key is not taken: set JUPITERONE_API_KEY',
    ],
    [
      'a key twice',
      [],
      { JUPITERONE_API_KEY_FILE: '/key' },
      'JUPITERONE_API_KEY and JUPITERONE_API_KEY_FILE are both set',
    ],
    [
      'a file that is not there',
      [],
      { JUPITERONE_API_KEY: '', JUPITERONE_API_KEY_FILE: '/no/such/file' },
      'JUPITERONE_API_KEY_FILE names a file that cannot be read (ENOENT)',
    ],
    [
      'a key of two lines',
      [],
      { JUPITERONE_API_KEY: 'secret~of~mine\nsecond' },
      'JUPITERONE_API_KEY is no API key',
    ],
    [
      'an address without encryption',
      ['--api-base-url', 'http://api.example.com'],
      {},
      'JUPITERONE_API_BASE_URL must be an address such as',
    ],
    [
      'an address with a password',
      [],
      { JUPITERONE_API_BASE_URL: 'https://u:secret~of~mine@api.example.com' },
      'JUPITERONE_API_BASE_URL must be an address such as',
    ],
  ])('%s', (_, args, overrides, words) => {
    const message = problemsIn(args, { ...environment, ...overrides });
    expect(message).toContain(words);
    expect(message).not.toContain('secret~of~mine');
  });

  test('an empty file', () => {
    const file = fileWith('\n');
    expect(
      problemsIn([], {
        ...environment,
        JUPITERONE_API_KEY: '',
        JUPITERONE_API_KEY_FILE: file,
      }),
    ).toContain('JUPITERONE_API_KEY_FILE names a file that is empty');
  });
});
