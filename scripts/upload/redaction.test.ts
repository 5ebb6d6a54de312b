import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { createRunLogger } from './logger';
import { plainRecord } from './records';
import { createRedactor, secretsOf } from './redaction';

/** What an API key, a client secret or a password may look like. */
const secrets = fc
  .string({ minLength: 8, maxLength: 40, unit: 'grapheme-ascii' })
  .map((text) => `~${text.trim()}\\"%$@:/~`);

/** In which forms a library, a server or a proxy quotes a secret. */
const disguises: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => encodeURIComponent(secret),
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => `Authorization: Bearer ${secret}\r\nAccept: */*`,
  (secret) => JSON.stringify({ Authorization: `Bearer ${secret}` }),
  (secret) => `https://user:${encodeURIComponent(secret)}@proxy:3128`,
];

/** An error of an HTTP client: the secret may be in any of these places. */
const places: readonly ((text: string, inner: Error) => unknown)[] = [
  (text) => new Error(text),
  (text) => Object.assign(new Error('x'), { code: text }),
  (text) => Object.assign(new Error('x'), { name: text }),
  (text) => Object.assign(new Error('x'), { stack: `Error: ${text}\n at y` }),
  (text) =>
    Object.assign(new Error('x'), {
      config: { headers: { Authorization: text }, proxy: { auth: text } },
      toJSON: () => ({ headers: text }),
    }),
  (text) =>
    Object.assign(new Error('x'), {
      request: { _header: text, outputData: [{ data: text }] },
      [Symbol('kOutHeaders')]: { authorization: ['Authorization', text] },
    }),
  (text) => Object.assign(new Error('x'), { response: { data: text } }),
  (text, inner) => new Error('x', { cause: Object.assign(inner, { text }) }),
  (text) => new AggregateError([new Error(text)], text),
  (text) => ({ deep: { deeper: [text, new Set([text])] } }),
  (text) => ({ [text]: 1 }),
  (text) => new Map([[text, text]]),
  (text) => Buffer.from(text),
  (text) => new URL(`https://host/?key=${encodeURIComponent(text)}`),
  (text) => text,
];

/** What is in a text, however it is quoted. */
function formsOf(secret: string): string[] {
  const plain = disguises.slice(0, 3).map((disguise) => disguise(secret));
  return plain.flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1),
  ]);
}

test('no secret is in a log line, wherever and however it was hidden', () => {
  fc.assert(
    fc.property(
      secrets,
      fc.constantFrom(...disguises),
      fc.constantFrom(...places),
      fc.constantFrom(...places),
      (secret, disguise, outer, inner) => {
        const lines: string[] = [];
        const redact = createRedactor([secret]);
        const logger = createRunLogger((record) =>
          lines.push(JSON.stringify(plainRecord(record, redact))),
        ).child({ child: outer(disguise(secret), new Error('y')) });
        const nested = new Error('y', {
          cause: inner(disguise(secret), new Error('z')),
        });
        const hidden = outer(disguise(secret), nested);
        logger.info({ err: hidden, error: nested, any: [hidden] }, 'a text');
        logger.warn(hidden, `text ${disguise(secret)}`);
        logger.error(nested);
        logger.info('a text with %s and %j', hidden, disguise(secret));
        logger.info(disguise(secret), hidden);
        expect(lines).toHaveLength(5);
        for (const form of formsOf(secret)) {
          expect(lines.join('\n')).not.toContain(form);
        }
      },
    ),
    { numRuns: 400 },
  );
});

test('every line is JSON, whatever the secret is', () => {
  fc.assert(
    fc.property(secrets, fc.string(), (secret, text) => {
      const record = { level: 30, msg: text + secret + text, secret };
      const plain = plainRecord(record, createRedactor([secret]));
      expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
      expect(plain.msg).toContain('[redacted]');
    }),
  );
});

test.each([
  ['Bearer abcdefgh.ijkl', 'Authorization: Bearer abcdefgh.ijkl'],
  ['Basic dXNlcjpwYXNz', 'proxy-authorization: Basic dXNlcjpwYXNz'],
  ['eyJhbGciOi.eyJzdWIi.c2ln', 'the token eyJhbGciOi.eyJzdWIi.c2ln is old'],
  ['c2lnbmF0dXJl', 'https://blob/x?sv=1&sig=c2lnbmF0dXJl&se=2'],
  ['user:pass', 'http://user:pass@proxy:3128 refused'],
  ['MIIEvQ', '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----'],
])('%s authorizes somebody, whoever it is from', (secret, text) => {
  expect(createRedactor([])(text)).not.toContain(secret);
});

test('texts without secrets stay as they are', () => {
  const text =
    'GET /v1.0/users?$top=999 answered 500: id 6f1d0c4e-0000-4000-8000-000000000000 at https://graph.microsoft.com:443/';
  expect(createRedactor(['', 'abc', ...secretsOf({})])(text)).toBe(text);
});

describe('secrets are', () => {
  test.each([
    ['CLIENT_SECRET', 'value-1', ['value-1']],
    ['JUPITERONE_API_KEY', 'value-2', ['value-2']],
    ['IDENTITY_HEADER', 'value-3', ['value-3']],
    ['https_proxy', 'http://us:p%40ss@proxy:1', ['p%40ss', 'p@ss', 'us:p@ss']],
    ['HTTPS_PROXY', 'us:pa:ss@proxy:3128', ['pa:ss', 'us:pa:ss']],
    ['ALL_PROXY', 'http://us:100%@proxy', ['100%']],
    ['HTTPS_PROXY', 'http://proxy:3128', []],
    ['CLIENT_ID', 'value-4', []],
  ])('in %s=%s', (name, value, expected) => {
    const found = secretsOf({ [name]: value });
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(found.length > 0).toBe(expected.length > 0);
  });

  test('in the files that variables name', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'microsoft-365-secret-'));
    const file = path.join(folder, 'secret');
    writeFileSync(file, 'value-5\n');
    const found = secretsOf({
      JUPITERONE_API_KEY_FILE: file,
      CLIENT_SECRET_FILE: path.join(folder, 'missing'),
    });
    rmSync(folder, { recursive: true });
    expect(found).toEqual(['value-5']);
  });

  test('each line of a certificate', () => {
    const certificate = `-----BEGIN RSA PRIVATE KEY-----\n${'A'.repeat(64)}\n${'B'.repeat(64)}`;
    const redact = createRedactor([certificate]);
    expect(redact(`x ${'B'.repeat(64)} y`)).toBe('x [redacted] y');
    expect(inspect(redact(certificate))).not.toContain('AAAA');
  });
});

describe('a record', () => {
  const plain = (fields: object) =>
    plainRecord({ level: 30, msg: '', ...fields }, (text) => text);

  test('has of an error what helps, and of its cause', () => {
    const cause = Object.assign(new Error('inner'), { status: 404 });
    const error = Object.assign(new TypeError('outer', { cause }), {
      code: 'X',
    });
    expect(plain({ err: error })).toMatchObject({
      err: {
        name: 'TypeError',
        message: 'outer',
        code: 'X',
        stack: expect.stringContaining('redaction.test') as string,
        cause: { message: 'inner', status: 404 },
      },
    });
  });

  test('has no batch of objects, no circle, and nothing that is endless', () => {
    const circle: Record<string, unknown> = { big: 1n, date: new Date(0) };
    circle.self = circle;
    expect(plain({ graphObjectData: { entities: [1] }, circle })).toEqual({
      level: 30,
      msg: '',
      graphObjectData: '[left out]',
      circle: { big: '1', date: '1970-01-01T00:00:00.000Z', self: '[…]' },
    });
  });
});
