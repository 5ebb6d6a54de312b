/** What a list gives is taken once or counted once, and what is told of it follows one table. */
import fc from 'fast-check';
import {
  failed,
  lostPageToken,
  page,
  type HttpReply,
} from '#test/graph/replies';
import type { Script } from '#test/graph/scriptedTransport';
import { scriptedList, type ScriptedReading } from '#test/support/scriptedList';
import { failureOf, scriptedStep } from '#test/support/stepContext';
import {
  GraphAbortError,
  GraphResponseError,
  isBadRequest,
  LoginError,
} from '../../graph/errors/errors';
import type { GraphClient } from '../../graph/client';
import { allowed, isShort } from '../leftOut/allowances';
import { IntegrationPartialStepError } from '../wholeness/completeness';
import { MOST_HELD } from './listedItems';
import type { Listing } from './listing';
import { listWhole, PAUSE_MS } from './listWhole';
import {
  usersCountRequest,
  usersRequest,
  usersWithSignInRequest,
  type UserPayload,
} from '../../steps/users/request';

const idOf = (number: number) => `item-${String(number).padStart(8, '0')}`;
const whole = (number: number) => ({
  id: idOf(number),
  displayName: `Item ${number}`,
  accountEnabled: true,
});
const lacking = (number: number) => ({
  id: idOf(number),
  displayName: `Item ${number}`,
});
const bare = (number: number) => ({ id: idOf(number) });
const withoutId = { displayName: 'Who?', accountEnabled: true };

const many = <Item>(count: number, item: (number: number) => Item, from = 0) =>
  Array.from({ length: count }, (_, index) => item(from + index));

const counting = (graph: GraphClient): Partial<Listing<UserPayload>> => ({
  count: { read: () => graph.count(usersCountRequest) },
});

interface Outcome {
  readonly taken: string[];
  readonly events: string[];
  readonly isPartial: boolean;
  readonly pauses: number[];
  readonly urls: string[];
}

async function run(
  script: Script,
  options: (graph: GraphClient) => Partial<Listing<UserPayload>> = counting,
): Promise<Outcome> {
  const { context, events, clock, transport } = scriptedStep(script);
  const taken: string[] = [];
  const ids = await listWhole<UserPayload>(context, {
    what: 'things',
    request: usersRequest,
    deciding: ['accountEnabled'],
    take: (items) => {
      taken.push(...items.map(({ id }) => id));
      return Promise.resolve();
    },
    ...options(context.graph),
  });
  expect([...ids]).toEqual(taken);
  let isPartial = false;
  try {
    context.completeness.settle('fetch-things', context.logger);
  } catch (error) {
    expect(error).toBeInstanceOf(IntegrationPartialStepError);
    isPartial = true;
  }
  return {
    taken,
    events: events.map(({ description }) => description),
    isPartial,
    pauses: clock.sleeps.filter((ms) => ms >= PAUSE_MS),
    urls: transport.urls,
  };
}

const reading = (
  items: readonly unknown[],
  count: number | HttpReply = items.length,
): ScriptedReading => ({ pages: [items], count });

interface Verdict {
  readonly taken: number;
  /** What the only event begins with; none for silence. */
  readonly event?: string;
  readonly isPartial?: boolean;
  readonly pauses?: number;
}

