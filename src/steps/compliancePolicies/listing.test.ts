import { setTimeout } from 'node:timers/promises';
import { failed, page, type HttpReply } from '#test/graph/replies';
import { failureOf, runStep, scriptedStep } from '#test/support/stepContext';
import { PAUSE_MS } from '../../run/listing/listWhole';
import { stepIds } from '../../run/stepIds';
import { compliancePoliciesStep, listedCompliancePolicies } from './';

const classic = page([
  {
    '@odata.type': '#microsoft.graph.iosCompliancePolicy',
    id: 'classic-0001',
    displayName: 'iPhones',
  },
  // Graph leaves the type out where it does not know it.
  { id: 'classic-0002', displayName: 'Company phones' },
]);
const catalog = page([
  {
    id: 'catalog-0001',
    name: 'Linux',
    platforms: 'linux',
    technologies: 'linuxMdm',
    isAssigned: false,
  },
  { id: 'catalog-0002', name: 'Linux servers', isAssigned: true },
]);

/** Long enough for an answer that is there to be worked on. */
const SOON_MS = 20;

const policies = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    id: `classic-000${number}`,
    displayName: `Policy ${number}`,
  }));

/** The step before a Graph that answers by list. */
const prepare = (replies: { classic?: HttpReply; catalog?: HttpReply }) =>
  scriptedStep(({ url }) =>
    new URL(url).pathname.endsWith('/compliancePolicies')
      ? (replies.catalog ?? catalog)
      : (replies.classic ?? classic),
  );

const keysOf = ({ context }: ReturnType<typeof prepare>) =>
  context.jobState.collectedEntities.map(({ _key }) => _key).sort();

const unknown = [
  ['404', failed(404, 'UnknownError')],
  [
    '400',
    failed(
      400,
      'BadRequest',
      {},
      "Resource not found for the segment 'compliancePolicies'.",
    ),
  ],
] as const;

