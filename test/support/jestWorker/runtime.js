/**
 * Jest's runtime, but a worker keeps what it has loaded. Jest loads everything
 * anew for each test file, which took more time than most of the tests.
 *
 * - Packages are loaded once, by the worker's own `require`. Those in `ownCopy`
 *   are not: they belong to Jest, or import what only Jest resolves.
 * - Modules of ours are kept from one test file to the next. They must not have
 *   state that a test can change. Not kept are modules that belong to one file
 *   (see belongsToOneFile.js), those that import such a module, and the scripts
 *   that begin to work when they are loaded.
 * - Test files that replace modules get copies of their own.
 */
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { isAbsolute, relative } = require('node:path');
const Runtime = require('jest-runtime').default;
const { belongsToOneFile } = require('./belongsToOneFile');

const load = createRequire(__filename);
const ownCopy =
  /node_modules\/(@jest|jest-[^/]+|expect|@jupiterone\/integration-sdk-testing)\//;
/** Jest's runner of test files, which begins anew with each of them. */
const runner = /node_modules\/jest-circus\/build\//;
const replacesModules =
  /\bjest\s*\.\s*(mock|doMock|isolateModules\w*|resetModules)\(/;

const keptFolders = /^(src|packages|test|scripts\/[^/]+)\//;

/** Path -> module, and path -> its source map; of earlier test files. */
const keptModules = new Map();
const keptSourceMaps = new Map();
/** Path of a module of ours -> whether test files can share it, as far as its own text says. */
const sharedTexts = new Map();
/** Path -> paths of the modules that import it, packages of the worker apart. */
const importers = new Map();

class KeepingRuntime extends Runtime {
  constructor(config, ...others) {
    super(config, ...others);
    const testPath = others[5];
    this.root = config.rootDir;
    this.keeps = !replacesModules.test(readFileSync(testPath, 'utf8'));
    if (this.keeps) this.#takeKept();
  }

  requireModule(from, name, options, isRequireActual) {
    const path = !options?.isInternalModule && this.#pathOf(from, name);
    if (path && this.#isOfWorker(path)) return load(path);
    if (path) {
      importers.set(path, (importers.get(path) ?? new Set()).add(from));
    }
    return super.requireModule(from, name, options, isRequireActual);
  }

  /** What Jest itself requires; `to` is a path, or the name of a package that `from` asks for. */
  requireInternalModule(from, to) {
    if (to && !this._resolver.isCoreModule(to)) {
      const path = isAbsolute(to) ? to : createRequire(from).resolve(to);
      if (path.includes('/node_modules/') && !runner.test(path)) {
        return load(path);
      }
    }
    return super.requireInternalModule(from, to);
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
    const ofOneFile = this.#ofOneFile();
    for (const [path, module] of this._moduleRegistry) {
      if (module.loaded && !ofOneFile.has(path)) keptModules.set(path, module);
    }
    for (const [path, map] of this._sourceMapRegistry) {
      if (!ofOneFile.has(path)) keptSourceMaps.set(path, map);
    }
  }

  /** Paths of the modules that test files cannot share, and of all that import them. */
  #ofOneFile() {
    const loaded = [
      ...this._moduleRegistry.keys(),
      ...this._sourceMapRegistry.keys(),
      ...importers.keys(),
    ];
    const found = new Set(loaded.filter((path) => !this.#isShared(path)));
    // The set grows meanwhile, and the loop goes on to what was added.
    for (const path of found) {
      importers.get(path)?.forEach((importer) => found.add(importer));
    }
    return found;
  }

  #isShared(path) {
    if (!sharedTexts.has(path)) {
      sharedTexts.set(
        path,
        keptFolders.test(relative(this.root, path)) &&
          !path.endsWith('.test.ts') &&
          !belongsToOneFile(readFileSync(path, 'utf8')),
      );
    }
    return sharedTexts.get(path);
  }

  #pathOf(from, name) {
    return !name || this._resolver.isCoreModule(name)
      ? undefined
      : this._resolver.resolveModule(from, name, {
          conditions: this.cjsConditions,
        });
  }

  /** Whether it is a package's file that the worker's own `require` loads. */
  #isOfWorker(path) {
    return path.includes('/node_modules/') && !ownCopy.test(path);
  }

  createScriptFromCode(code, filename) {
    const script = super.createScriptFromCode(code, filename);
    script.runInContext = (_context, options) =>
      script.runInThisContext(options);
    return script;
  }
}

module.exports = KeepingRuntime;
