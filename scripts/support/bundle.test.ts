import type { Entity } from '@jupiterone/integration-sdk-core';
import fc from 'fast-check';
import { generateTenant, startEmulator } from '#test/emulator/index';
import { bundleOf, originalsOf } from '#test/endToEnd/supportBundle';
import { runIntegration } from '#test/reliability/runIntegration';

const LOG = 'j1-integration.log';
const SUMMARY = '.j1-integration/summary.json';
const secret = 'aBc8Q~dEf9Gh2Ij3kLmN4oPqR5sTuVwXyZ6a7b8c';
const environment = {
  CLIENT_SECRET: secret,
  JUPITERONE_API_KEY: 'short key',
  JUPITERONE_ACCOUNT: 'contoso-prod',
  HTTPS_PROXY: 'http://robot:pa%24s@gateway.corp.example:3128',
};

const line = (fields: object) =>
  JSON.stringify({ level: 30, hostname: 'ann-laptop', v: 0, ...fields });

let entities: Entity[];

beforeAll(async () => {
  const emulator = await startEmulator({
    tenant: generateTenant({ size: 'small' }),
    exportPolls: 0,
  });
  const run = await runIntegration(emulator);
  await emulator.close();
  entities = [...run.graph.entities];
});

const filesWith = (log: string, summary: object = {}) =>
  new Map([
    [SUMMARY, JSON.stringify(summary)],
    [
      '.j1-integration/graph/users/entities/0.json',
      JSON.stringify({ entities }),
    ],
    [LOG, log],
  ]);

test('whatever a log quotes of a tenant is not in it', async () => {
  const originals = originalsOf(entities);
  expect(originals.length).toBeGreaterThan(100);
  const quoted = fc.constantFrom(...originals);
  const around = fc.constantFrom('', '"', "'", '(', '/', '=', ': ', ' and ');
  const spelled = fc.constantFrom(
    (text: string) => text,
    (text: string) => text.toUpperCase(),
    (text: string) => text.normalize('NFD'),
  );
  const message = fc
    .array(fc.tuple(around, quoted, spelled, around), { minLength: 1 })
    .map((parts) =>
      parts
        .map(
          ([before, text, spell, after]) => ` ${before}${spell(text)}${after} `,
        )
        .join(''),
    );
  await fc.assert(
    fc.asyncProperty(fc.array(message, { minLength: 1 }), async (messages) => {
      const log = messages.flatMap((msg) => [
        line({ msg, err: { message: msg, stack: `Error: ${msg}\n  at x` } }),
        line({ msg: 'a', progress: { odd: { [msg]: 1 } } }),
        msg,
      ]);
      const bundle = await bundleOf(
        filesWith(log.join('\n'), {
          run: { events: [{ message: messages[0] }] },
        }),
        environment,
      );
      const text = bundle.toLowerCase();
      expect(originals.filter((original) => text.includes(original))).toEqual(
        [],
      );
    }),
    { numRuns: 15 },
  );
});

test('nor are secrets, hosts and accounts of the environment, nor this machine', async () => {
  const bundle = await bundleOf(
    filesWith(
      [
        line({ msg: `no ${secret} for contoso-prod with short key` }),
        `connect ECONNREFUSED gateway.corp.example:3128 as robot:pa$s`,
      ].join('\n'),
    ),
    environment,
  );
  for (const text of [
    secret,
    'short key',
    'contoso-prod',
    'gateway.corp',
    'robot',
    'pa$s',
    'ann-laptop',
  ]) {
    expect(bundle).not.toContain(text);
  }
  expect(bundle).toContain('ECONNREFUSED');
});

test('what support needs stays: steps, types, counts, statuses and times', async () => {
  const step = {
    ...{ id: 'users', status: 'success', duration: 12 },
    declaredTypes: ['azure_user'],
    encounteredTypeCounts: { azure_user: 7 },
  };
  const told = {
    ...{ level: 40, stepId: 'users', count: 3 },
    requestId: '33820f00-4067-4aaa-94e0-a72d5608a9ea',
    time: '2026-11-28T14:33:36.626Z',
  };
  const bundle = JSON.parse(
    await bundleOf(
      filesWith(line(told).replace('"v":0', '"msg":"left out"'), {
        integrationStepResults: [step],
      }),
      {},
    ),
  ) as { summary: object; log: object[] };
  expect(bundle.summary).toEqual({ integrationStepResults: [step] });
  expect(bundle.log).toEqual([{ ...told, msg: 'left out' }]);
});

test('one name has one pseudonym in a bundle, and another one in the next', async () => {
  const user = entities.find(({ _type }) => _type === 'azure_user');
  const files = filesWith(`${user?.displayName}; ${user?.displayName}`);
  const pseudonyms = async () => {
    const { log } = JSON.parse(await bundleOf(files, {})) as { log: string[] };
    return log[0].split('; ');
  };
  const [first, again] = await pseudonyms();
  expect(first).toMatch(/^person-[0-9a-f]{12}$/);
  expect(again).toBe(first);
  expect((await pseudonyms())[0]).not.toBe(first);
});

test('a run that did not come to its end has its log only', async () => {
  const bundle = JSON.parse(
    await bundleOf(new Map([[LOG, 'It failed.']]), {}),
  ) as object;
  expect(bundle).toMatchObject({ summary: null, log: ['It failed.'] });
});

test('a folder of no run is refused', async () => {
  await expect(bundleOf(new Map([['a.txt', '']]), {})).rejects.toThrow(
    'has neither .j1-integration/summary.json nor j1-integration.log: it is no folder of a run.',
  );
});