describe('compliance policies', () => {
  it('of both families are collected, from beta', async () => {
    const step = prepare({});
    await runStep(compliancePoliciesStep, step);
    const { jobState } = step.context;
    expect(
      jobState.collectedEntities
        .map(({ _key, displayName, policyType }) => [
          _key,
          displayName,
          policyType,
        ])
        .sort(),
    ).toEqual([
      ['catalog-0001', 'Linux', 'linux (linuxMdm)'],
      ['catalog-0002', 'Linux servers', 'deviceManagementCompliancePolicy'],
      ['classic-0001', 'iPhones', 'iosCompliancePolicy'],
      ['classic-0002', 'Company phones', undefined],
    ]);
    expect(step.transport.urls.map((url) => url.split('?')[0]).sort()).toEqual([
      'https://graph.microsoft.com/beta/deviceManagement/compliancePolicies',
      'https://graph.microsoft.com/beta/deviceManagement/deviceCompliancePolicies',
    ]);
    expect([...step.events, ...step.lines]).toEqual([]);
  });

  it('are known by family and assignment to later steps', async () => {
    const step = prepare({});
    await runStep(compliancePoliciesStep, step);
    const index = await listedCompliancePolicies.load(step.context.jobState);
    expect(index.get('classic-0001')).toEqual({
      id: 'classic-0001',
      name: 'iPhones',
      family: 'classic',
      isAssigned: undefined,
    });
    expect(index.get('catalog-0001')).toEqual({
      id: 'catalog-0001',
      name: 'Linux',
      family: 'catalog',
      isAssigned: false,
      platform: 'linux',
    });
    expect(index.get('catalog-0002')).toMatchObject({ isAssigned: true });
    expect(index.size).toBe(4);
  });

  it.each([
    ['Linux', 'linux'],
    ['macOS', 'darwin'],
    ['linux,macOS', undefined],
    ['none', undefined],
    ['unknownFutureValue', undefined],
    [7, undefined],
  ])('for the platforms %s are for %s alone', async (platforms, expected) => {
    const policy = { id: 'catalog-0001', name: 'Policy', platforms };
    const step = prepare({ catalog: page([policy]) });
    await runStep(compliancePoliciesStep, step);
    const index = await listedCompliancePolicies.load(step.context.jobState);
    expect(index.get('catalog-0001')?.platform).toBe(expected);
  });

  it('that both lists have are taken once', async () => {
    const step = prepare({
      catalog: page([{ id: 'classic-0001', name: 'Again' }]),
    });
    await runStep(compliancePoliciesStep, step);
    expect(keysOf(step)).toEqual(['classic-0001', 'classic-0002']);
    expect(step.events).toEqual([]);
  });

  it.each(['compliancePolicies', 'deviceCompliancePolicies'])(
    'that both lists have are of the newer family, also when %s answers last',
    async (last) => {
      const step = scriptedStep(async ({ url }) => {
        const name = new URL(url).pathname.split('/').at(-1);
        if (name === last) {
          await setTimeout(SOON_MS);
        }
        return name === 'compliancePolicies'
          ? page([{ id: 'twice-0001', name: 'Newer' }])
          : page([{ id: 'twice-0001', displayName: 'Older' }]);
      });
      await runStep(compliancePoliciesStep, step);
      const { jobState } = step.context;
      expect(jobState.collectedEntities).toEqual([
        expect.objectContaining({ _key: 'twice-0001', displayName: 'Newer' }),
      ]);
      const index = await listedCompliancePolicies.load(jobState);
      expect([...index.values()]).toMatchObject([
        { id: 'twice-0001', name: 'Newer', family: 'catalog' },
      ]);
    },
  );

  it.each<[string, readonly object[], number, string | undefined, boolean]>([
    ['whole', policies(3), 3, undefined, false],
    ['empty', [], 0, 'listed no compliance policies, and none when', false],
    ['repeating itself', [...policies(3), ...policies(2)], 3, undefined, false],
    [
      'with a few that have no id, or nothing else',
      [...policies(7), { displayName: 'Who?' }, { id: 'classic-0009' }],
      7,
      '2 of 9 compliance policies came without an id, or with nothing else',
      false,
    ],
    [
      'with more of those',
      [...policies(7), ...Array<object>(4).fill({ displayName: 'Who?' })],
      7,
      '4 of 11 compliance policies came without an id, or with nothing else',
      true,
    ],
    [
      'without any id',
      [{ displayName: 'Who?' }],
      0,
      '1 of 1 compliance policies came without an id, or with nothing else',
      true,
    ],
  ])('of a list %s', async (_, listed, count, event, isPartial) => {
    const step = prepare({ classic: page(listed), catalog });
    const running = runStep(compliancePoliciesStep, step);
    if (isPartial) {
      expect(await failureOf(running)).toMatchObject({ code: 'PARTIAL_STEP' });
    } else {
      await running;
    }
    expect(
      keysOf(step).filter((key) => key.startsWith('classic')),
    ).toHaveLength(count);
    expect(step.events.map(({ description }) => description)).toEqual(
      event === undefined ? [] : [expect.stringContaining(event)],
    );
  });

  it.each([
    ['the first', { classic: page([]) }, 'listed no compliance policies,'],
    [
      'the other',
      { catalog: page([]) },
      'listed no compliance policies of the Settings Catalog,',
    ],
  ])('are told to be none of %s family once', async (_, replies, event) => {
    const step = prepare(replies);
    await runStep(compliancePoliciesStep, step);
    expect(keysOf(step)).toHaveLength(2);
    expect(step.events).toMatchObject([
      { name: 'info', description: expect.stringContaining(event) as unknown },
    ]);
    // Asked twice, with time between.
    expect(step.transport.requests).toHaveLength(3);
    const times = step.transport.times;
    expect(Math.max(...times)).toBeGreaterThanOrEqual(PAUSE_MS);
  });

  describe('of the Settings Catalog, when `$select` is refused', () => {
    const refusing = (reply: HttpReply) =>
      scriptedStep(({ url }) => {
        if (!new URL(url).pathname.endsWith('/compliancePolicies')) {
          return classic;
        }
        return url.includes('select') ? reply : catalog;
      });
    const asked = ({ transport }: ReturnType<typeof prepare>) =>
      transport.urls.filter((url) => url.includes('/compliancePolicies'));

    it('are read with all their properties, which a log line tells', async () => {
      const message = "The query parameter '$select' is not supported.";
      const step = refusing(failed(400, 'BadRequest', {}, message));
      await runStep(compliancePoliciesStep, step);
      expect(keysOf(step)).toEqual([
        'catalog-0001',
        'catalog-0002',
        'classic-0001',
        'classic-0002',
      ]);
      expect(asked(step).map((url) => url.split('?')[1]?.slice(0, 7))).toEqual([
        '$select',
        undefined,
      ]);
      expect(step.events).toEqual([]);
      expect(step.lines).toEqual([
        'A list is read with all properties of its items, because Microsoft Graph refuses a selection of them [M365-LOG-002]',
      ]);
    });

    it.each<readonly [string, HttpReply]>([
      ['403', failed(403, 'Forbidden')],
      ...unknown,
    ])('but not for %s, which is about the whole list', async (_, reply) => {
      const step = refusing(reply);
      await failureOf(runStep(compliancePoliciesStep, step));
      expect(asked(step).every((url) => url.includes('$select'))).toBe(true);
    });
  });

  it('that were hidden for a moment are collected', async () => {
    let times = 0;
    const step = scriptedStep(({ url }) => {
      if (new URL(url).pathname.endsWith('/compliancePolicies')) {
        return catalog;
      }
      times += 1;
      return times === 1 ? page([]) : classic;
    });
    await runStep(compliancePoliciesStep, step);
    expect(keysOf(step)).toHaveLength(4);
    expect(step.events).toEqual([]);
  });
});

