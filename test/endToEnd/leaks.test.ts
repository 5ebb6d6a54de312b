/** A search that finds nothing proves something only if it would find it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RequestRecord } from '../emulator';
import { app } from '../emulator/login/app';
import { leaksIn, secretsOf } from './leaks';

const secret = 'a+b/c~secret';

const found = (text: string) =>
  leaksIn(
    { texts: new Map([['the log', text]]), commandLines: [], requests: [] },
    [secret],
  );

const request = (changes: Partial<RequestRecord>): RequestRecord => ({
  method: 'GET',
  path: '/v1.0/users',
  status: 200,
  kind: 'graph',
  authorization: true,
  ...changes,
});

const sent = (changes: Partial<RequestRecord>) =>
  leaksIn(
    { texts: new Map(), commandLines: [], requests: [request(changes)] },
    [secret],
  );

test.each([
  ['a secret', `{"clientSecret":"${secret}"}`],
  ['a secret', `client=x&s=${encodeURIComponent(secret)}`],
  ['a secret', Buffer.from(secret).toString('base64')],
  ['a token', 'token: eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiIwMCJ9.c2ln'],
  ['an authorization header', 'Authorization: Bearer abcdefghijklmnopqrst'],
  ['a signature', 'https://host/x.zip?sv=2023&sig=AbCd%2BEf12'],
  ['a signature', 'https%3A%2F%2Fhost%2Fx.zip%3Fsig%3DAbCdEf12'],
  ['a private key', '-----BEGIN EC PRIVATE KEY-----'],
  ['a login form', 'grant_type=x&client_secret=y'],
])('finds %s in %s', (what, text) => {
  expect(found(text)).toEqual([`${what} in the log`]);
});

test.each(['sig=redacted&se=1', 'Bearer token', 'CLIENT_SECRET must be set'])(
  'lets %s pass',
  (text) => {
    expect(found(text)).toEqual([]);
  },
);

test('looks at arguments', () => {
  const commandLines = [`node tool --secret ${secret}`];
  expect(
    leaksIn({ texts: new Map(), commandLines, requests: [] }, [secret]),
  ).toEqual(['a secret in arguments']);
});

test.each([
  [{ path: `/v1.0/users?x=${secret}` }, ['a secret to graph']],
  [
    { kind: 'login', authorization: true },
    ['an authorization header to login'],
  ],
  [{ kind: 'blob', authorization: true }, ['an authorization header to blob']],
  [{ path: '/x?sig=AbCdEf12' }, ['a signature to graph']],
  [
    { batch: [{ method: 'GET', url: `/users/${secret}`, status: 200 }] },
    ['a secret to graph'],
  ],
  [{}, []],
  [{ kind: 'blob', authorization: false, path: '/x?sig=AbCdEf12' }, []],
] satisfies [Partial<RequestRecord>, string[]][])(
  'judges the request %j',
  (changes, leaks) => {
    expect(sent(changes)).toEqual(leaks);
  },
);

test('knows secrets by the names of their variables', () => {
  expect(
    secretsOf({
      CLIENT_SECRET: 'a',
      JUPITERONE_API_KEY: 'b',
      TENANT: 'c',
      OTHER_SECRET: '',
    }),
  ).toEqual(['a', 'b']);
});

test('no recording of a step holds any', () => {
  const source = path.join(__dirname, '..', '..', 'src');
  const recordings = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.har'))
    .map(
      (name) => [name, readFileSync(path.join(source, name), 'utf8')] as const,
    );
  expect(recordings).not.toEqual([]);
  expect(
    leaksIn({ texts: new Map(recordings), commandLines: [], requests: [] }, [
      app.clientSecret,
    ]),
  ).toEqual([]);
});
