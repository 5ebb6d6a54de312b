/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Transpiles only (`isolatedModules` in tsconfig.json): `npm run type-check` checks the types.
  transform: { '^.+\\.ts$': 'ts-jest' },
  testMatch: [
    '<rootDir>/src/**/*.test.ts',
    '<rootDir>/test/**/*.test.ts',
    '<rootDir>/scripts/**/*.test.ts',
    '<rootDir>/packages/**/*.test.ts',
  ],
  clearMocks: true,
  restoreMocks: true,
  // integration-sdk-testing imports a file that jest 29's `expect` does not export.
  moduleNameMapper: {
    '^expect/build/jestMatchersObject$':
      '<rootDir>/node_modules/expect/build/jestMatchersObject.js',
  },
};
