import { ok, throttled } from '#test/graph/replies';
import { intuneRequest, usersRequest } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { GraphLogger } from '../../graph/basics/logger';
import type { GraphClient } from '../../graph/client';
import { createStepMeter } from './measure';
import type { ProgressMeter } from './meter';

describe('the requests of a step', () => {
  const viewOf = (
    client: GraphClient,
    logger: GraphLogger,
    meter: ProgressMeter,
  ) =>
    client.forStep({
      logger,
      signal: new AbortController().signal,
      onRequest: () => meter.countRequest(),
    });

  it('are those of its own view, with the pauses of its workloads', async () => {
    const { client, logger } = scriptedClient([
      ok({ id: '1' }),
      throttled('3'),
      ok({ id: '1' }),
      throttled('5'),
      ok({ id: '1' }),
    ]);
    const meter = createStepMeter(logger, client, [usersRequest]);
    const own = viewOf(client, logger, meter);
    await client.get(usersRequest);
    await own.get(usersRequest);
    await own.get(intuneRequest);
    expect(meter.end()).toMatchObject({ requests: 4, pausedSeconds: 3 });
    expect(client.statistics()).toMatchObject({ requests: 5 });
  });

  it('are logged as before', async () => {
    const { client, logger } = scriptedClient([
      throttled('1'),
      ok({ id: '1' }),
    ]);
    const meter = createStepMeter(logger, client, [usersRequest]);
    await viewOf(client, logger, meter).get(usersRequest);
    expect(meter.end()).toMatchObject({ requests: 2 });
    expect(logger.lines.map(({ level, message }) => [level, message])).toEqual([
      ['debug', 'Microsoft Graph request'],
      ['info', 'Microsoft Graph request will be tried again'],
      ['debug', 'Microsoft Graph request'],
    ]);
  });
});
