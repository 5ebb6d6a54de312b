/**
 * Jest's runtime, but packages are loaded once for each worker and not once
 * for each test file: the integration SDK alone is two thousand modules, which
 * took more time than most of the tests that need it.
 *
 * Our own files are still loaded anew for each test file. So are the packages
 * in `ownCopy`: they belong to Jest, or import what only Jest resolves.
 */
const { createRequire } = require('node:module');
const Runtime = require('jest-runtime').default;

const load = createRequire(__filename);
const ownCopy =
  /node_modules\/(@jest|jest-[^/]+|expect|@jupiterone\/integration-sdk-testing)\//;

class PackageSharingRuntime extends Runtime {
  requireModule(from, name, options, isRequireActual) {
    const path = !options?.isInternalModule && this.#shared(from, name);
    return path
      ? load(path)
      : super.requireModule(from, name, options, isRequireActual);
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

module.exports = PackageSharingRuntime;
