/**
 * Jest's runtime, but a worker keeps what it has loaded. Jest loads everything
 * anew for each test file, which took more time than most of the tests.
 *
 * - Packages are loaded once, by the worker's own `require`. Those in `ownCopy`
 *   are not: they belong to Jest, or import what only Jest resolves.
 * - Modules of the product and of the emulator are kept from one test file to
 *   the next. They must not have state that a test can change. Test files that
 *   replace modules get copies of their own.
 */
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const Runtime = require('jest-runtime').default;

const load = createRequire(__filename);
const ownCopy =
  /node_modules\/(@jest|jest-[^/]+|expect|@jupiterone\/integration-sdk-testing)\//;
/** Jest's runner of test files, which begins anew with each of them. */
const runner = /node_modules\/jest-circus\//;
const replacesModules =
  /\bjest\.(mock|doMock|isolateModules\w*|resetModules)\(/;

/** Path -> module, and path -> its source map; of earlier test files. */
const keptModules = new Map();
const keptSourceMaps = new Map();

class KeepingRuntime extends Runtime {
  constructor(config, ...others) {
    super(config, ...others);
    const testPath = others[5];
    this.folders = ['src/', 'packages/', 'test/emulator/'].map((folder) =>
      join(config.rootDir, folder),
    );
    this.keeps = !replacesModules.test(readFileSync(testPath, 'utf8'));
    if (this.keeps) this.#takeKept();
  }

  requireModule(from, name, options, isRequireActual) {
    const path = !options?.isInternalModule && this.#shared(from, name);
    return path
      ? load(path)
      : super.requireModule(from, name, options, isRequireActual);
  }

  requireInternalModule(from, to) {
    return to && to.includes('/node_modules/') && !runner.test(to)
      ? load(to)
      : super.requireInternalModule(from, to);
  }

  teardown() {
    if (this.keeps) this.#keep();
    super.teardown();
  }

  #takeKept() {
    for (const [path, module] of keptModules) {
      this._moduleRegistry.set(path, module);
    }
    for (const [path, map] of keptSourceMaps) {
      this._sourceMapRegistry.set(path, map);
    }
  }

  #keep() {
    for (const [path, module] of this._moduleRegistry) {
      if (module.loaded && this.#isKept(path)) keptModules.set(path, module);
    }
    for (const [path, map] of this._sourceMapRegistry) {
      if (this.#isKept(path)) keptSourceMaps.set(path, map);
    }
  }

  #isKept(path) {
    return (
      !path.endsWith('.test.ts') &&
      this.folders.some((folder) => path.startsWith(folder))
    );
  }

  /** The path of a package's file that the worker's own `require` loads. */
  #shared(from, name) {
    if (!name || this._resolver.isCoreModule(name)) return undefined;
    const path = this._resolver.resolveModule(from, name, {
      conditions: this.cjsConditions,
    });
    return path.includes('/node_modules/') && !ownCopy.test(path)
      ? path
      : undefined;
  }

  createScriptFromCode(code, filename) {
    const script = super.createScriptFromCode(code, filename);
    script.runInContext = (_context, options) =>
      script.runInThisContext(options);
    return script;
  }
}

module.exports = KeepingRuntime;
