/**
 * Jest's node environment without a realm of its own: test files of one worker
 * share its globals, so that packages which are loaded once for the worker
 * (see runtime.js) and the code under test know the same `Error` and `Array`.
 *
 * What a test file mocks or changes in `process` is undone when it has ended.
 */
const { ModernFakeTimers } = require('@jest/fake-timers');
const { TestEnvironment } = require('jest-environment-node');

// Jest gives a worker half a second to end, and blames leaks of tests if it needs
// more. Node.js frees a heap of a gigabyte for longer: exit() leaves that to the system.
if (process.connected) {
  const { exit } = process;
  process.once('exit', (code) => exit.call(process, code));
}

class WorkerEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global = globalThis;
    this.fakeTimersModern = new ModernFakeTimers({
      config: config.projectConfig,
      global: globalThis,
    });
    // Jest replaces it for each file, and never puts it back.
    this.exit = process.exit;
    this.env = { ...process.env };
    this.exitCode = process.exitCode;
    this.directory = process.cwd();
  }

  handleTestEvent(event) {
    if (event.name === 'run_finish') this.moduleMocker.restoreAllMocks();
  }

  async teardown() {
    process.exit = this.exit;
    for (const name of Object.keys(process.env)) {
      if (!(name in this.env)) delete process.env[name];
    }
    Object.assign(process.env, this.env);
    process.exitCode = this.exitCode;
    process.chdir(this.directory);
    await super.teardown();
  }
}

module.exports = WorkerEnvironment;
