/** A client without any of our policies: one request, and only then the next one. */
import type { IncomingMessage } from 'node:http';
import { Agent, request, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import type { StartedEmulator } from '../processes/messages';

export interface Answer {
  readonly status: number;
  /** undefined when there was none, or none in JSON. */
  readonly body: unknown;
}

export interface OneAtATimeClient {
  /** @param path with the version, or the whole address of a next page */
  get(path: string): Promise<Answer>;
  post(path: string, body: object): Promise<Answer>;
  readonly counts: { requests: number; throttled: number };
  close(): void;
}

const TOO_MANY_REQUESTS = 429;
const WITHOUT_RETRY_AFTER_MS = 5_000;
const MILLISECONDS = 1_000;

type Emulator = Pick<StartedEmulator, 'origin' | 'certificatePem' | 'app'>;

/** Logs in first. */
export async function createOneAtATimeClient(
  emulator: Emulator,
): Promise<OneAtATimeClient> {
  const agent = new Agent({ keepAlive: true, ca: emulator.certificatePem });
  const counts = { requests: 0, throttled: 0 };
  const authorization = `Bearer ${await logIn(emulator, agent)}`;
  const call = async (
    method: string,
    path: string,
    body?: string,
  ): Promise<Answer> => {
    for (;;) {
      counts.requests += 1;
      const { status, retryAfter, content } = await send(
        new URL(path, emulator.origin),
        { agent, method, headers: { authorization, ...json } },
        body,
      );
      if (status !== TOO_MANY_REQUESTS) {
        return { status, body: parse(content) };
      }
      counts.throttled += 1;
      const seconds = Number(retryAfter);
      await setTimeout(
        seconds > 0 ? seconds * MILLISECONDS : WITHOUT_RETRY_AFTER_MS,
      );
    }
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, JSON.stringify(body)),
    counts,
    close: () => agent.destroy(),
  };
}

const json = { 'content-type': 'application/json' };

async function logIn({ origin, app }: Emulator, agent: Agent): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  const { status, content } = await send(
    new URL(`/${app.tenant}/oauth2/v2.0/token`, origin),
    {
      agent,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    form.toString(),
  );
  if (status !== 200) {
    throw new Error(`The login was answered with ${status}.`);
  }
  const { access_token } = JSON.parse(content) as { access_token: string };
  return access_token;
}

async function send(url: URL, options: RequestOptions, body?: string) {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, options, resolve).once('error', reject).end(body);
  });
  return {
    status: answer.statusCode ?? 0,
    retryAfter: answer.headers['retry-after'],
    content: await text(answer),
  };
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}
