/** A bare HTTPS client for the emulator's own tests: no library between the test and the wire. */
import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startEmulator, type Emulator, type EmulatorOptions } from './index';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The parsed body; the test says what it expects there. */
  json<T>(): T;
}

export interface Send {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly innerError: Readonly<Record<string, string>>;
  };
}

export interface TestClient {
  readonly emulator: Emulator;
  /** `path`: from the origin, or a whole URL of the emulator. Nothing is added. */
  send(path: string, options?: Send): Promise<Answer>;
  /** A token with the roles of the moment. */
  login(): Promise<string>;
  /** GET with a token that is fetched once. */
  get(
    path: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** POST of JSON with the same token. */
  post(path: string, body: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts an emulator of its own for the test. */
export async function startTestClient(
  options: EmulatorOptions,
): Promise<TestClient> {
  const emulator = await startEmulator(options);
  const agent = new Agent({ ca: emulator.certificatePem, keepAlive: true });
  const send = (path: string, sent: Send = {}) =>
    sendTo(new URL(path, emulator.origin), agent, sent);
  const login = () => requestToken(emulator, send);
  let token: Promise<string> | undefined;
  const authorization = async () => {
    token ??= login();
    return `Bearer ${await token}`;
  };
  return {
    emulator,
    send,
    login,
    get: async (path, headers) =>
      send(path, {
        headers: { ...headers, authorization: await authorization() },
      }),
    post: async (path, body) =>
      send(path, {
        method: 'POST',
        headers: {
          authorization: await authorization(),
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      }),
    close: async () => {
      agent.destroy();
      await emulator.close();
    },
  };
}

function sendTo(
  url: URL,
  agent: Agent,
  { method = 'GET', headers = {}, body }: Send,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers }, (incoming) => {
      buffer(incoming).then((bytes) => {
        const content = bytes.toString();
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          bytes,
          text: content,
          json: () => JSON.parse(content),
        });
      }, reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** The form of a client credentials grant; `undefined` leaves a field out. */
export function tokenForm(
  fields: Readonly<Record<string, string | undefined>>,
): Send {
  const sent = Object.entries(fields).filter(
    (field): field is [string, string] => field[1] !== undefined,
  );
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(sent).toString(),
  };
}

async function requestToken(
  { app }: Emulator,
  send: TestClient['send'],
): Promise<string> {
  const answer = await send(
    `/${app.tenant}/oauth2/v2.0/token`,
    tokenForm({
      grant_type: 'client_credentials',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      scope: 'https://graph.microsoft.com/.default',
    }),
  );
  return answer.json<{ access_token: string }>().access_token;
}
