import {
  describeFailure,
  JupiterOneError,
  jupiterOneErrorIn,
} from './apiError';
import { coded } from '../../src/graph/basics/messageCodes';

const sent = { method: 'POST', path: '/jobs', host: 'api.example.com' };
const json = { 'content-type': 'application/json' };

describe('a connection that failed', () => {
  const broken = Object.assign(new Error('x'), { code: 'ECONNRESET' });

  test.each([
    ['lasting', false],
    ['unreached', true],
    ['passing', true],
  ] as const)('for a reason that is %s', (persistence, isTransient) => {
    const obstacle = {
      sentence: coded('M365-NET-012', 'the name is not known'),
      persistence,
    };
    const error = describeFailure(broken, sent, obstacle);
    expect(error).toMatchObject({ code: 'ECONNRESET', isTransient });
    expect(error.message).toBe(
      'JupiterOne could not be reached: the name is not known [M365-NET-012]',
    );
  });

  test.each([[undefined], [null], ['text'], [new Error('odd')], [broken]])(
    'with %s is an error with a sentence, and may pass',
    (thrown) => {
      const error = describeFailure(thrown, sent);
      expect(error.isTransient).toBe(true);
      expect(error.message).toMatch(
        /^api\.example\.com gave no usable answer to POST \/jobs \(\w+\)\. \[M365-UPLOAD-008\]$/,
      );
    },
  );
});

describe('an answer of', () => {
  const answer = (status: number, data: unknown, headers: object = json) =>
    describeFailure({ response: { status, data, headers } }, sent);

  test.each([
    [400, 'INVALID', false, ''],
    [401, 'NO', false, 'Check JUPITERONE_API_KEY and JUPITERONE_ACCOUNT'],
    [403, 'NO', false, 'Check JUPITERONE_API_KEY and JUPITERONE_ACCOUNT'],
    [404, 'NO', false, 'Check INTEGRATION_INSTANCE_ID'],
    [407, 'NO', false, 'Check the user name and password in HTTPS_PROXY'],
    [413, 'TOO_LARGE', false, ''],
    [429, 'SLOWER', true, ''],
    [500, 'BROKEN', true, ''],
    [503, 'BUSY', true, ''],
  ])('%d', (status, code, isTransient, hint) => {
    const error = answer(status, { error: { code, message: 'because.' } });
    expect(error).toMatchObject({ status, code, isTransient });
    expect(error.message).toContain(`POST /jobs answered ${status} ${code}`);
    expect(error.message).toContain(hint);
    expect(error.response).toEqual({ status });
  });

  test.each([
    [
      '<html>',
      { 'content-type': 'text/html' },
      'with text/html instead of JSON',
    ],
    ['', {}, 'with no content type instead of JSON'],
    [{}, json, 'without a reason'],
    [{ error: 'text' }, json, 'without a reason'],
  ])('a body %j says what came', (data, headers, words) => {
    expect(answer(502, data, headers).message).toContain(words);
  });

  test('a body never quotes tokens, and is short', () => {
    const message = `Bearer abcdefghijklmnopqrstuvwxyz ${'x'.repeat(1_000)}`;
    const error = answer(400, { error: { code: 'X', message } });
    expect(error.message).not.toContain('abcdefghijklmnop');
    expect(error.message.length).toBeLessThan(500);
  });

  test.each([
    ['5', 5_000],
    ['0', 0],
    ['', undefined],
    ['soon', undefined],
    ['-1', undefined],
  ])('Retry-After: %s', (value, expected) => {
    const headers = { ...json, 'retry-after': value };
    expect(answer(429, {}, headers).retryAfterMs).toBe(expected);
  });
});

test('is found in the causes of an error, and nowhere else', () => {
  const error = new JupiterOneError(coded('M365-UPLOAD-008', 'x'), {
    isTransient: false,
  });
  const outer = new Error('y', { cause: new Error('z', { cause: error }) });
  const circle = new Error('c');
  circle.cause = circle;
  expect(jupiterOneErrorIn(outer)).toBe(error);
  expect(jupiterOneErrorIn(circle)).toBeUndefined();
  expect(jupiterOneErrorIn('text')).toBeUndefined();
});
