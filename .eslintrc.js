/**
 * Which folder may import which: the layers of docs/architecture.md, from the top
 * down. Each message says where the code belongs instead.
 */
const restrictedPaths = [
  {
    target: './src/model',
    from: './src',
    except: ['./model'],
    message:
      'src/model knows entities, keys and values only. What needs Graph or a step belongs into src/run or src/steps.',
  },
  {
    target: './src/graph',
    from: './src',
    except: ['./graph'],
    message:
      'src/graph knows no steps and no entities. What a step needs of an answer belongs into src/run or into the folder of the step.',
  },
  {
    target: './src/config',
    from: './src',
    except: ['./config', './graph'],
    message:
      'src/config reads the configuration and logs in. What concerns steps belongs into src/run.',
  },
  {
    // Tests of src/run may take real steps as their examples.
    target: './src/run/**/!(*.test).ts',
    from: './src',
    except: ['./run', './graph', './model'],
    message:
      'src/run is what all steps share and knows none of them. What one dataset needs belongs into its folder in src/steps.',
  },
  {
    target: './src/steps',
    from: './src',
    except: ['./steps', './run', './graph', './model'],
    message:
      'Steps do not read the configuration. What they need of it belongs into the step context (src/run/context.ts).',
  },
  {
    target: './src',
    from: './scripts',
    message: 'The integration ships without scripts/.',
  },
];

module.exports = {
  root: true,
  parser: '@typescript-eslint/parser',
  parserOptions: {
    ecmaVersion: 2022,
    sourceType: 'module',
    project: './tsconfig.json',
    tsconfigRootDir: __dirname,
  },
  ignorePatterns: ['node_modules/', 'dist/', 'coverage/'],
  env: { node: true, es2022: true },
  plugins: ['import'],
  extends: ['eslint:recommended', 'prettier'],
  settings: {
    // Without these two, `import/no-cycle` reads no TypeScript and finds nothing.
    'import/extensions': ['.js', '.ts'],
    'import/parsers': { '@typescript-eslint/parser': ['.ts'] },
    // To read the packages, too, takes a minute.
    'import/ignore': ['node_modules'],
    'import/resolver': { node: { extensions: ['.js', '.ts', '.json'] } },
  },
  rules: {
    'no-console': 'error',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
  },
  overrides: [
    {
      files: ['*.ts'],
      excludedFiles: ['*.d.ts'],
      extends: ['plugin:@typescript-eslint/recommended', 'prettier'],
      rules: {
        '@typescript-eslint/no-explicit-any': 'error',
        '@typescript-eslint/no-non-null-assertion': 'error',
        '@typescript-eslint/await-thenable': 'error',
        '@typescript-eslint/no-floating-promises': 'error',
        '@typescript-eslint/no-misused-promises': 'error',
        '@typescript-eslint/switch-exhaustiveness-check': 'error',
        '@typescript-eslint/no-unused-vars': [
          'error',
          { argsIgnorePattern: '^_' },
        ],
        'import/no-restricted-paths': ['error', { zones: restrictedPaths }],
        'import/no-extraneous-dependencies': 'error',
      },
    },
    {
      // Nothing imports a test: none can be part of a circle, and to look takes long.
      files: ['*.ts'],
      excludedFiles: ['*.test.ts', '*.d.ts'],
      rules: { 'import/no-cycle': 'error' },
    },
    {
      files: ['src/**/*.ts'],
      excludedFiles: ['*.test.ts'],
      rules: {
        // The integration ships without the test tools.
        'import/no-extraneous-dependencies': [
          'error',
          { devDependencies: false },
        ],
      },
    },
    {
      // What is longer is two things. Tests may be: most of them are cases.
      files: ['src/**/*.ts', 'scripts/**/*.{ts,js}'],
      excludedFiles: ['*.test.ts'],
      rules: { 'max-lines': ['error', { max: 250, skipBlankLines: true }] },
    },
    {
      files: ['*.test.ts'],
      excludedFiles: [
        // Longer than that before there was a limit.
        'src/run/listing/listWhole.test.ts',
        'src/steps/devices/converter.test.ts',
        'src/steps/managedApplications/installs.test.ts',
      ],
      rules: { 'max-lines': ['error', { max: 500, skipBlankLines: true }] },
    },
    {
      // Nothing else looks at what they import before a browser does.
      files: ['scripts/report/browser/*.js'],
      env: { browser: true, node: false },
      rules: { 'import/named': 'error', 'import/no-cycle': 'error' },
    },
    {
      // The image runs them, and has no test tools either.
      files: ['scripts/checkTenant.ts', 'scripts/checkTenant/**/*.ts'],
      excludedFiles: ['*.test.ts'],
      rules: {
        'import/no-extraneous-dependencies': [
          'error',
          { devDependencies: false },
        ],
      },
    },
    {
      files: ['*.test.ts', 'test/**/*.ts', 'scripts/**/*.ts'],
      plugins: ['jest'],
      env: { jest: true },
      rules: {
        'jest/no-focused-tests': 'error',
        'jest/no-disabled-tests': 'error',
      },
    },
    {
      files: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                group: ['../**/test/**'],
                message: "Write '#test/…' (package.json, imports).",
              },
            ],
          },
        ],
      },
    },
    {
      files: ['scripts/**/*.ts'],
      rules: { 'no-console': 'off' },
    },
    {
      files: ['*.js', '*.d.ts'],
      parserOptions: { project: null },
    },
  ],
};
