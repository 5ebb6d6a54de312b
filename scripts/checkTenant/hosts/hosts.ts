/**
 * Whether the hosts of a run can be reached: DNS, proxy, certificate and clock.
 * Nothing secret is sent: a `HEAD` of the root, without a token.
 */
import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { TLSSocket } from 'node:tls';
import { coded, type CodedText } from '../../../src/graph/basics/messageCodes';
import { errorCode } from '../../../src/graph/errors/errors';
import { readableMessage } from '../../../src/graph/errors/errorText';
import type { Connections } from '../../../src/graph/network/connections';
import { proxyFor } from '../../../src/graph/network/proxy';

export interface HostCheck {
  readonly host: string;
  readonly isReached: boolean;
  /** What DNS says on this machine; a proxy asks its own. */
  readonly addresses: readonly string[];
  /** Without its credentials. */
  readonly proxy?: string;
  /** Of the certificate. */
  readonly issuer?: string;
  readonly milliseconds?: number;
  /** How far the clock of this machine is ahead, by the `Date` of the answer. */
  readonly clockAheadSeconds?: number;
  /** With its way out. */
  readonly problem?: CodedText;
}

/** Never throws. */
export async function checkHost(
  origin: string,
  connections: Connections,
  signal: AbortSignal,
): Promise<HostCheck> {
  const url = new URL('/', origin);
  const startedAt = performance.now();
  const addresses = await resolve(url.hostname);
  const found = { host: url.host, addresses, proxy: proxyOf(url) };
  try {
    const answer = await head(url, connections, signal);
    const milliseconds = Math.round(performance.now() - startedAt);
    return { ...found, ...answer, milliseconds, isReached: true };
  } catch (error) {
    const problem = signal.aborted
      ? coded(
          'M365-CHECK-006',
          `${url.host} did not answer in time: a firewall may drop the packets. Allow this host on port 443`,
        )
      : await describe(error, url, connections);
    return { ...found, isReached: false, problem };
  }
}

async function resolve(hostname: string): Promise<string[]> {
  try {
    const found = await lookup(hostname, { all: true });
    return found.map(({ address }) => address);
  } catch {
    // The connection fails as well, and says so. Behind a proxy, nobody needs the name here.
    return [];
  }
}

function proxyOf(url: URL): string | undefined {
  try {
    return proxyFor(url)?.origin;
  } catch {
    return undefined;
  }
}

/** Date has whole seconds. */
const DATE_PRECISION_MS = 500;

function head(
  url: URL,
  connections: Connections,
  signal: AbortSignal,
): Promise<Pick<HostCheck, 'issuer' | 'clockAheadSeconds'>> {
  return new Promise((resolve, reject) => {
    const agent = connections.agentFor(url);
    const sentAt = Date.now();
    const sending = request(url, { method: 'HEAD', agent, signal });
    sending.on('error', reject);
    sending.on('response', (answer) => {
      const { socket, headers } = answer;
      const issuer = socket instanceof TLSSocket ? issuerOf(socket) : undefined;
      const middle = (sentAt + Date.now()) / 2;
      const theirs = Date.parse(headers.date ?? '') + DATE_PRECISION_MS;
      answer.resume();
      answer.destroy();
      resolve({
        issuer,
        clockAheadSeconds: Number.isNaN(theirs)
          ? undefined
          : Math.round((middle - theirs) / 1_000),
      });
    });
    sending.end();
  });
}

function issuerOf(socket: TLSSocket): string | undefined {
  const { CN, O } = { ...socket.getPeerCertificate().issuer };
  const names = [CN, O].flat().filter(Boolean).join(', ');
  return readableMessage(names) || undefined;
}

async function describe(
  error: unknown,
  url: URL,
  connections: Connections,
): Promise<CodedText> {
  const obstacle = await connections.obstacle(error, url);
  return (
    obstacle?.sentence ??
    coded(
      'M365-CHECK-007',
      `the connection to ${url.host} broke (${errorCode(error)})`,
    )
  );
}
