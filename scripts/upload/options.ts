/** What `npm run upload` is told: by arguments, or by variables; everything that is wrong at once. */
import { parseArgs } from 'node:util';
import { JUPITERONE_PROD_API_BASE_URL } from '@jupiterone/integration-sdk-runtime';
import { readEnvFile } from '../../src/config/envLines';
import {
  mistakenNames,
  type UnsetVariable,
} from '../../src/config/mistakenNames';
import {
  about,
  problemsOf,
  type ReadResult,
} from '../../src/config/readResult';
import { readSecretFile } from '../../src/config/secretFile';
import { UsageError } from '../arguments';
import { parseRunOptions, type RunOptions } from '../runs/options';
import type { Access } from './apiClient';
import { coded, type CodedText } from '../../src/graph/basics/messageCodes';

export interface UploadOptions extends Access {
  readonly integrationInstanceId: string;
  readonly run: RunOptions;
}

/** Those that .env may set, beside what the integration is configured with. */
export const uploadVariables = [
  'INTEGRATION_INSTANCE_ID',
  'JUPITERONE_ACCOUNT',
  'JUPITERONE_API_KEY',
  'JUPITERONE_API_KEY_FILE',
  'JUPITERONE_API_BASE_URL',
];

const own = {
  'integration-instance-id': { type: 'string' },
  account: { type: 'string' },
  'api-base-url': { type: 'string' },
  'api-key': { type: 'string' },
} as const;

type OwnValues = Partial<Record<keyof typeof own, string>>;

/**
 * @param args without the names of the program and the script
 * @returns undefined when help is asked for
 */
export function readOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): ReadResult<UploadOptions> | undefined {
  const problems: CodedText[] = [];
  const unset: UnsetVariable[] = [];
  const { values, rest } = splitArguments(args, problems);
  const run = readRunOptions(rest, problems);
  if (run?.isHelp) {
    return undefined;
  }
  const required = (value: string | undefined, name: string): string => {
    const text = (value ?? environment[name] ?? '').trim();
    if (text === '') {
      problems.push(coded('M365-UPLOAD-001', `${name} is not set`));
      unset.push({ name, isNeeded: true });
    }
    return text;
  };
  const options = {
    integrationInstanceId: required(
      values['integration-instance-id'],
      'INTEGRATION_INSTANCE_ID',
    ),
    account: required(values.account, 'JUPITERONE_ACCOUNT'),
    apiKey: readApiKey(environment, problems, unset),
    apiBaseUrl: readBaseUrl(
      values['api-base-url'] ?? environment.JUPITERONE_API_BASE_URL,
      problems,
      unset,
    ),
  };
  problems.unshift(
    ...mistakenNames(unset, { text: readEnvFile(), environment }),
  );
  return run === undefined || problems.length > 0
    ? { problems }
    : { value: { ...options, run } };
}

/** Ours, and those that every command with a run has. */
function splitArguments(
  args: readonly string[],
  problems: CodedText[],
): { values: OwnValues; rest: string[] } {
  const { tokens } = parseArgs({
    args: [...args],
    options: own,
    strict: false,
    tokens: true,
  });
  const values: OwnValues = {};
  const rest = [...args];
  for (const token of tokens) {
    if (token.kind === 'option' && Object.hasOwn(own, token.name)) {
      const name = token.name as keyof typeof own;
      const isNext = token.value !== undefined && !token.inlineValue;
      // What looks like an option is one.
      const isMissing = isNext ? token.value.startsWith('-') : !token.value;
      if (isMissing)
        problems.push(coded('M365-UPLOAD-006', `--${name} has no value`));
      values[name] = isMissing ? '' : token.value;
      const length = isNext && !isMissing ? 2 : 1;
      rest.fill('', token.index, token.index + length);
    }
  }
  if (values['api-key'] !== undefined) {
    // Every user of the machine sees the arguments of all processes.
    problems.push(
      coded(
        'M365-UPLOAD-005',
        '--api-key is not taken: set JUPITERONE_API_KEY or JUPITERONE_API_KEY_FILE instead',
      ),
    );
  }
  return { values, rest: rest.filter(Boolean) };
}

function readRunOptions(args: readonly string[], problems: CodedText[]) {
  try {
    return parseRunOptions(args);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    problems.push(error.message);
    return undefined;
  }
}

function readApiKey(
  environment: NodeJS.ProcessEnv,
  problems: CodedText[],
  unset: UnsetVariable[],
): string {
  const value = (environment.JUPITERONE_API_KEY ?? '').trim();
  const file = (environment.JUPITERONE_API_KEY_FILE ?? '').trim();
  if (value === '' && file === '') {
    unset.push(
      { name: 'JUPITERONE_API_KEY', isNeeded: true },
      { name: 'JUPITERONE_API_KEY_FILE', isNeeded: true },
    );
    problems.push(
      coded(
        'M365-UPLOAD-002',
        'neither JUPITERONE_API_KEY nor JUPITERONE_API_KEY_FILE is set',
      ),
    );
  } else if (value !== '' && file !== '') {
    problems.push(
      coded(
        'M365-UPLOAD-003',
        'JUPITERONE_API_KEY and JUPITERONE_API_KEY_FILE are both set, where one is expected',
      ),
    );
  } else if (value !== '') {
    return checkedKey('JUPITERONE_API_KEY', value, problems);
  } else {
    const name = 'JUPITERONE_API_KEY_FILE';
    const read = readSecretFile(file);
    problems.push(...about(name, problemsOf(read)));
    return 'value' in read ? checkedKey(name, read.value, problems) : '';
  }
  return '';
}

/** The key goes into a header: https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
function checkedKey(name: string, key: string, problems: CodedText[]): string {
  if (!/^[\x21-\x7e]+$/.test(key)) {
    problems.push(
      coded(
        'M365-UPLOAD-004',
        `${name} is no API key: it has blanks, line breaks or characters that are not ASCII`,
      ),
    );
  }
  return key;
}

function readBaseUrl(
  value: string | undefined,
  problems: CodedText[],
  unset: UnsetVariable[],
): string {
  const text = (value ?? '').trim();
  if (text === '') {
    unset.push({ name: 'JUPITERONE_API_BASE_URL', isNeeded: false });
    return JUPITERONE_PROD_API_BASE_URL;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isUsable =
    url?.protocol === 'https:' &&
    url.username + url.password + url.search + url.hash === '';
  if (!isUsable) {
    problems.push(
      coded(
        'M365-UPLOAD-007',
        `JUPITERONE_API_BASE_URL must be an address such as ${JUPITERONE_PROD_API_BASE_URL}: https, and without user, query or fragment`,
      ),
    );
  }
  return text.replace(/\/+$/, '');
}
