/** Checks a tenant before its first run: hosts, login, each request, an estimate. It reads only. */
import {
  isNotApplicableToTenant,
  LoginError,
  obstacleOf,
} from '../../src/graph/errors/errors';
import type { ClientParts } from '../../src/graph/view/clientParts';
import { GraphClient } from '../../src/graph/client';
import {
  createClientParts,
  type GraphClientOptions,
} from '../../src/graph/createGraphClient';
import type { IntegrationConfig } from '../../src/config/fields';
import { describeLoginFailure } from '../../src/config/loginFailures';
import type { Connections } from '../../src/graph/network/connections';
import {
  ingestionSourceIds,
  type IngestionSourceId,
} from '../../src/run/ingestionSources';
import {
  comparePermissions,
  type PermissionReport,
} from '../../src/run/permissions/compare';
import { namesOf } from '../../src/run/permissions/publish';
import {
  runningSteps,
  sourcesOff,
  usesOfRun,
  type RunInstance,
} from '../../src/run/permissions/runUses';
import { integrationSteps } from '../../src/steps';
import { intuneAccountRequest } from '../../src/steps/account/request';
import { circumstancesOf, countTenant, type Ask } from './estimate/counts';
import { estimateRun } from './estimate/estimate';
import { ask } from './requests/exchange';
import { checkExportHost, checkHosts } from './hosts/hostLines';
import { readLicenses } from './tenant/licenses';
import {
  plannedRequests,
  type PlannedRequest,
} from './requests/plannedRequests';
import { settleQuestions } from './questions/questions';
import type { TenantCheck } from './report';
import { lineOf } from './requests/requestLine';
import { intuneStateOf, tenantOf } from './tenant/tenantFacts';
import { Trials } from './requests/trials';
import { problemOf } from '../problem';
import { judge } from './verdict';

export interface CheckOptions {
  readonly version: string;
  readonly config: IntegrationConfig;
  readonly instance: RunInstance;
  readonly client: GraphClientOptions;
  readonly connections: Connections;
  /** How long everything may take. */
  readonly seconds: number;
  readonly postsExports: boolean;
}

/** The check, and the comparison of permissions for a table. */
export interface CheckedTenant {
  readonly check: TenantCheck;
  readonly permissions?: PermissionReport;
}

/** Throws nothing that a tenant or a network can cause. */
export async function checkTenant(
  options: CheckOptions,
): Promise<CheckedTenant> {
  const startedAt = Date.now();
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), options.seconds * 1_000);
  const parts = createClientParts({
    ...options.client,
    limits: { loginMs: options.seconds * 1_000, ...options.client.limits },
  });
  try {
    const found = await check(options, parts, ending.signal);
    const seconds = (Date.now() - startedAt) / 1_000;
    const { version, config } = options;
    return {
      permissions: found.permissions,
      check: {
        version,
        node: process.version,
        startedAt: new Date(startedAt).toISOString(),
        seconds,
        cloud: config.cloud ?? 'global',
        ...found.check,
      },
    };
  } finally {
    clearTimeout(timer);
    ending.abort();
    new GraphClient(parts).close();
    options.connections.destroy();
  }
}

type Found = Omit<
  TenantCheck,
  'version' | 'node' | 'startedAt' | 'seconds' | 'cloud'
>;

async function check(
  options: CheckOptions,
  parts: ClientParts,
  signal: AbortSignal,
): Promise<{ check: Found; permissions?: PermissionReport }> {
  const checking = checkHosts(options, signal);
  const { login, granted } = await logIn(options, parts);
  if (!login.isGranted) {
    return {
      check: {
        verdict: 'unusable',
        reasons: login.problem === undefined ? [] : [login.problem],
        hosts: await checking,
        login,
        requests: [],
        questions: [],
      },
    };
  }
  const { instance, config, postsExports } = options;
  const states = Object.fromEntries(
    integrationSteps.map(({ id }) => [id, { disabled: false }]),
  );
  const planned = plannedRequests(
    runningSteps(integrationSteps, states, instance),
  );
  const trials = new Trials(planned, {
    ...{ parts, signal, granted, postsExports },
    config,
  });
  const question: Ask = (send) => ask(parts, signal, send);
  const [tried, licenses, estimate, questions, exportHost] = await Promise.all([
    trials.all(),
    question(readLicenses),
    estimateOf(options, trials, planned, question),
    settleQuestions({ trials, planned, ask: question, granted }),
    checkExportHost(options, trials, planned, signal),
  ]);
  const hosts = [...(await checking), exportHost];
  const lacksIntune = isNotApplicableToTenant(
    tried.find(({ planned: { request } }) => request === intuneAccountRequest)
      ?.failure,
  );
  const intuneStates = Object.fromEntries(
    integrationSteps.map(({ id, requiresIntune }) => [
      id,
      { disabled: requiresIntune && lacksIntune },
    ]),
  );
  const permissions =
    granted &&
    comparePermissions(
      usesOfRun(integrationSteps, intuneStates, instance),
      granted,
    );
  const { verdict, reasons } = judge(tried, hosts);
  const { answer: plans } = licenses;
  return {
    permissions,
    check: {
      verdict,
      reasons: [...reasons],
      tenant: tenantOf(tried),
      hosts,
      login,
      licenses: {
        premium: plans?.premium ?? 'unknown',
        intune: plans === undefined ? 'unknown' : plans.intune ? 'yes' : 'no',
        intuneState: intuneStateOf(tried, lacksIntune),
      },
      permissions: permissions && namesOf(permissions),
      requests: tried.map((trial) => lineOf(trial, granted)),
      estimate,
      questions,
    },
  };
}

async function logIn(
  { config }: CheckOptions,
  parts: ClientParts,
): Promise<{
  login: TenantCheck['login'];
  granted?: ReadonlySet<string>;
}> {
  const startedAt = performance.now();
  const milliseconds = () => Math.round(performance.now() - startedAt);
  try {
    const granted = await parts.authentication.grantedPermissions();
    return {
      granted,
      login: { isGranted: true, milliseconds: milliseconds() },
    };
  } catch (error) {
    const refusal =
      error instanceof LoginError && describeLoginFailure(error, config);
    const problem =
      refusal || (obstacleOf(error)?.sentence ?? problemOf(error));
    return {
      login: { isGranted: false, milliseconds: milliseconds(), problem },
    };
  }
}

async function estimateOf(
  { instance, config }: CheckOptions,
  trials: Trials,
  planned: readonly PlannedRequest[],
  question: Ask,
): Promise<TenantCheck['estimate']> {
  const off = sourcesOff(instance);
  const all = Object.values(ingestionSourceIds) as IngestionSourceId[];
  const sources = all.filter((id) => !off.has(id));
  const intune = await trials.ofRequest(intuneAccountRequest);
  const hasIntune = !isNotApplicableToTenant(intune?.failure);
  const { counts, unknown } = await countTenant(trials, question);
  const circumstances = await circumstancesOf(trials, planned, {
    ...{ sources, hasIntune },
    hasDetails: config.includeAdvancedDeviceDetails === true,
  });
  const { users, groups, devices } = counts;
  return {
    ...{ users, groups, devices },
    ...estimateRun(counts, circumstances),
    unknown: [...unknown],
  };
}
