import fc from 'fast-check';
import { firstUrl, read } from '#test/graph/batchReading';
import { batchReply, subRequests } from '#test/graph/batchReplies';
import { failed, ok, page, type HttpReply } from '#test/graph/replies';
import { membersOfGroups } from '#test/graph/sampleRequests';
import type { LoggedRequest } from '#test/graph/scriptedTransport';
import { isMalformed } from '../errors/errors';

const refusals: Readonly<Record<string, HttpReply>> = {
  '400': failed(400, 'BadRequest'),
  '403': failed(403),
  '413': failed(413),
  '500': failed(500),
  malformed: ok({}),
};

/** Refuses every batch that has one of these groups in it. */
function refusing(poisonous: readonly number[], refusal: HttpReply) {
  const urls = new Set(poisonous.map((index) => firstUrl(`g${index}`)));
  return (request: LoggedRequest): HttpReply =>
    subRequests(request).some(({ url }) => urls.has(url))
      ? refusal
      : batchReply(request, () => page([{ id: 'm' }]));
}

test('finds the requests that spoil a batch, and reads all others', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 20 }).chain((size) =>
        fc.record({
          size: fc.constant(size),
          // Where the ends of both halves are refused, everything seems to be.
          poisonous: fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), {
            minLength: 1,
            maxLength: Math.min(3, size - 1),
          }),
          refusal: fc.constantFrom(...Object.keys(refusals)),
        }),
      ),
      async ({ size, poisonous, refusal }) => {
        const { results, failure } = await read(
          membersOfGroups(size),
          refusing(poisonous, refusals[refusal]),
          { tolerates: () => true },
        );
        expect(failure).toBeUndefined();
        const bad = results.filter((result) => 'failure' in result);
        expect(bad.map(({ source }) => source).sort()).toEqual(
          poisonous.map((index) => `g${index}`).sort(),
        );
        expect(results).toHaveLength(size);
      },
    ),
    { numRuns: 40 },
  );
}, 30_000);

test.each(Object.keys(refusals))(
  'a %s of everything ends everything, for some tens of requests',
  async (name) => {
    const { failure, transport } = await read(
      membersOfGroups(20),
      () => refusals[name],
      { tolerates: () => true },
    );
    expect(failure).toBeInstanceOf(Error);
    expect(transport.requests.length).toBeLessThanOrEqual(42);
  },
);

test('an empty answer of a batch is asked for again', async () => {
  let times = 0;
  const { results, failure } = await read(membersOfGroups(1), (request) =>
    batchReply(request, () => {
      times += 1;
      return times === 1 ? { status: 204 } : page([{ id: 'm' }]);
    }),
  );
  expect(failure).toBeUndefined();
  expect(results).toMatchObject([{ items: [{ id: 'm' }] }]);
});

test('a text in the place of an answer is read, in base64 or not', async () => {
  const body = '\ufeff{"value":[{"id":"m"}]}';
  for (const text of [body, Buffer.from(body).toString('base64')]) {
    const { results } = await read(membersOfGroups(1), (request) =>
      batchReply(request, () => ok(text)),
    );
    expect(results).toMatchObject([{ items: [{ id: 'm' }] }]);
  }
});

test('what stays unreadable is named as that', async () => {
  const { failure } = await read(membersOfGroups(1), () => ok({}));
  expect(isMalformed(failure)).toBe(true);
});
