import * as fc from 'fast-check';
import { ProxyAddressError, proxyFor, proxyVariable } from './proxy';

const graph = new URL('https://graph.microsoft.com/v1.0/users');
const proxy = 'http://proxy.example.com:3128';

/** The address of the proxy for Graph, or 'none'. */
const through = (environment: Record<string, string>, url = graph) =>
  proxyFor(url, environment)?.href ?? 'none';

describe('the variable', () => {
  test.each<[Record<string, string>, string, string | undefined]>([
    [{}, 'none', undefined],
    [{ HTTPS_PROXY: proxy }, `${proxy}/`, 'HTTPS_PROXY'],
    [{ https_proxy: proxy }, `${proxy}/`, 'https_proxy'],
    [{ ALL_PROXY: proxy }, `${proxy}/`, 'ALL_PROXY'],
    [{ all_proxy: proxy }, `${proxy}/`, 'all_proxy'],
    [{ HTTP_PROXY: proxy, http_proxy: proxy }, 'none', undefined],
    [
      { HTTPS_PROXY: 'http://upper', https_proxy: 'http://lower' },
      'http://lower/',
      'https_proxy',
    ],
    [
      { HTTPS_PROXY: 'http://one', all_proxy: 'socks5://other' },
      'http://one/',
      'HTTPS_PROXY',
    ],
    [{ HTTPS_PROXY: proxy, https_proxy: ' ' }, `${proxy}/`, 'HTTPS_PROXY'],
  ])('of %j leads to %s', (environment, expected, variable) => {
    expect(through(environment)).toBe(expected);
    expect(proxyVariable(environment)).toBe(variable);
  });

  test.each([
    ['proxy.example.com:3128', 'http://proxy.example.com:3128/'],
    ['10.0.0.1:3128', 'http://10.0.0.1:3128/'],
    [' http://proxy/ ', 'http://proxy/'],
    ['https://proxy:3129', 'https://proxy:3129/'],
    ['http://me:p%40ss@proxy:3128', 'http://me:p%40ss@proxy:3128/'],
    ['http://[::1]:3128', 'http://[::1]:3128/'],
  ])('%s names a proxy', (HTTPS_PROXY, expected) => {
    expect(through({ HTTPS_PROXY })).toBe(expected);
  });

  test.each([
    'socks5://proxy:1080',
    'http://',
    'http://proxy:x',
    'http://proxy/path',
    'http://me:hush#er@proxy',
    'http://me:1#hush@proxy',
    'http://me:1/hush@proxy',
    'http://me:1?hush@proxy',
    'http://me:hush%@proxy',
  ])('%s is refused, and not repeated', (HTTPS_PROXY) => {
    const act = () => proxyFor(graph, { HTTPS_PROXY });
    expect(act).toThrow(ProxyAddressError);
    expect(act).toThrow(/^The variable HTTPS_PROXY is not the address/);
    expect(act).not.toThrow(/hush/);
    expect(() => proxyFor(graph, { HTTPS_PROXY, NO_PROXY: '*' })).toThrow(
      ProxyAddressError,
    );
  });

  test('is not asked about what is on this machine', () => {
    const identity = new URL('http://169.254.169.254/metadata/identity');
    expect(through({ HTTPS_PROXY: proxy }, identity)).toBe('none');
  });
});

describe('NO_PROXY', () => {
  test.each<[string, string, boolean]>([
    ['*', 'graph.microsoft.com', true],
    ['graph.microsoft.com', 'graph.microsoft.com', true],
    ['GRAPH.Microsoft.com', 'graph.microsoft.com', true],
    ['graph.microsoft.com.', 'graph.microsoft.com', true],
    ['microsoft.com', 'graph.microsoft.com', true],
    ['.microsoft.com', 'graph.microsoft.com', true],
    ['*.microsoft.com', 'graph.microsoft.com', true],
    ['.graph.microsoft.com', 'graph.microsoft.com', true],
    ['soft.com', 'graph.microsoft.com', false],
    ['dod.graph.microsoft.com', 'graph.microsoft.com', false],
    ['graph', 'graph.microsoft.com', false],
    ['', 'graph.microsoft.com', false],
    ['.', 'graph.microsoft.com', false],
    [',, ,', 'graph.microsoft.com', false],
    ['localhost,graph.microsoft.com', 'graph.microsoft.com', true],
    ['localhost graph.microsoft.com', 'graph.microsoft.com', true],
    ['localhost, graph.microsoft.com ', 'graph.microsoft.com', true],
    ['graph.microsoft.com:443', 'graph.microsoft.com', true],
    ['graph.microsoft.com:8443', 'graph.microsoft.com', false],
    ['graph.microsoft.com:8443', 'graph.microsoft.com:8443', true],
    ['.microsoft.com:443', 'graph.microsoft.com', true],
    ['*:8443', 'graph.microsoft.com', false],
    ['127.0.0.1', '127.0.0.1:4430', true],
    ['0.0.1', '127.0.0.1:4430', false],
    ['127.0.0.0/8', '127.0.0.1:4430', false],
    ['::1', '[::1]:4430', true],
    ['[::1]', '[::1]:4430', true],
    ['[::1]:4430', '[::1]:4430', true],
    ['[::1]:443', '[::1]:4430', false],
  ])('%j for %s: %s', (NO_PROXY, host, isExempt) => {
    const expected = isExempt ? 'none' : `${proxy}/`;
    const url = new URL(`https://${host}/`);
    expect(through({ HTTPS_PROXY: proxy, NO_PROXY }, url)).toBe(expected);
    expect(through({ https_proxy: proxy, no_proxy: NO_PROXY }, url)).toBe(
      expected,
    );
  });

  test('in lower case goes first, unless it is empty', () => {
    const set = (no_proxy: string, NO_PROXY: string) =>
      through({ HTTPS_PROXY: proxy, no_proxy, NO_PROXY });
    expect(set('other', '*')).toBe(`${proxy}/`);
    expect(set('', '*')).toBe('none');
  });

  test('of any text names no host that does not stand in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.domain(), (text, domain) => {
        // A host stands for those below it, too.
        const named = text.toLowerCase().split(/[\s,]+/);
        const labels = domain.toLowerCase().split('.');
        fc.pre(!/[*.:]/.test(text) && !named.includes(labels.at(-1) ?? ''));
        const url = new URL(`https://${domain}/`);
        const environment = { HTTPS_PROXY: proxy, NO_PROXY: text };
        expect(through(environment, url)).toBe(`${proxy}/`);
      }),
    );
  });
});

test('a password arrives as it was written, or is refused without being repeated', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 6 }), (password) => {
      const encoded = encodeURIComponent(password);
      const HTTPS_PROXY = `http://me:${encoded}@proxy.example.com:3128`;
      const decoded = decodeURIComponent(
        proxyFor(graph, { HTTPS_PROXY })?.password ?? '',
      );
      expect(decoded).toBe(password);
      const raw = `http://me:${password}@proxy.example.com:3128`;
      try {
        expect(proxyFor(graph, { HTTPS_PROXY: raw })?.hostname).toBe(
          'proxy.example.com',
        );
      } catch (error) {
        expect(error).toBeInstanceOf(ProxyAddressError);
        expect(String(error)).not.toContain(password);
      }
    }),
  );
});
