/** Runs of two small steps against the emulated synchronization API, in this process and without waits. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import type {
  Entity,
  IntegrationInvocationConfig,
  IntegrationStep,
} from '@jupiterone/integration-sdk-core';
import type { IntegrationConfig } from '../../src/config/fields';
import { Connections } from '../../src/graph/network/connections';
import { STORAGE_VARIABLE } from '../../src/run/storage/storageFolder';
import { createUploadClient } from '../../scripts/upload/apiClient';
import { createRunLogger } from '../../scripts/upload/logger';
import { createRedactor } from '../../scripts/upload/redaction';
import type { LogRecord } from '../../scripts/upload/records';
import { collectAndUpload, type Outcome } from '../../scripts/upload/run';
import type { SynchronizationApi } from './synchronizationApi';

type Handler = IntegrationStep['executionHandler'];

interface TinyRun {
  /** What the step of the hosts does; default: emits two. */
  readonly hosts?: Handler;
  readonly apiKey?: string;
  readonly origin?: string;
  readonly interrupted?: Promise<never>;
  readonly abortMs?: number;
  readonly timeoutMs?: number;
  /** Default: the server's certificate is trusted. */
  readonly isUntrusted?: boolean;
  readonly collectsNothing?: boolean;
}

export interface TinyOutcome {
  readonly outcome: Outcome;
  readonly records: readonly LogRecord[];
  /** Between two tries, in milliseconds. */
  readonly waits: readonly number[];
  /** Before each look at the finalized job, in milliseconds. */
  readonly looks: readonly number[];
}

const hostKeys = ['host-1', 'host-2'];
export const allKeys = [
  'account',
  'account-has-host-1',
  'account-has-host-2',
  ...hostKeys,
];

export const host = (key: string): Entity => ({
  _key: key,
  _type: 'my_host',
  _class: ['Host'],
  name: key,
});

/** Emits two hosts, and the account's relationships with them. */
export const emitHosts: Handler = async ({ jobState }) => {
  await jobState.addEntities(hostKeys.map(host));
  await jobState.addRelationships(
    hostKeys.map((key) => ({
      _key: `account-has-${key}`,
      _type: 'my_account_has_host',
      _class: 'HAS',
      _fromEntityKey: 'account',
      _toEntityKey: key,
      displayName: 'HAS',
    })),
  );
};

/** As ours, whose requests to Microsoft end when it is closed. */
function createExecutionConfig() {
  const closing = new AbortController();
  const closed = once(closing.signal, 'abort').then(() => {
    throw new Error('The client was closed');
  });
  closed.catch(() => undefined);
  return { close: () => closing.abort(), closed };
}

/** A step that does not end before the run does. */
export const untilClosed: Handler = async ({ executionConfig }) => {
  const { closed } = executionConfig as ReturnType<
    typeof createExecutionConfig
  >;
  await closed;
};

function configOf(
  hosts: Handler,
): IntegrationInvocationConfig<IntegrationConfig> {
  const step = (
    id: string,
    types: readonly string[],
    executionHandler: Handler,
  ): IntegrationStep => ({
    id,
    name: id,
    entities: types.map((_type) => ({
      resourceName: _type,
      _type,
      _class: 'Host',
      disableClassMatch: true,
    })),
    relationships: [],
    executionHandler,
  });
  return {
    loadExecutionConfig: createExecutionConfig,
    integrationSteps: [
      step('account', ['my_account'], async ({ jobState }) => {
        await jobState.addEntity({
          _key: 'account',
          _type: 'my_account',
          _class: ['Account'],
          name: 'account',
        });
        await jobState.flush();
      }),
      step('hosts', ['my_host', 'my_account_has_host'], hosts),
    ],
  };
}

const emptyConfig: IntegrationInvocationConfig<IntegrationConfig> = {
  loadExecutionConfig: createExecutionConfig,
  integrationSteps: configOf(emitHosts).integrationSteps.map((step) => ({
    ...step,
    executionHandler: () => Promise.reject(new Error('No')),
  })),
};

/** The SDK's own, between its tries of an upload and of a finalization: a fifth of a second that grows a little. */
const isWaitOfSdk = (ms: number) => ms >= 200 && ms < 250;

/** @returns a function that has the SDK wait again */
function endWaitsOfSdk(): () => void {
  const { setTimeout } = globalThis;
  const withoutThem = (run: () => void, ms = 0, ...values: []) =>
    setTimeout(run, isWaitOfSdk(ms) ? 0 : ms, ...values);
  const spy = jest
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation(withoutThem as typeof setTimeout);
  return () => spy.mockRestore();
}

export async function runTiny(
  api: SynchronizationApi,
  {
    hosts = emitHosts,
    apiKey = api.apiKey,
    origin = api.origin,
    interrupted = new Promise<never>(() => undefined),
    abortMs,
    timeoutMs,
    isUntrusted = false,
    collectsNothing = false,
  }: TinyRun = {},
): Promise<TinyOutcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'microsoft-365-upload-'));
  const before = process.env[STORAGE_VARIABLE];
  process.env[STORAGE_VARIABLE] = path.join(folder, '.j1-integration');
  const connections = new Connections({
    keepAlive: true,
    ca: isUntrusted ? undefined : api.certificatePem,
  });
  const records: LogRecord[] = [];
  const waits: number[] = [];
  const looks: number[] = [];
  const restoreWaits = endWaitsOfSdk();
  const noted = (list: number[]) => (milliseconds: number) => {
    list.push(milliseconds);
    return Promise.resolve();
  };
  try {
    const outcome = await collectAndUpload({
      config: collectsNothing ? emptyConfig : configOf(hosts),
      instance: {
        id: 'local',
        accountId: 'account',
        name: 'local',
        integrationDefinitionId: 'definition',
        description: '',
        config: {},
      },
      integrationInstanceId: 'instance',
      apiClient: createUploadClient(
        { apiBaseUrl: origin, account: api.account, apiKey },
        {
          connections,
          timeoutMs,
          wait: noted(waits),
        },
      ),
      logger: createRunLogger((record) => records.push(record), 'trace'),
      redact: createRedactor([apiKey]),
      interrupted,
      wait: noted(looks),
      abortMs,
    });
    // Also before anything is redacted.
    const all = inspect([records, outcome], { depth: 12, showHidden: true });
    expect(all).not.toContain(apiKey);
    return { outcome, records, waits, looks };
  } finally {
    restoreWaits();
    connections.destroy();
    rmSync(folder, { recursive: true, force: true });
    if (before === undefined) {
      delete process.env[STORAGE_VARIABLE];
    } else {
      process.env[STORAGE_VARIABLE] = before;
    }
  }
}
