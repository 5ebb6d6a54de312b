import type { Context } from '@microsoft/microsoft-graph-client';
import { GraphCall } from './call';
import { GraphProtocolError } from '../errors/errors';
import { silentLogger } from '../basics/logger';
import { OriginGuardPolicy } from './originGuard';

const ORIGIN = 'https://graph.microsoft.com';

/** The context with which the rest of the chain is called; none when it is not. */
async function passedOn(
  url: string,
  origin = ORIGIN,
): Promise<Context | undefined> {
  const call = new GraphCall({
    method: 'GET',
    url,
    endpoint: 'GET /v1.0/users',
    workload: 'directory',
    cost: 1,
    logger: silentLogger,
    signal: new AbortController().signal,
  });
  const context = {
    request: 'https://graph.microsoft.com/rejoined',
    options: { method: 'GET', headers: { Authorization: 'Bearer old' } },
    middlewareControl: { getMiddlewareOptions: () => call },
  } as unknown as Context;
  let seen: Context | undefined;
  const guard = new OriginGuardPolicy(origin);
  guard.setNext({
    execute: (given: Context) => {
      seen = given;
      return Promise.resolve();
    },
  });
  await guard.execute(context);
  return seen;
}

describe('the origin guard', () => {
  test('passes a call on as it is, without the header of an earlier attempt', async () => {
    const url = `${ORIGIN}/v1.0/users?$skiptoken=a%2fB==&$top=2`;
    expect(await passedOn(url)).toMatchObject({
      request: url,
      options: { method: 'GET', headers: {} },
    });
    expect((await passedOn(url))?.options?.headers).toEqual({});
  });

  test.each([
    ['https://example.com/v1.0/users'],
    ['https://graph.microsoft.com.evil.com/v1.0/users'],
    ['https://graph.microsoft.com@evil.com/v1.0/users'],
    ['https://evil.com/https://graph.microsoft.com/'],
    ['https://graph.microsoft.com:8443/v1.0/users'],
    ['http://graph.microsoft.com/v1.0/users'],
    // Hosts to which the library itself would send the token.
    ['https://graph.microsoft.us/v1.0/users'],
    ['https://dod-graph.microsoft.us/v1.0/users'],
    ['https://microsoftgraph.chinacloudapi.cn/v1.0/users'],
    ['https://canary.graph.microsoft.com/v1.0/users'],
    ['/v1.0/users'],
    [''],
  ])('refuses %p before anybody adds a token', async (url) => {
    await expect(passedOn(url)).rejects.toThrow(GraphProtocolError);
  });

  test("refuses another port than the emulator's", async () => {
    const emulator = 'https://127.0.0.1:8443';
    await expect(
      passedOn('https://127.0.0.1:9443/v1.0', emulator),
    ).rejects.toThrow('refused to call https://127.0.0.1:9443');
    expect(await passedOn(`${emulator}/v1.0`, emulator)).toBeDefined();
  });
});