describe('a list', () => {
  it.each<[string, ScriptedReading[], Verdict]>([
    ['that is whole', [reading(many(5, whole))], { taken: 5 }],
    [
      'that has more than Graph counts',
      [reading(many(5, whole), 3)],
      { taken: 5 },
    ],
    [
      'that is empty, and counted so',
      [reading([])],
      {
        taken: 0,
        event:
          'Microsoft Graph listed no things, and none when it was asked again',
        pauses: 1,
      },
    ],
    [
      'that was empty for a moment',
      [reading([], 5), reading(many(5, whole))],
      { taken: 5, pauses: 1 },
    ],
    [
      'that is empty and counted',
      [reading([], 1)],
      {
        taken: 0,
        event: '1 things are not listed: Microsoft Graph counts 1 and lists 0',
        isPartial: true,
        pauses: 1,
      },
    ],
    [
      'that is short by what is normal',
      [reading(many(98, whole), 100)],
      {
        taken: 98,
        event: '2 of 100 things that Microsoft Graph counts are not listed',
      },
    ],
    [
      'that is short by more',
      [reading(many(97, whole), 100)],
      {
        taken: 97,
        event: '3 things are not listed',
        isPartial: true,
        pauses: 1,
      },
    ],
    [
      'that was short for a moment',
      [reading(many(97, whole), 100), reading(many(100, whole))],
      { taken: 100, pauses: 1 },
    ],
    [
      'that gives more each time, as often as it is read',
      [
        reading(many(50, whole), 100),
        reading(many(60, whole), 100),
        reading(many(70, whole), 100),
        reading(many(80, whole), 100),
      ],
      {
        taken: 70,
        event: '30 things are not listed',
        isPartial: true,
        pauses: 2,
      },
    ],
    [
      'each of whose readings has other items',
      [reading(many(50, whole), 100), reading(many(50, whole, 50), 100)],
      { taken: 100, pauses: 1 },
    ],
    [
      'a few of whose items lack something',
      [reading([...many(97, whole), ...many(3, lacking, 97)])],
      { taken: 100, event: '3 of 100 things came without accountEnabled' },
    ],
    [
      'more of whose items lack something',
      [reading([...many(96, whole), ...many(4, lacking, 96)])],
      {
        taken: 96,
        event: '4 of 100 things came without accountEnabled',
        isPartial: true,
        pauses: 1,
      },
    ],
    [
      'all of whose items lacked something for a moment',
      [reading(many(10, lacking)), reading(many(10, whole))],
      { taken: 10, pauses: 1 },
    ],
    [
      'whose items lacked something, and do not come again',
      [
        reading([...many(10, whole), ...many(9, lacking, 10)], 0),
        reading(many(10, whole), 0),
      ],
      {
        taken: 10,
        event: '9 of 19 things came without accountEnabled',
        isPartial: true,
        pauses: 1,
      },
    ],
    [
      'a few of whose items have nothing but ids',
      [reading([...many(98, whole), ...many(2, bare, 98)])],
      {
        taken: 98,
        event: '2 of 100 things came without an id, or with nothing else',
      },
    ],
    [
      'more of whose items have nothing but ids',
      [reading([...many(95, whole), ...many(5, bare, 95)])],
      {
        taken: 95,
        event: '5 of 100 things came without an id, or with nothing else',
        isPartial: true,
        pauses: 1,
      },
    ],
    [
      'whose items had nothing but ids for a moment',
      [reading(many(10, bare)), reading(many(10, whole))],
      { taken: 10, pauses: 1 },
    ],
    [
      'whose items had nothing but ids, and do not come again',
      [
        reading([...many(10, whole), ...many(9, bare, 10)], 0),
        reading(many(10, whole), 0),
      ],
      {
        taken: 10,
        event: '9 of 19 things came without an id, or with nothing else',
        isPartial: true,
        pauses: 1,
      },
    ],
    [
      'whose items lack something, and then all but their ids',
      [
        {
          pages: [
            [...many(96, whole), ...many(4, lacking, 96)],
            many(4, bare, 96),
          ],
          count: 100,
        },
      ],
      {
        taken: 96,
        event: '4 of 100 things came without accountEnabled',
        isPartial: true,
        pauses: 1,
      },
    ],
    [
      'a few of whose items have no id',
      [reading([...many(97, whole), withoutId, null, { id: 'short' }])],
      {
        taken: 97,
        event: '3 of 100 things came without an id, or with nothing else',
      },
    ],
    [
      'none of whose items has an id',
      [reading(many(4, () => withoutId))],
      {
        taken: 0,
        event: '4 of 4 things came without an id, or with nothing else',
        isPartial: true,
        pauses: 1,
      },
    ],
    [
      'the only item of which has no id',
      [reading([withoutId])],
      {
        taken: 0,
        event: '1 of 1 things came without an id, or with nothing else',
        isPartial: true,
        pauses: 1,
      },
    ],
    [
      'that nobody counts',
      [
        reading(
          many(5, whole),
          failed(
            400,
            'Request_UnsupportedQuery',
            {},
            'This request is not supported by the service.',
          ),
        ),
      ],
      {
        taken: 5,
        event:
          'Whether all things were collected could not be checked: GET /v1.0/users/$count answered 400',
      },
    ],
    [
      'that may not be counted',
      [reading(many(5, whole), failed(403))],
      {
        taken: 5,
        event: 'Whether all things were collected could not be checked',
      },
    ],
    [
      'whose count is none, however often it is asked',
      [reading(many(5, whole), { status: 200, body: { value: [] } })],
      {
        taken: 5,
        event: 'Whether all things were collected could not be checked',
      },
    ],
    [
      'that repeats itself',
      [{ pages: [many(5, whole), many(5, whole, 3)], count: 8 }],
      { taken: 8 },
    ],
    [
      'that begins again',
      [
        {
          pages: [many(5, whole), many(5, whole, 5), many(5, whole, 10)],
          isLostAt: 2,
          count: 15,
        },
      ],
      { taken: 15 },
    ],
    [
      'whose items are whole only when it begins again',
      [
        {
          pages: [[...many(5, lacking), ...many(5, whole)], []],
          isLostAt: 1,
          count: 5,
        },
      ],
      { taken: 5 },
    ],
  ])('%s', async (_, readings, expected) => {
    const { taken, events, isPartial, pauses } = await run(
      scriptedList(readings),
    );
    expect(new Set(taken).size).toBe(taken.length);
    expect({
      taken: taken.length,
      isPartial,
      pauses,
    }).toEqual({
      taken: expected.taken,
      isPartial: expected.isPartial ?? false,
      pauses: Array(expected.pauses ?? 0).fill(PAUSE_MS),
    });
    expect(events).toEqual(
      expected.event === undefined
        ? []
        : [expect.stringContaining(expected.event)],
    );
  });

  it('without a count is doubted only when it is empty', async () => {
    const none = () => ({});
    expect(await run(() => page([whole(1)]), none)).toMatchObject({
      taken: [idOf(1)],
      events: [],
      pauses: [],
    });
    expect(await run(() => page([]), none)).toMatchObject({
      events: [expect.stringContaining('listed no things')],
      isPartial: false,
      pauses: [PAUSE_MS],
    });
  });

  it.each<[string, HttpReply, string]>([
    ['is refused', failed(403), 'answered 403'],
    ['is not supported', failed(400, 'Request_UnsupportedQuery'), '400'],
    ['is no number', { status: 200, body: { value: [] } }, 'no count'],
  ])(
    'that is empty, and whose count %s, is told as unchecked, too',
    async (_, count, reason) => {
      const { events, isPartial, pauses } = await run(
        scriptedList([reading([], count)]),
      );
      expect(events).toEqual([
        expect.stringContaining('listed no things, and none when'),
        expect.stringMatching(
          `^Whether all things were collected could not be checked: .*/\\$count.*${reason}`,
        ),
      ]);
      expect({ isPartial, pauses }).toEqual({
        isPartial: false,
        pauses: [PAUSE_MS],
      });
    },
  );

  it.each<[string, Error]>([
    ['that nobody may log in', new LoginError('no', '7000215')],
    ['that the step is over', new GraphAbortError('GET /v1.0/users')],
    ['a bug of ours', new TypeError('no')],
  ])('fails when its count is answered by %s', async (_, failure) => {
    const read = () => Promise.reject(failure);
    const running = run(scriptedList([reading(many(5, whole))]), () => ({
      count: { read },
    }));
    await expect(running).rejects.toBe(failure);
  });

  it('that is empty is checked when its count comes in the second reading', async () => {
    const counted = await run(
      scriptedList([reading([], failed(403)), reading([])]),
    );
    expect(counted.events).toEqual([
      expect.stringContaining('listed no things, and none when'),
    ]);
  });

  it('that may lose single items is read again for one, which is then normal', async () => {
    const exact = (graph: GraphClient) => ({
      count: { read: () => graph.count(usersCountRequest), isExact: true },
    });
    const lost = reading(many(99, whole), 100);
    const found = await run(
      scriptedList([lost, reading(many(100, whole))]),
      exact,
    );
    expect(found).toMatchObject({ events: [], pauses: [PAUSE_MS] });
    expect(found.taken).toHaveLength(100);
    const never = await run(scriptedList([lost]), exact);
    expect(never).toMatchObject({ isPartial: false, pauses: [PAUSE_MS] });
  });

  it('does not emit more than it can hold of items that lack something', async () => {
    // 2 % would be normal, and are more than are held.
    const items = [
      ...many(60_000, whole),
      ...many(MOST_HELD + 1, lacking, 60_000),
    ];
    const { taken, isPartial, events } = await run(
      scriptedList([reading(items)]),
    );
    expect(taken).toHaveLength(60_000);
    expect(isPartial).toBe(true);
    expect(events).toEqual([
      expect.stringContaining(`${MOST_HELD + 1} of 61001 things came without`),
    ]);
  });

  it('counts what came again, once', async () => {
    const { context, events } = scriptedStep(
      scriptedList([
        { pages: [many(2, whole), many(2, whole)], count: 9 },
        reading(many(9, whole), 9),
      ]),
    );
    const count = jest.spyOn(context.meter, 'countOdd');
    await listWhole<UserPayload>(context, {
      what: 'things',
      request: usersRequest,
      ...counting(context.graph),
      take: () => Promise.resolve(),
    });
    expect(count.mock.calls).toEqual([['repeated', 2]]);
    expect(events).toEqual([]);
  });
});

