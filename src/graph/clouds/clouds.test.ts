import {
  cloudNames,
  clouds,
  emulatedCloud,
  EmulatorOriginError,
  globalCloud,
  graphScope,
  isCloudName,
  isDownloadUrl,
} from './clouds';

describe('emulatedCloud', () => {
  test.each([
    ['https://127.0.0.1:8443', 'https://127.0.0.1:8443'],
    ['https://127.0.0.1', 'https://127.0.0.1'],
    ['https://localhost:8443', 'https://localhost:8443'],
    ['https://localhost:8443/', 'https://localhost:8443'],
    ['https://LOCALHOST:443', 'https://localhost'],
  ])('accepts %s', (origin, expected) => {
    expect(emulatedCloud(origin)).toMatchObject({
      authorityHost: expected,
      graphOrigin: expected,
      isEmulated: true,
    });
  });

  test.each([
    ['no address', ''],
    ['a host alone', '127.0.0.1:8443'],
    ['plain HTTP', 'http://127.0.0.1:8443'],
    ['another scheme', 'ftp://127.0.0.1'],
    ['Microsoft', 'https://graph.microsoft.com'],
    ['another host', 'https://example.com'],
    ['a host that begins like this machine', 'https://127.0.0.1.evil.com'],
    ['a host that ends like this machine', 'https://evil.localhost'],
    ['a longer name', 'https://localhost.evil.com'],
    ['another machine of the network', 'https://127.0.0.2'],
    ['the IPv6 address of this machine', 'https://[::1]:8443'],
    ['every address of this machine', 'https://0.0.0.0'],
    ['this machine as user info', 'https://127.0.0.1@evil.com'],
    ['a user', 'https://user@127.0.0.1:8443'],
    ['a user and a password', 'https://user:word@127.0.0.1:8443'],
    ['a path', 'https://127.0.0.1:8443/v1.0'],
    ['a query', 'https://127.0.0.1:8443/?a=b'],
    ['a fragment', 'https://127.0.0.1:8443/#a'],
  ])('refuses %s', (_, origin) => {
    expect(() => emulatedCloud(origin)).toThrow(EmulatorOriginError);
    expect(() => emulatedCloud(origin)).toThrow(JSON.stringify(origin));
  });
});

describe('isDownloadUrl', () => {
  const emulated = emulatedCloud('https://127.0.0.1:8443');

  test.each([
    [globalCloud, 'https://amsua0702repexpstorage.blob.core.windows.net/a?b=c'],
    [clouds.usGovernmentL4, 'https://x.blob.core.usgovcloudapi.net/a?b=c'],
    [clouds.usGovernmentL5, 'https://x.blob.core.usgovcloudapi.net/a?b=c'],
    [clouds.china, 'https://x.blob.core.chinacloudapi.cn/a?b=c'],
    [emulated, 'https://127.0.0.1:8443/a'],
    [emulated, 'https://localhost:9000/a'],
  ])('accepts, for %j, %s', (cloud, url) => {
    expect(isDownloadUrl(cloud, url)).toBe(true);
  });

  test.each([
    [globalCloud, 'http://a.blob.core.windows.net/a'],
    [globalCloud, 'https://blob.core.windows.net/a'],
    [globalCloud, 'https://a.blob.core.windows.net:8443/a'],
    [globalCloud, 'https://user@a.blob.core.windows.net/a'],
    [globalCloud, 'https://a.blob.core.windows.net.example.org/a'],
    [globalCloud, 'https://ablob.core.windows.net/a'],
    [globalCloud, 'https://example.org/.blob.core.windows.net'],
    [globalCloud, 'https://127.0.0.1:8443/a'],
    [globalCloud, '/a.blob.core.windows.net'],
    [globalCloud, ''],
    [globalCloud, 'https://a.blob.core.usgovcloudapi.net/a'],
    [globalCloud, 'https://a.blob.core.chinacloudapi.cn/a'],
    [clouds.usGovernmentL4, 'https://a.blob.core.windows.net/a'],
    [clouds.usGovernmentL5, 'https://a.blob.core.chinacloudapi.cn/a'],
    [clouds.china, 'https://a.blob.core.windows.net/a'],
    [clouds.china, 'https://127.0.0.1:8443/a'],
    [emulated, 'http://127.0.0.1:8443/a'],
    [emulated, 'https://a.blob.core.windows.net/a'],
    [emulated, 'https://127.0.0.1.example.org/a'],
  ])('refuses, for %j, %s', (cloud, url) => {
    expect(isDownloadUrl(cloud, url)).toBe(false);
  });
});

describe('isCloudName', () => {
  test.each(cloudNames)('knows %s', (name) => {
    expect(isCloudName(name)).toBe(true);
  });

  test.each(['', 'Global', 'toString', undefined, null, 1, {}])(
    'does not know %j',
    (name) => {
      expect(isCloudName(name)).toBe(false);
    },
  );
});

describe('graphScope', () => {
  test.each([
    [clouds.usGovernmentL4, 'https://graph.microsoft.us/.default'],
    [clouds.usGovernmentL5, 'https://dod-graph.microsoft.us/.default'],
    [clouds.china, 'https://microsoftgraph.chinacloudapi.cn/.default'],
  ])("asks for the cloud's own permissions: %j", (cloud, scope) => {
    expect(graphScope(cloud)).toBe(scope);
  });

  test("asks for the global Graph's permissions, of an emulator too", () => {
    const scope = 'https://graph.microsoft.com/.default';
    expect(graphScope(globalCloud)).toBe(scope);
    expect(graphScope(emulatedCloud('https://localhost:1'))).toBe(scope);
  });
});
