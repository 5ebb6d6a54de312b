import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import { ok, throttled } from '#test/graph/replies';
import { RecordingLogger } from '#test/graph/recordingLogger';
import { intuneRequest, usersRequest } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { GraphLogger } from '../../graph/basics/logger';
import type { GraphClient } from '../../graph/client';
import { createStepMeter, measuredJobState } from './measure';
import type { ProgressMeter } from './meter';

const entity = (key: string, type = 'azure_user') => ({
  _key: key,
  _type: type,
  _class: 'User',
});
const relationship = (key: string) => ({
  _key: key,
  _type: 'account_has_user',
  _class: 'HAS',
  _fromEntityKey: 'a',
  _toEntityKey: 'b',
});

function createMeasured() {
  const { client } = scriptedClient([]);
  const meter = createStepMeter(new RecordingLogger(), client, []);
  const original = createMockJobState();
  return { meter, original, jobState: measuredJobState(original, meter) };
}

describe('measuredJobState', () => {
  it('counts what is added, and adds it', async () => {
    const { jobState, meter, original } = createMeasured();
    const added = await jobState.addEntity(entity('u1'));
    await jobState.addEntities([entity('u2'), entity('l1', 'laptop')]);
    await jobState.addRelationship(relationship('r1'));
    await jobState.addRelationships([relationship('r2'), relationship('r3')]);
    expect(meter.end()).toMatchObject({
      entities: { azure_user: 2, laptop: 1 },
      relationships: { account_has_user: 3 },
    });
    expect(added).toEqual(entity('u1'));
    expect(original.collectedEntities).toHaveLength(3);
    expect(original.collectedRelationships).toHaveLength(3);
    expect(jobState.hasKey('u2')).toBe(true);
  });

  it('counts nothing that is refused', async () => {
    const { jobState, meter } = createMeasured();
    await jobState.addEntity(entity('u1'));
    await expect(jobState.addEntities([entity('u1')])).rejects.toThrow('u1');
    expect(meter.end().entities).toEqual({ azure_user: 1 });
  });

  it('registers keys before it gives way to other work', () => {
    const { jobState } = createMeasured();
    void jobState.addEntities([entity('u1')]);
    expect(jobState.hasKey('u1')).toBe(true);
  });
});

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