const LARGE_PAGES = /\$top=/;
const SIGN_INS = /signInActivity/;

/** Refuses the addresses that fit; all others have the same users. */
const refusing =
  (pattern: RegExp, reply: HttpReply): Script =>
  ({ url }) =>
    pattern.test(url) ? reply : page([whole(1), whole(2)]);

describe('a list that Graph does not give', () => {
  const withPlain =
    (told: unknown[]): (() => Partial<Listing<UserPayload>>) =>
    () => ({
      request: usersWithSignInRequest,
      plain: {
        request: usersRequest,
        onUse: (failure) => told.push(failure),
      },
    });

  it.each([400, 404, 405, 413, 500, 501])(
    'in large pages (%d) is read in pages of its own size',
    async (status) => {
      const { taken, isPartial, events, urls } = await run(
        refusing(LARGE_PAGES, failed(status, 'BadRequest')),
        () => ({}),
      );
      expect(taken).toEqual([idOf(1), idOf(2)]);
      expect({ isPartial, events }).toEqual({ isPartial: false, events: [] });
      expect(urls.at(-1)).toContain('/users?$select=id');
    },
  );

  it.each([400, 401, 403, 404, 410, 429, 500, 501, 503])(
    'with its extra (%d) is read without, and told once',
    async (status) => {
      const told: unknown[] = [];
      const { taken, isPartial } = await run(
        refusing(SIGN_INS, failed(status, 'Odd')),
        withPlain(told),
      );
      expect(taken).toEqual([idOf(1), idOf(2)]);
      expect(isPartial).toBe(false);
      expect(told).toEqual([expect.objectContaining({ status })]);
    },
  );

  it.each([
    [400, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'],
    [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'],
    [403, 'Forbidden'],
  ])(
    'with its extra (%d %s) is not asked for in smaller pages where that is no matter of pages',
    async (status, code) => {
      const { taken, urls } = await run(
        refusing(SIGN_INS, failed(status, code)),
        withPlain([]),
      );
      expect(taken).toEqual([idOf(1), idOf(2)]);
      expect(urls.filter((url) => SIGN_INS.test(url))).toHaveLength(1);
    },
  );

  it.each([
    [false, /^(?!.*skiptoken).*signInActivity/],
    [true, /skiptoken/],
  ])('is told with whether it had begun: %p', async (isBegun, refused) => {
    const told: unknown[] = [];
    const link = 'https://graph.microsoft.com/v1.0/users?$skiptoken=1';
    await run(
      ({ url }) =>
        refused.test(url)
          ? failed(403)
          : page(many(3, whole), SIGN_INS.test(url) ? link : undefined),
      () => ({
        request: usersWithSignInRequest,
        plain: {
          request: usersRequest,
          onUse: (_, wasBegun) => told.push(wasBegun),
        },
      }),
    );
    expect(told).toEqual([isBegun]);
  });

  it.each([
    [400, true],
    [403, false],
  ])(
    'with its extra (%d) is read without only where that helps: %p',
    async (status, isRead) => {
      const told: unknown[] = [];
      const { taken } = await run(
        refusing(SIGN_INS, failed(status, 'Odd')),
        () => ({
          request: usersWithSignInRequest,
          plain: {
            request: usersRequest,
            helpsAfter: isBadRequest,
            onUse: (failure) => told.push(failure),
          },
        }),
      ).catch(() => ({ taken: [] }));
      expect(taken).toEqual(isRead ? [idOf(1), idOf(2)] : []);
      expect(told).toHaveLength(isRead ? 1 : 0);
    },
  );

  it('to its end is read without its extra, and each item is taken once', async () => {
    const told: unknown[] = [];
    const { taken } = await run(({ url }) => {
      if (!SIGN_INS.test(url) && !url.includes('skiptoken')) {
        return page(many(6, whole));
      }
      return url.includes('skiptoken')
        ? failed(403)
        : page(
            many(3, whole),
            `https://graph.microsoft.com/v1.0/users?$skiptoken=1`,
          );
    }, withPlain(told));
    expect(taken).toEqual(many(6, idOf));
    expect(told).toHaveLength(1);
  });

  it.each([400, 403, 404, 500])(
    'in any form (%d) fails, after it was asked in each form once',
    async (status) => {
      const told: unknown[] = [];
      const { context, transport } = scriptedStep(() =>
        failed(status, 'Denied'),
      );
      const failure = await failureOf(
        listWhole<UserPayload>(context, {
          what: 'things',
          take: () => Promise.resolve(),
          request: usersRequest,
          ...withPlain(told)(),
        }),
      );
      expect(failure).toBeInstanceOf(GraphResponseError);
      expect(failure).toMatchObject({ status });
      expect(told).toHaveLength(1);
      expect(new Set(transport.urls).size).toBe(status === 403 ? 2 : 4);
    },
  );

  it.each([
    ['nobody may log in', new LoginError('no', '7000215')],
    ['its step has ended', new GraphAbortError('GET /v1.0/users')],
  ])('because %s fails at once', async (_, error) => {
    const { context } = scriptedStep([]);
    const told: unknown[] = [];
    const list = jest.fn(async function* () {
      await Promise.reject(error);
      yield [];
    });
    Object.assign(context.graph, { list });
    const failure = await failureOf(
      listWhole<UserPayload>(context, {
        what: 'things',
        take: () => Promise.resolve(),
        request: usersRequest,
        ...withPlain(told)(),
      }),
    );
    expect(failure).toBe(error);
    expect(told).toEqual([]);
    expect(list).toHaveBeenCalledTimes(1);
  });

  // Its items count as emitted: another list would leave them out.
  it('is not blamed for items that could not be emitted', async () => {
    const { context, transport } = scriptedStep(() => page(many(3, whole)));
    const told: unknown[] = [];
    const error = new GraphResponseError('GET /v1.0/others', {
      status: 500,
      code: '',
      message: 'It went wrong.',
    });
    const failure = await failureOf(
      listWhole<UserPayload>(context, {
        what: 'things',
        request: usersRequest,
        ...withPlain(told)(),
        take: () => Promise.reject(error),
      }),
    );
    expect(failure).toBe(error);
    expect(told).toEqual([]);
    expect(transport.requests).toHaveLength(1);
  });

  it('because its tokens are lost for ever fails', async () => {
    const { context } = scriptedStep(({ url }) =>
      url.includes('skiptoken')
        ? lostPageToken()
        : page([], `https://graph.microsoft.com/v1.0/users?$skiptoken=1`),
    );
    const failure = await failureOf(
      listWhole<UserPayload>(context, {
        what: 'things',
        take: () => Promise.resolve(),
        request: usersRequest,
      }),
    );
    expect(failure).toMatchObject({ name: 'GraphProtocolError' });
  });
});

type Form = 'whole' | 'lacking' | 'bare';
interface Arrival {
  readonly number: number;
  readonly form: Form;
}

const arrival: fc.Arbitrary<Arrival> = fc.record({
  number: fc.nat(29),
  form: fc.constantFrom<Form>('whole', 'whole', 'whole', 'lacking', 'bare'),
});
const forms = { whole, lacking, bare };
/** Some large: only those can have a few odd items. */
const largePage = fc
  .array(arrival, { maxLength: 8 })
  .map((odd) => [
    ...many<Arrival>(30, (number) => ({ number, form: 'whole' }), 100),
    ...odd,
  ]);
const anyReading = fc.record({
  pages: fc.array(
    fc.oneof(
      fc.array(fc.option(arrival, { nil: undefined, freq: 9 }), {
        maxLength: 12,
      }),
      largePage,
    ),
    { minLength: 1, maxLength: 4 },
  ),
  isLost: fc.boolean(),
  count: fc.option(fc.nat(70), { nil: undefined, freq: 4 }),
});

/** The same rules, written down once more: what came by the last reading, and whether it is in doubt. */
class Model {
  readonly emitted = new Set<number>();
  readonly lacking = new Set<number>();
  readonly bare = new Set<number>();
  withoutId = 0;
  counted = 0;
  isCounted = true;

  read(
    pages: readonly (readonly (Arrival | undefined)[])[],
    count: number | undefined,
  ): void {
    const items = pages.flat();
    const here = items.filter((item) => item !== undefined);
    const ofForm = (form: Form) =>
      here.filter((item) => item.form === form).map(({ number }) => number);
    ofForm('whole').forEach((number) => this.emitted.add(number));
    ofForm('lacking').forEach((number) => this.lacking.add(number));
    ofForm('bare').forEach((number) => this.bare.add(number));
    this.emitted.forEach((number) => this.lacking.delete(number));
    [...this.emitted, ...this.lacking].forEach((n) => this.bare.delete(n));
    this.withoutId = items.length - here.length;
    this.counted = count ?? this.counted;
    this.isCounted = count !== undefined;
  }

  get size(): number {
    return this.emitted.size + this.lacking.size + this.unusable;
  }

  get unusable(): number {
    return this.bare.size + this.withoutId;
  }

  get isMuchLacking(): boolean {
    return this.lacking.size > allowed(this.size, 'changes');
  }

  get isUnusable(): boolean {
    return this.unusable > allowed(this.size, 'changes');
  }

  get isShort(): boolean {
    return isShort(this.size, this.counted, 'counts');
  }

  get isPartial(): boolean {
    return this.isMuchLacking || this.isUnusable || this.isShort;
  }

  /** One for each thing that is to be told. */
  get events(): number {
    const isEmpty = this.size === 0 && !this.isShort;
    const isUnchecked = !this.isCounted && !this.isShort;
    const isFewer = this.isCounted && !isEmpty && this.size < this.counted;
    return [
      this.lacking.size > 0,
      this.unusable > 0,
      this.isShort || isFewer,
      isEmpty,
      isUnchecked,
    ].filter(Boolean).length;
  }
}

test('whatever comes, each item is taken once or counted once, and the verdict follows the table', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyReading, { minLength: 1, maxLength: 3 }),
      async (readings) => {
        // What has no id cannot be told from itself when a list begins again.
        const mayBegin = readings.every(({ pages }) =>
          pages.flat().every((item) => item !== undefined),
        );
        const script = scriptedList(
          readings.map(({ pages, isLost, count }) => ({
            pages: pages.map((items) =>
              items.map((item) =>
                item === undefined ? withoutId : forms[item.form](item.number),
              ),
            ),
            isLostAt: isLost && mayBegin ? pages.length - 1 : undefined,
            count: count ?? failed(400, 'BadRequest'),
          })),
        );
        const outcome = await run(script);
        const model = new Model();
        for (let index = 0; index < 3; index += 1) {
          const before = model.emitted.size;
          const { pages, count } =
            readings[Math.min(index, readings.length - 1)];
          model.read(pages, count);
          const isDoubtful = model.size === 0 || model.isPartial;
          if (!isDoubtful || (index > 0 && model.emitted.size === before)) {
            break;
          }
        }
        const released = model.isMuchLacking ? [] : [...model.lacking];
        expect([...outcome.taken].sort()).toEqual(
          [...model.emitted, ...released].map(idOf).sort(),
        );
        expect(outcome.isPartial).toBe(model.isPartial);
        expect(outcome.events).toHaveLength(model.events);
      },
    ),
    { numRuns: 150 },
  );
});
