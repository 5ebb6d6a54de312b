import { importedPackages, publishedManifest } from './manifest';

const core = '@jupiterone/integration-sdk-core';

test.each([
  ['const a = require("p-map");', ['p-map']],
  ['const a = require("@scope/name/deep/file");', ['@scope/name']],
  ["import type { User } from '@scope/types';", ['@scope/types']],
  ["import 'p-map';", ['p-map']],
  ["let a: import('yauzl/promises').Entry;", ['yauzl']],
  ['export * from "p-map/types";', ['p-map']],
  ['require("./p-map"); require("../a");', []],
  ['require("node:fs"); require("fs/promises");', []],
])('%s imports %j', (text, names) => {
  expect([...importedPackages([text])]).toEqual(names);
});

test('the SDK is a peer, all else that is imported a dependency, and nothing more', () => {
  const manifest = {
    ...{ name: 'a', version: '1.0.0', files: ['src'], private: true },
    scripts: { test: 'jest' },
    dependencies: { [core]: '17.6.1', 'p-map': '4.0.0', vis: 'file:vis' },
    devDependencies: { types: '2.0.0', jest: '29.7.0' },
  };
  const published = publishedManifest(
    manifest,
    new Set(['types', core, 'p-map']),
  );
  expect(JSON.parse(JSON.stringify(published))).toEqual({
    ...{ name: 'a', version: '1.0.0', files: ['src'] },
    ...{ main: 'src/index.js', types: 'src/index.d.ts' },
    dependencies: { 'p-map': '4.0.0', types: '2.0.0' },
    peerDependencies: { [core]: '^17.6.1' },
  });
});

test('what is imported and not declared is refused', () => {
  const manifest = { name: 'a', version: '1.0.0' };
  expect(() => publishedManifest(manifest, new Set(['lodash']))).toThrow(
    'The code imports lodash, which package.json does not declare.',
  );
});
