/** What shows that each command of the docs works. The first pattern that fits counts. */

export type Proof =
  /** A test runs what the command runs: `through` stands in the command's script (or is it), and in the test or in what it imports. */
  | { readonly test: string; readonly through: string }
  /** A test has these words, by which it starts the command itself. */
  | { readonly test: string; readonly starts: string }
  /** `npm test` has it among its checks. */
  | 'check'
  /** A workflow has this line. */
  | { readonly workflow: string; readonly line: string }
  /** No test runs it: each page that shows it in a block says so in these words. */
  | {
      readonly notRun: string;
      readonly said: Readonly<Record<string, string>>;
    };

const inDocker = {
  notRun: 'there was no Docker engine where it was written',
  said: { 'docs/collector.md': 'The image was not built' },
};
const onHost = {
  notRun: 'it installs on a machine with systemd',
  said: { 'docs/operation.md': 'These commands were not run' },
};
const byHand = {
  notRun: 'a command of the SDK, whose result the product does not use',
  said: { 'docs/command-line.md': 'by hand' },
};
const packing = {
  notRun: 'it needs the registry',
  said: { 'docs/packaging.md': 'We did this once by hand' },
};
const measuring = {
  notRun: 'it measures, for minutes to hours',
  said: { 'docs/performance.md': 'No test runs these commands' },
};
const collecting = {
  test: 'test/endToEnd/collect.test.ts',
  through: 'collectAndReport',
};
const uploading = 'test/synchronization/upload.test.ts';
/** Shown in sentences only. */
const ranByUs = (notRun: string) => ({ notRun, said: {} });

export const proofs: readonly (readonly [RegExp, Proof])[] = [
  // The product's own.
  [/^npm (?:run )?start\b/, collecting],
  [
    /^npm run demo\b/,
    { test: 'test/endToEnd/demo.test.ts', through: 'collectDemo' },
  ],
  [
    /^npm run check:tenant\b/,
    {
      test: 'test/endToEnd/checkTenant.test.ts',
      through: 'scripts/checkTenant',
    },
  ],
  [
    /^npm run report:check\b/,
    ranByUs('it needs Chromium, and says so where there is none'),
  ],
  [
    /^npm run report\b/,
    { test: 'scripts/report/makeReport.test.ts', through: 'runReport' },
  ],
  [
    /^npm run support\b/,
    { test: 'scripts/support/command.test.ts', through: 'runSupport' },
  ],
  [
    /^npm run upload\b/,
    {
      test: 'test/synchronization/uploadCommand.test.ts',
      through: 'scripts/upload',
    },
  ],
  [
    /^npm run collect:compare\b/,
    {
      test: 'scripts/compare/compareResults.test.ts',
      through: 'compareResults',
    },
  ],
  // The SDK's command line.
  [
    /^(?:npx )?j1-integration collect\b/,
    { test: 'test/endToEnd/runs.test.ts', through: 'startCommandLine' },
  ],
  [
    /^(?:npx )?j1-integration (?:run|sync)\b/,
    { test: uploading, through: 'startCommandLine' },
  ],
  [/^(?:npx )?j1-integration validate-question-file --dry-run/, 'check'],
  [
    /^npm run validate:questions\b|j1-integration validate-question-file -a/,
    {
      notRun: "JupiterOne's API parses the queries",
      said: { 'docs/command-line.md': 'that was not tried' },
    },
  ],
  [
    /^(?:npx )?j1-integration neo4j/,
    {
      notRun: 'there was no database',
      said: { 'docs/command-line.md': 'not tried: there was no database' },
    },
  ],
  [/^npm run graph(?::types)?\b|^(?:npx )?j1-integration /, byHand],
  // For developers.
  [
    /^git apply\b/,
    {
      test: 'test/endToEnd/newResource.test.ts',
      starts: "['apply', '-p0', 'resource.patch']",
    },
  ],
  [
    /^npm run build:docker\b/,
    { test: 'test/endToEnd/image.test.ts', starts: 'await buildImage(' },
  ],
  [
    /^npm run build\b/,
    { test: 'test/endToEnd/package.test.ts', starts: "['run', 'build'" },
  ],
  [
    /^npm (?:test|run test:ci)\b|^npx jest\b|^npm run (?:check|test:unit)\b/,
    { workflow: 'build.yml', line: 'npm run test:ci' },
  ],
  [
    /^npm run (?:lint|type-check|format|document|unused|questions)(?::check)?\b|^npx knip\b/,
    'check',
  ],
  [
    /^npm run matrix\b/,
    {
      test: 'test/reliability/behaviours/cases.test.ts',
      through: '/selection',
    },
  ],
  [
    /^npx ts-node scripts\/reliability\.ts$/,
    {
      test: 'test/reliability/behaviours/cases.test.ts',
      through: 'withBehaviours',
    },
  ],
  [
    /^npx ts-node scripts\/soak\.ts\b/,
    { test: 'test/reliability/soak.test.ts', through: 'startSoak' },
  ],
  [
    /^npx ts-node test\/emulator\/serve\.ts\b/,
    {
      test: 'test/emulator/emulator.test.ts',
      through: 'startEmulator',
    },
  ],
  [
    /^npm run (?:soak:runs|test:node|test:full|test:record|simulate:quotas)\b/,
    ranByUs('it takes minutes, or writes files of the project'),
  ],
  [/^npm run benchmark\b|^npm run benchmark:huge\b/, measuring],
  // Of the machine.
  [
    /^jq\b|^sort$|^uniq -c$/,
    { test: 'test/endToEnd/collect.test.ts', through: 'resultExamples' },
  ],
  [/^docker\b/, inDocker],
  [
    /^(?:useradd|git clone|cd \/opt|npm prune|install|cp deploy|systemctl|journalctl)\b/,
    onHost,
  ],
  [/^npm (?:pack|install|publish)\b|^tar\b|^mkdir src$|^echo "module/, packing],
  [/^npm (?:ci|audit)\b/, { workflow: 'build.yml', line: 'npm ci' }],
  [
    /^openssl req\b|^cat certificate\.pem/,
    {
      notRun: 'openssl is not everywhere where tests run',
      said: {
        'docs/setup.md': 'No test runs these commands',
        'docs/jupiterone.md': 'No test runs these commands',
      },
    },
  ],
  [
    /^openssl (?:pkcs12|pkey)\b|^chmod 600|^git worktree/,
    ranByUs('a tool of the machine'),
  ],
  [
    /^export JUPITERONE_API_KEY/,
    { test: uploading, through: 'JUPITERONE_API_KEY' },
  ],
];
