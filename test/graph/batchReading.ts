/** Reads the members of many groups through a scripted client. */
import type { BatchResult, BatchItem } from '../../src/graph/batches/results';
import type { GraphClientOptions } from '../../src/graph/createGraphClient';
import { batchReply, subRequests, type SubReply } from './batchReplies';
import type { FakeClock } from './fakeClock';
import { GRAPH } from './sampleRequests';
import { scriptedClient, type ScriptedClient } from './scriptedClient';
import type { LoggedRequest, Script } from './scriptedTransport';

export interface Member {
  readonly id: string;
}

type Result = BatchResult<string, Member>;

export interface BatchReading extends ScriptedClient {
  readonly results: Result[];
  readonly failure?: unknown;
}

interface ReadingOptions extends Partial<GraphClientOptions> {
  readonly clock?: FakeClock;
  readonly tolerates?: (failure: Error) => boolean;
}

/** Reads the members of groups to the end, or to the failure. */
export async function read(
  items: readonly BatchItem<string, Member>[],
  script: Script,
  { tolerates = () => false, ...options }: ReadingOptions = {},
): Promise<BatchReading> {
  const fixture = scriptedClient(script, options);
  const results: Result[] = [];
  try {
    const all = fixture.client.listMany(items, tolerates);
    for await (const result of all) {
      results.push(result);
    }
  } catch (failure) {
    return { ...fixture, results, failure };
  }
  return { ...fixture, results };
}

/** A script whose batches answer each request by this function, which sees how often it was asked so. */
export function answering(
  answer: (url: string, times: number) => SubReply,
): (request: LoggedRequest) => ReturnType<typeof batchReply> {
  const seen = new Map<string, number>();
  return (request) =>
    batchReply(request, (url) => {
      const times = (seen.get(url) ?? 0) + 1;
      seen.set(url, times);
      return answer(url, times);
    });
}

/** Where the members of a group begin, below the version. */
export function firstUrl(group: string): string {
  return `/groups/${group}/members?$select=id&$top=999`;
}

/** Where they go on; the token is one that encoding anew would spoil. */
export function nextUrl(group: string, token: number | string): string {
  return `/groups/${group}/members?$skiptoken=${token}%2F=`;
}

/** The same as Graph gives it. */
export function link(group: string, token: number | string): string {
  return `${GRAPH}/beta${nextUrl(group, token)}`;
}

/** What a batch asked for, in its order. */
export function urlsOf(request: LoggedRequest): string[] {
  return subRequests(request).map(({ url }) => url);
}