describe('where Graph does not know the list of the Settings Catalog', () => {
  it.each(unknown)(
    'by %s, the step collects the others and is partial in the global cloud',
    async (_, answer) => {
      const step = prepare({ catalog: answer });
      const error = await failureOf(runStep(compliancePoliciesStep, step));
      expect(error).toMatchObject({
        code: 'PARTIAL_STEP',
        message: expect.stringContaining(
          'that of the Settings Catalog (Linux and others)',
        ) as unknown,
      });
      expect(keysOf(step)).toEqual(['classic-0001', 'classic-0002']);
      expect(step.events).toMatchObject([{ name: 'warn_incomplete_data' }]);
      const { completion } = step.context;
      expect(completion.has(stepIds.compliancePolicies)).toBe(false);
    },
  );

  it.each(unknown)(
    'by %s, the step succeeds in a national cloud, and tells so',
    async (_, answer) => {
      const step = prepare({ catalog: answer });
      const { context } = step;
      const instance = { ...context.instance, config: { cloud: 'china' } };
      await runStep(compliancePoliciesStep, {
        context: { ...context, instance },
      });
      expect(keysOf(step)).toEqual(['classic-0001', 'classic-0002']);
      expect(step.events).toMatchObject([
        {
          name: 'info',
          description:
            'Microsoft Cloud for China (21Vianet) does not answer GET /beta/deviceManagement/compliancePolicies: compliance policies of the Settings Catalog are not collected. [M365-DATA-017]',
        },
      ]);
    },
  );

  it.each([
    ['403', failed(403, 'Forbidden'), 'PROVIDER_AUTHORIZATION_ERROR'],
    ['500', failed(500, 'x'), 'PROVIDER_API_ERROR'],
    ['another 400', failed(400, 'BadRequest'), 'PROVIDER_API_ERROR'],
  ])('%s is no such answer: the step fails', async (_, answer, code) => {
    const step = prepare({ catalog: answer });
    const error = await failureOf(runStep(compliancePoliciesStep, step));
    expect(error).toMatchObject({ code });
  });

  it('that of the other policies may not be unknown', async () => {
    const step = prepare({ classic: failed(404, 'UnknownError') });
    const error = await failureOf(runStep(compliancePoliciesStep, step));
    expect(error).toMatchObject({ code: 'PROVIDER_API_ERROR', status: 404 });
  });
});
