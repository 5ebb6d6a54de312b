import * as fc from 'fast-check';
import {
  causeOf,
  certificateOwner,
  describeCause,
  persistenceOf,
  type Cause,
  type Obstacle,
} from './obstacles';

const proxy = new URL('http://proxy.example.com:3128');
const withPassword = new URL('http://me:hush@proxy.example.com:3128');
const host = 'graph.microsoft.com';

type Persistence = Obstacle['persistence'];

/** By the code: the cause; what becomes of a host that was never reached, and of one that was. */
const causes: [string, Cause, Persistence, Persistence][] = [
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', 'lasting', 'lasting'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', 'lasting', 'lasting'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', 'lasting', 'lasting'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate', 'lasting', 'lasting'],
  ['CERT_HAS_EXPIRED', 'wrongTime', 'lasting', 'lasting'],
  ['CERT_NOT_YET_VALID', 'wrongTime', 'lasting', 'lasting'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrongName', 'lasting', 'lasting'],
  ['ENOTFOUND', 'unknownHost', 'lasting', 'passing'],
  ['EAI_AGAIN', 'silentDns', 'unreached', 'passing'],
  ['ECONNREFUSED', 'noRoute', 'unreached', 'passing'],
  ['ENETUNREACH', 'noRoute', 'unreached', 'passing'],
  ['EHOSTUNREACH', 'noRoute', 'unreached', 'passing'],
  ['PROXY_407', 'proxyPassword', 'lasting', 'lasting'],
  ['PROXY_403', 'proxyRefusal', 'lasting', 'lasting'],
  ['PROXY_405', 'proxyRefusal', 'lasting', 'lasting'],
  ['PROXY_302', 'proxyRefusal', 'lasting', 'lasting'],
  ['PROXY_502', 'proxyFailure', 'unreached', 'passing'],
  ['PROXY_503', 'proxyFailure', 'unreached', 'passing'],
  ['PROXY_429', 'proxyFailure', 'unreached', 'passing'],
  ['PROXY_ENOTFOUND', 'unknownProxy', 'lasting', 'passing'],
  ['PROXY_ECONNREFUSED', 'unreachedProxy', 'unreached', 'passing'],
  ['PROXY_ETIMEDOUT', 'unreachedProxy', 'unreached', 'passing'],
  ['PROXY_ECONNRESET', 'unreachedProxy', 'unreached', 'passing'],
  ['PROXY_EPROTO', 'proxyWithoutTls', 'lasting', 'lasting'],
  [
    'PROXY_ERR_SSL_WRONG_VERSION_NUMBER',
    'proxyWithoutTls',
    'lasting',
    'lasting',
  ],
  [
    'PROXY_DEPTH_ZERO_SELF_SIGNED_CERT',
    'proxyCertificate',
    'lasting',
    'lasting',
  ],
];

describe('the cause', () => {
  test.each(causes)(
    '%s is %s: %s, or %s when the host was reached',
    (code, cause, atFirst, later) => {
      expect(causeOf(code, false)).toBe(cause);
      expect(causeOf(code, true)).toBe(cause);
      expect(persistenceOf(cause, false, false)).toBe(atFirst);
      expect(persistenceOf(cause, true, false)).toBe(later);
      // After the wait, nothing is left but to give up, unless it had worked.
      expect(persistenceOf(cause, false, true)).toBe('lasting');
      expect(persistenceOf(cause, true, true)).toBe(later);
    },
  );

  test.each(['ECONNRESET', 'ETIMEDOUT', 'EPIPE'])(
    '%s is about the way only before the host was reached',
    (code) => {
      expect(causeOf(code, false)).toBe('noRoute');
      expect(causeOf(code, true)).toBeUndefined();
    },
  );

  test.each([
    'unknown',
    'Z_BUF_ERROR',
    'HPE_INVALID_CONSTANT',
    'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
    'UND_ERR_SOCKET',
  ])('of %s is not known', (code) => {
    expect(causeOf(code, false)).toBeUndefined();
    expect(causeOf(code, true)).toBeUndefined();
  });
});

describe('the sentence', () => {
  const all = causes.flatMap(([code, cause]) =>
    [undefined, proxy, withPassword].map(
      (through) => [code, cause, through] as const,
    ),
  );

  test.each(all)(
    'about %s, %s, through %s names host, cause and way out, and no password',
    (code, cause, through) => {
      const way = { host, proxy: through, variable: 'https_proxy' };
      const sentence = describeCause(cause, code, way, 'Contoso CA');
      expect(sentence).toContain(host);
      expect(sentence).toContain(`(${code.replace('PROXY_', '')})`);
      expect(sentence).toMatch(/: .{30}/);
      expect(sentence).not.toMatch(/hush|undefined|\.$/);
      const issues = certificateOwner[cause] !== undefined;
      expect(sentence.includes('its issuer is Contoso CA')).toBe(issues);
    },
  );

  test('about a password says whether there is one', () => {
    const about = (through: URL) =>
      describeCause('proxyPassword', 'PROXY_407', {
        host,
        proxy: through,
        variable: 'https_proxy',
      });
    expect(about(proxy)).toContain('write them into https_proxy');
    expect(about(withPassword)).toContain('refused the name and password in');
  });

  test('never holds a password, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8 }),
        fc.constantFrom(...causes),
        (password, [code, cause]) => {
          const through = new URL(proxy);
          through.username = 'me';
          through.password = password;
          const way = { host, proxy: through, variable: 'HTTPS_PROXY' };
          const sentence = describeCause(cause, code, way);
          expect(sentence).toBe(
            describeCause(cause, code, { ...way, proxy: withPassword }),
          );
        },
      ),
    );
  });
});
