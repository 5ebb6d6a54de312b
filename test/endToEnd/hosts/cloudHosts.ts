/** Puts an emulator in the place of a whole Microsoft cloud, for one run of the command line. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EMULATOR_VARIABLE } from '../../../src/config/loadExecutionConfig';
import {
  startEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../emulator';
import type { ConnectProxy } from '../../graph/connectProxy';
import { collectFrom, type Collected } from '../workspace';

export interface CloudHosts {
  readonly login: string;
  readonly graph: string;
  readonly blob: string;
}

export interface CollectedFromCloud extends Collected {
  /** `host:port` of everything that the run connected to, or tried to. */
  readonly connectedTo: ReadonlySet<string>;
  /** The Host headers of requests that carried a secret or an assertion. */
  readonly credentialsSentTo: ReadonlySet<string>;
  /** The Host headers of what was asked, by who answers such a request. */
  readonly asked: {
    readonly [Kind in keyof CloudHosts]: ReadonlySet<string>;
  };
}

/** Where a proxy is found that a run gets. */
export const proxyPlace = 'proxy.contoso.com:3128';

/**
 * @param cloud the configuration field; `hosts` are where the emulator is then found
 * @param proxy the way to the hosts, at `proxyPlace`; without one, they are there
 */
export async function collectFromCloud(
  cloud: string,
  hosts: CloudHosts,
  options: EmulatorOptions,
  overrides: Readonly<Record<string, string>> = {},
  proxy?: ConnectProxy,
): Promise<CollectedFromCloud> {
  const asked = {
    login: new Set<string>(),
    graph: new Set<string>(),
    blob: new Set<string>(),
  };
  const credentialsSentTo = new Set<string>();
  const emulator = await startEmulator({
    ...options,
    publicHosts: hosts,
    middleware: [
      async (request, next) => {
        const { host = '' } = request.headers;
        asked[askedFor(request.url)].add(host);
        if (/client_(secret|assertion)=/.test(request.url + request.body)) {
          credentialsSentTo.add(host);
        }
        return next(request);
      },
      ...(options.middleware ?? []),
    ],
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-hosts-'));
  const log = path.join(folder, 'hosts.txt');
  const routes = portsOf(hosts, emulator);
  if (proxy) {
    proxy.options = { ...proxy.options, routes };
  }
  const straight = proxy && straightPlaces(routes, overrides.NO_PROXY);
  try {
    const collected = await collectFrom(emulator, {
      [EMULATOR_VARIABLE]: '',
      CLOUD: cloud,
      NODE_OPTIONS: `--require ${path.join(__dirname, 'redirect.js')}`,
      REDIRECTED_HOSTS: JSON.stringify({
        ports: proxy ? { ...straight, [proxyPlace]: proxy.port } : routes,
        log,
      }),
      ...overrides,
    });
    const noted = await readFile(log, 'utf8');
    const connectedTo = new Set(noted.split('\n').filter(Boolean));
    return { ...collected, connectedTo, credentialsSentTo, asked };
  } finally {
    await emulator.close();
    await rm(folder, { recursive: true });
  }
}

function portsOf(
  { login, graph, blob }: CloudHosts,
  { origin, blobOrigin }: Emulator,
): Record<string, number> {
  const port = (address: string) => Number(new URL(address).port);
  return {
    [`${login}:443`]: port(origin),
    [`${graph}:443`]: port(origin),
    [`${blob}:443`]: port(blobOrigin),
  };
}

/** What a run reaches without the proxy. */
function straightPlaces(
  routes: Readonly<Record<string, number>>,
  host = '',
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(routes).filter(([place]) => place === `${host}:443`),
  );
}

function askedFor(url: string): keyof CloudHosts {
  if (/^\/[^/]+\/oauth2\/|\/openid-configuration|\/discovery\//.test(url)) {
    return 'login';
  }
  return /^\/(v1\.0|beta)\//.test(url) ? 'graph' : 'blob';
}
