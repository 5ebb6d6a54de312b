/** Small pages come first; the rest of batching is in batching.test.ts. */
import type { BatchItem } from './results';
import {
  answering,
  firstUrl,
  link,
  nextUrl,
  read,
  urlsOf,
} from '#test/graph/batchReading';
import type { SubReply } from '#test/graph/batchReplies';
import { failed, lostPageToken, page, throttled } from '#test/graph/replies';
import { membersOf, membersOfGroups } from '#test/graph/sampleRequests';

const smallPages = { top: 19, cost: 1, count: 2 };

function withSmallPages<Payload>({
  source,
  request,
}: BatchItem<string, Payload>): BatchItem<string, Payload> {
  return { source, request: { ...request, smallPages } };
}

const group = withSmallPages(membersOf('g0'));
const smallUrl = (id: string) => `/groups/${id}/members?$select=id&$top=19`;
const member = (id: string) => ({ id });

/** Answers by address. */
const script = (replies: Readonly<Record<string, SubReply | SubReply[]>>) =>
  answering((url, times) => {
    const reply = replies[url];
    return Array.isArray(reply) ? reply[times - 1] : reply;
  });

async function readGroup(replies: Parameters<typeof script>[0]) {
  const { results, failure, transport } = await read([group], script(replies));
  const urls = transport.requests.flatMap(urlsOf);
  return { results, failure, urls };
}

test('a small collection is one small page', async () => {
  const { results, urls } = await readGroup({
    [smallUrl('g0')]: page([member('a')]),
  });
  expect(results).toEqual([
    { source: 'g0', items: [member('a')], isLast: true },
  ]);
  expect(urls).toEqual([smallUrl('g0')]);
});

test('two small pages are given when the second one is the last', async () => {
  const { results } = await readGroup({
    [smallUrl('g0')]: page([member('a')], link('g0', 1)),
    [nextUrl('g0', 1)]: page([member('b')]),
  });
  expect(results).toEqual([
    { source: 'g0', items: [member('a')], isLast: false },
    { source: 'g0', items: [member('b')], isLast: true },
  ]);
});

test('what does not fit is read on full pages, and given once', async () => {
  const { results, urls } = await readGroup({
    [smallUrl('g0')]: page([member('a')], link('g0', 1)),
    [nextUrl('g0', 1)]: page([member('b')], link('g0', 2)),
    [firstUrl('g0')]: page([member('a'), member('b')], link('g0', 3)),
    [nextUrl('g0', 3)]: page([member('c')]),
  });
  expect(results).toEqual([
    { source: 'g0', items: [member('a'), member('b')], isLast: false },
    { source: 'g0', items: [member('c')], isLast: true },
  ]);
  expect(urls).toEqual([
    smallUrl('g0'),
    nextUrl('g0', 1),
    firstUrl('g0'),
    nextUrl('g0', 3),
  ]);
});

test('a lost page token leads to full pages, and nothing is given twice', async () => {
  const { results } = await readGroup({
    [smallUrl('g0')]: page([member('a')], link('g0', 1)),
    [nextUrl('g0', 1)]: lostPageToken(),
    [firstUrl('g0')]: page([member('a'), member('b')]),
  });
  expect(results).toEqual([
    {
      source: 'g0',
      items: [member('a'), member('b')],
      isLast: true,
      beginsAnew: true,
    },
  ]);
});

test('what was throttled on a small page comes again', async () => {
  const { results } = await readGroup({
    [smallUrl('g0')]: [throttled('1'), page([member('a')], link('g0', 1))],
    [nextUrl('g0', 1)]: [throttled('1'), page([member('b')])],
  });
  expect(results.flatMap((r) => ('items' in r ? r.items : []))).toEqual([
    member('a'),
    member('b'),
  ]);
});

test('a small page that cannot be had fails like any other', async () => {
  const { failure } = await readGroup({
    [smallUrl('g0')]: failed(403, 'Authorization_RequestDenied'),
  });
  expect(failure).toMatchObject({ status: 403 });
});

test('are given up where most collections are large', async () => {
  const groups = membersOfGroups(600).map(withSmallPages);
  const { results, transport } = await read(
    groups,
    answering((url) => {
      const id = /g\d+/.exec(url)?.[0] ?? '';
      return url === firstUrl(id)
        ? page([member(id)])
        : page([member('first')], link(id, url.includes('skiptoken') ? 2 : 1));
    }),
  );
  expect(results).toHaveLength(600);
  const urls = transport.requests.flatMap(urlsOf);
  const small = urls.filter((url) => url.endsWith('$top=19')).length;
  expect(small).toBeGreaterThanOrEqual(100);
  expect(small).toBeLessThan(600);
});

test('cost what they cost', async () => {
  const groups = membersOfGroups(2_800).map(withSmallPages);
  const { transport } = await read(
    groups,
    answering(() => page([])),
  );
  // 2,800 of the 3,500 resource units at first: nothing has to wait.
  expect(new Set(transport.times)).toEqual(new Set([0]));
});
