/** Checks a tenant before its first run: hosts, login, each request, an estimate. It reads only. */
import {
  errorMessage,
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
import { includes } from '../../src/run/permissions/names';
import { namesOf } from '../../src/run/permissions/publish';
import {
  runningSteps,
  sourcesOff,
  usesOfRun,
  type RunInstance,
} from '../../src/run/permissions/runUses';
import { integrationSteps } from '../../src/steps';
import {
  intuneAccountRequest,
  intuneSubscriptionRequest,
  organizationRequest,
} from '../../src/steps/account/request';
import { circumstancesOf, countTenant, type Ask } from './counts';
import { estimateRun } from './estimate';
import { ask } from './exchange';
import { checkHost, type HostCheck } from './hosts';
import { readLicenses } from './licenses';
import {
  isExport,
  plannedRequests,
  type PlannedRequest,
} from './plannedRequests';
import { settleQuestions } from './questions';
import type { HostLine, RequestLine, TenantCheck } from './report';
import { Trials, type Trial } from './trials';
import { judge } from './verdict';
import { describeTrial, withoutPeople } from './words';

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
        reasons: [login.problem ?? 'the login failed'],
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
      refusal || (obstacleOf(error)?.sentence ?? errorMessage(error));
    return {
      login: { isGranted: false, milliseconds: milliseconds(), problem },
    };
  }
}

/** A managed identity asks its own machine, and no authority. */
async function checkHosts(
  { client, config, connections }: CheckOptions,
  signal: AbortSignal,
): Promise<HostLine[]> {
  const { authorityHost, graphOrigin } = client.cloud;
  const login = config.azureIdentity === 'managed' ? undefined : authorityHost;
  const origins = [
    ...(login ? [{ purpose: 'login', origin: login } as const] : []),
    { purpose: 'graph', origin: graphOrigin } as const,
  ];
  return Promise.all(
    origins.map(async ({ purpose, origin }) => ({
      purpose,
      ...hostLine(await checkHost(origin, connections, signal)),
    })),
  );
}

function hostLine({ addresses, ...host }: HostCheck) {
  return { ...host, addresses: [...addresses] };
}

/** The host is known once a job has ended; until then only its domain is. */
async function checkExportHost(
  { client, connections }: CheckOptions,
  trials: Trials,
  planned: readonly PlannedRequest[],
  signal: AbortSignal,
): Promise<HostLine> {
  const posts = planned.filter(({ request }) => isExport(request));
  const posted = await Promise.all(posts.map((post) => trials.of(post)));
  const waiting = posted.flatMap(({ answer }) => answer?.exportHost ?? []);
  const { exportHostSuffix } = client.cloud;
  const unknown: HostLine = {
    purpose: 'exports',
    host: exportHostSuffix ? `*${exportHostSuffix}` : '',
    isReached: false,
    addresses: [],
  };
  if (waiting.length === 0) {
    const problem =
      'not known, because no export job was taken; a run reads the same from other sources';
    return { ...unknown, problem };
  }
  try {
    const host = await Promise.any(waiting.map((wait) => wait()));
    const found = await checkHost(`https://${host}`, connections, signal);
    return { purpose: 'exports', ...hostLine(found) };
  } catch {
    const problem = signal.aborted
      ? 'not known, because no export job ended in time: --seconds 120 waits longer'
      : 'not known, because no export job made a file';
    return { ...unknown, problem };
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

function tenantOf(tried: readonly Trial[]): TenantCheck['tenant'] {
  const trial = tried.find(
    ({ planned }) => planned.request === organizationRequest,
  );
  const [organization] = trial?.answer?.items ?? [];
  const { id, verifiedDomains } = { ...organization };
  if (typeof id !== 'string') {
    return undefined;
  }
  const domains = Array.isArray(verifiedDomains) ? verifiedDomains : [];
  const own = domains.find(
    (domain: { isDefault?: unknown } | null) => domain?.isDefault === true,
  ) as { name?: unknown } | undefined;
  return { id, ...(typeof own?.name === 'string' && { domain: own.name }) };
}

function intuneStateOf(tried: readonly Trial[], lacksIntune: boolean): string {
  if (lacksIntune) {
    return 'the tenant has no Intune';
  }
  const trial = tried.find(
    ({ planned }) => planned.request === intuneSubscriptionRequest,
  );
  const state = trial?.answer?.object?.value;
  return typeof state === 'string' ? withoutPeople(state) : 'not known';
}

function lineOf(
  trial: Trial,
  granted: ReadonlySet<string> | undefined,
): RequestLine {
  const { planned, status, milliseconds, attempts } = trial;
  const { name, need, request, datasets, steps } = planned;
  const { anyOf } = request.permission;
  const used = [...(granted ?? [])].filter((each) =>
    anyOf.some((wanted) => includes(each, wanted)),
  );
  const own = steps.map(({ id }) => id);
  const dependents = steps.flatMap((step) =>
    step.need === 'required' ? step.dependents : [],
  );
  return {
    request: name,
    datasets: [...new Set(datasets.map(({ what }) => what))],
    steps: own,
    stops: [...new Set(dependents)].filter((id) => !own.includes(id)),
    need,
    without: lossOf(planned),
    permissions: [...anyOf],
    usedPermissions: used,
    ...describeTrial(trial),
    status,
    milliseconds,
    attempts,
  };
}

/** What a replaceable request declares is lost with its permission, which others need, too. */
function lossOf({ need, request: { permission } }: PlannedRequest): string {
  return need === 'replaceable' && !permission.isOptional
    ? 'nothing: another source has the same, or it only checks'
    : permission.without;
}
