import { ok, throttled } from '#test/graph/replies';
import { signInsRequest, usersRequest } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';

describe('a request that two quotas count', () => {
  const both = {
    ...signInsRequest,
    alsoCharges: { workload: 'directory', cost: 3_499 },
  } as const;

  test('is charged to both', async () => {
    const { client, transport } = scriptedClient(() => ok({ id: 'a' }));
    await client.get(both);
    await client.get(usersRequest);
    // All 3,500 are used.
    await client.get(usersRequest);
    expect(transport.times).toEqual([0, 0, 10_000]);
  });

  test('waits for both, and for the own one first', async () => {
    const { client, transport } = scriptedClient(() => ok({ id: 'a' }));
    const atOnce = {
      ...both,
      alsoCharges: { workload: 'directory', cost: 1 },
    } as const;
    await Promise.all(Array.from({ length: 5 }, () => client.get(atOnce)));
    await client.get(both);
    expect(transport.times).toEqual([
      ...Array.from({ length: 5 }, () => 0),
      10_000,
    ]);
  });

  test('waits out a pause of either', async () => {
    const { client, transport } = scriptedClient([
      throttled('10'),
      ok({ id: 'a' }),
      ok({ id: 'a' }),
    ]);
    await Promise.all([client.get(usersRequest), client.get(both)]);
    expect(transport.times[2]).toBeGreaterThanOrEqual(10_000);
  });
});
