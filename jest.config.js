// Workers inherit the flags of this process. With more room for young objects than
// the default of 16 MB, tests that make many take about a tenth less CPU time.
process.execArgv.push('--max-semi-space-size=32');

// The proxy of a developer's network does not lead to the servers of the tests; it
// does lead to a tenant that `npm run test:record` records.
if (!process.env.RECORDING_SOURCE) {
  for (const name of Object.keys(process.env)) {
    if (/^(?:https?|all|no)_proxy$/i.test(name)) delete process.env[name];
  }
}

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/support/jestWorker/environment.js',
  runtime: '<rootDir>/test/support/jestWorker/runtime.js',
  // Translates only: `npm run type-check` checks the types.
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } },
    ],
  },
  // What was built has packages of the same names.
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testMatch: [
    '<rootDir>/src/**/*.test.ts',
    '<rootDir>/test/**/*.test.ts',
    '<rootDir>/scripts/**/*.test.ts',
    '<rootDir>/packages/**/*.test.ts',
  ],
  // Without this, two cores are one worker.
  maxWorkers: '100%',
  testSequencer: '<rootDir>/test/support/longestFirst.js',
  // Of a test that is stuck: how long a test takes is nobody's business here.
  testTimeout: 60_000,
  clearMocks: true,
  restoreMocks: true,
  // integration-sdk-testing imports a file that jest 29's `expect` does not export.
  moduleNameMapper: {
    '^expect/build/jestMatchersObject$':
      '<rootDir>/node_modules/expect/build/jestMatchersObject.js',
  },
};
