/** Whatever goes wrong on the way and heals: what is delivered is what exists. */
import fc from 'fast-check';
import { batchReply, type SubReply } from '#test/graph/batchReplies';
import { FakeClock } from '#test/graph/fakeClock';
import {
  brokenConnection,
  failed,
  lostPageToken,
  page,
  refusedToken,
  throttled,
  type Reply,
} from '#test/graph/replies';
import { GRAPH, membersOf } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';

const subFaults: Record<string, SubReply> = {
  throttled: throttled('1'),
  throttledBriefly: throttled('0.1'),
  unavailable: failed(503),
  leftOut: 'leftOut',
  refusedToken: refusedToken(),
  lostPageToken: lostPageToken(),
};

const batchFaults: Record<string, Reply> = {
  throttled: throttled('2'),
  unavailable: failed(503),
  broken: brokenConnection(),
};

interface Group {
  readonly id: string;
  /** How many members each page has. */
  readonly pages: readonly number[];
  /** What happens to its requests before they succeed, in this order. */
  readonly faults: readonly string[];
}

/** Few enough faults of each kind that every one of them heals. */
const groupArbitrary = fc.record({
  pages: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 }),
  faults: fc
    .uniqueArray(fc.constantFrom(...Object.keys(subFaults)), { maxLength: 3 })
    .chain((faults) => fc.shuffledSubarray(faults)),
});

const tenantArbitrary = fc.record({
  groups: fc
    .array(groupArbitrary, { maxLength: 70 })
    .map((groups) =>
      groups.map((group, index): Group => ({ ...group, id: `g${index}` })),
    ),
  batchFaults: fc.array(
    fc.option(fc.constantFrom(...Object.keys(batchFaults))),
    { maxLength: 3 },
  ),
  latenciesMs: fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 9 }),
});

function membersOfPage(group: Group, index: number): string[] {
  return Array.from(
    { length: group.pages[index] },
    (_, member) => `${group.id}-${index}-${member}`,
  );
}

/** Answers for the groups, each of its faults once. */
class FaultyDirectory {
  /** Groups whose page token was lost. */
  readonly restarted = new Set<string>();
  readonly #groups: Map<string, { group: Group; faults: string[] }>;

  constructor(groups: readonly Group[]) {
    this.#groups = new Map(
      groups.map((group) => [group.id, { group, faults: [...group.faults] }]),
    );
  }

  answer(url: string): SubReply {
    const [, id, token] =
      /^\/groups\/(\w+)\/members\?(?:\$skiptoken=)?(\d*)/.exec(url) ?? [];
    const known = this.#groups.get(id);
    if (!known) {
      return failed(404);
    }
    const index = Number(token);
    const fault = known.faults.shift();
    const isApplicable = fault !== 'lostPageToken' || index > 0;
    if (fault === undefined || !isApplicable) {
      return this.#page(known.group, index);
    }
    if (fault === 'lostPageToken') {
      this.restarted.add(id);
    }
    return subFaults[fault];
  }

  #page(group: Group, index: number): SubReply {
    const members = membersOfPage(group, index).map((id) => ({ id }));
    const isLast = index === group.pages.length - 1;
    return isLast
      ? page(members)
      : page(
          members,
          `${GRAPH}/beta/groups/${group.id}/members?$skiptoken=${index + 1}`,
        );
  }
}

/** What was delivered for one group. */
interface Delivery {
  readonly members: string[];
  ends: number;
}

type Tenant = typeof tenantArbitrary extends fc.Arbitrary<infer T> ? T : never;

async function deliver(
  tenant: Tenant,
  directory: FaultyDirectory,
): Promise<Map<string, Delivery>> {
  const clock = new FakeClock();
  const { client } = scriptedClient(
    async (request, index) => {
      await clock.sleep(tenant.latenciesMs[index % tenant.latenciesMs.length]);
      const fault = tenant.batchFaults.at(index);
      return index < tenant.batchFaults.length && fault != null
        ? batchFaults[fault]
        : batchReply(request, (url) => directory.answer(url));
    },
    { clock },
  );
  const deliveries = new Map<string, Delivery>();
  const items = tenant.groups.map(({ id }) => membersOf(id));
  for await (const result of client.listMany(items, () => false)) {
    if ('failure' in result) {
      throw result.failure;
    }
    const delivery = deliveries.get(result.source) ?? { members: [], ends: 0 };
    delivery.members.push(...result.items.map(({ id }) => id));
    delivery.ends += result.isLast ? 1 : 0;
    deliveries.set(result.source, delivery);
  }
  return deliveries;
}

test('every item is delivered, and none twice unless its page token was lost', async () => {
  await fc.assert(
    fc.asyncProperty(tenantArbitrary, async (tenant) => {
      const directory = new FaultyDirectory(tenant.groups);
      const deliveries = await deliver(tenant, directory);
      expect(deliveries.size).toBe(tenant.groups.length);
      for (const group of tenant.groups) {
        const existing = group.pages.flatMap((_, index) =>
          membersOfPage(group, index),
        );
        const delivery = deliveries.get(group.id);
        const members = delivery?.members ?? [];
        const isRestarted = directory.restarted.has(group.id);
        expect(isRestarted ? [...new Set(members)] : members).toEqual(existing);
        expect(delivery?.ends).toBe(1);
      }
    }),
    { numRuns: 150 },
  );
}, 20_000);
