import * as fc from 'fast-check';
import { failed, page, type HttpReply } from '#test/graph/replies';
import type { LoggedRequest } from '#test/graph/scriptedTransport';
import { scriptedStep } from '#test/support/stepContext';
import { defineRequest } from '../../graph/request';
import { listWhole } from './listWhole';
import { MOST_PROBES } from './refusedFields';

interface Thing {
  id: string;
  size: string;
  alpha: string;
  beta: string;
  gamma: string;
  delta: string;
  epsilon: string;
  zeta: string;
  eta: string;
  theta: string;
}

const optional = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'epsilon',
  'zeta',
  'eta',
  'theta',
] as const;

const request = defineRequest<Thing>()({
  version: 'v1.0',
  path: '/things',
  select: ['id', 'size', ...optional],
  top: 100,
  workload: 'directory',
  cost: 1,
  permission: { anyOf: ['Thing.Read.All'], without: 'things' },
  documentation: 'https://learn.microsoft.com/graph/api/things',
});

const id = '4a3b1d2c-0000-4000-8000-000000000001';

const selected = ({ url }: LoggedRequest) =>
  new URL(url).searchParams.get('$select')?.split(',') ?? [];

/** Refuses every request that selects one of these. */
async function list(
  refused: readonly string[],
  refusal: (names: readonly string[]) => HttpReply,
) {
  const step = scriptedStep((asked) => {
    const names = selected(asked).filter((name) => refused.includes(name));
    return names.length > 0
      ? refusal(names)
      : page([
          Object.fromEntries(
            selected(asked).map((name) => [name, name === 'id' ? id : 'x']),
          ),
        ]);
  });
  const items: object[] = [];
  const failure: unknown = await listWhole(step.context, {
    what: 'things',
    request,
    optional,
    take: (things) => Promise.resolve(void items.push(...things)),
  }).catch((error: unknown) => error);
  const { requests } = step.transport;
  const probes = requests.filter(({ url }) => url.endsWith('$top=2'));
  const left = selected(requests[requests.length - 1]);
  return { ...step, failure, items, probes, requests, left };
}

const unnamed = () => failed(400, 'Request_BadRequest', {}, 'Bad request.');
const named = ([name]: readonly string[]) =>
  failed(
    400,
    'BadRequest',
    {},
    `Could not find a property named '${name}' on type 'thing'.`,
  );

describe('a list with a property that is refused', () => {
  it.each(optional)(
    'does without %s when the refusal names it',
    async (name) => {
      const { items, left, requests, events } = await list([name], named);
      expect(items).toHaveLength(1);
      expect(left).not.toContain(name);
      expect(left).toHaveLength(9);
      expect(requests).toHaveLength(2);
      expect(events).toEqual([
        expect.objectContaining({
          name: 'info',
          description: `Microsoft Graph refuses properties of things in this tenant or cloud: ${name}. They are not collected; everything else is. [M365-DATA-018]`,
        }),
      ]);
    },
  );

  it.each(optional)('finds %s when the refusal names nothing', async (name) => {
    const { items, left, probes, events } = await list([name], unnamed);
    expect(items).toHaveLength(1);
    expect(left).not.toContain(name);
    expect(left).toHaveLength(9);
    expect(probes.length).toBeLessThanOrEqual(MOST_PROBES);
    expect(events).toHaveLength(1);
  });

  it('does without whatever is optional, and probes five times at most', async () => {
    const anyOfThem = fc.subarray([...optional], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        anyOfThem,
        fc.constantFrom(named, unnamed),
        async (refused, refusal) => {
          const { items, left, probes } = await list(refused, refusal);
          expect(items).toHaveLength(1);
          expect(refused.filter((name) => left.includes(name))).toEqual([]);
          expect(left).toEqual(expect.arrayContaining(['id', 'size']));
          expect(probes.length).toBeLessThanOrEqual(MOST_PROBES);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['named', named],
    ['not named', unnamed],
  ])('fails when it cannot do without what is %s', async (_, refusal) => {
    const { failure, items, probes, events } = await list(['size'], refusal);
    expect(failure).toMatchObject({ status: 400 });
    expect(items).toEqual([]);
    expect(probes.length).toBeLessThanOrEqual(1);
    expect(events).toEqual([]);
  });

  it('searches nothing after a refusal that is about something else', async () => {
    const { probes } = await list(['alpha'], () => failed(403));
    expect(probes).toEqual([]);
  });
});
