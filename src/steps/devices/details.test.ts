import { failed, ok, type HttpReply } from '#test/graph/replies';
import { batchReply } from '#test/graph/batchReplies';
import { scriptedClient } from '#test/graph/scriptedClient';
import { createStepLogger } from '#test/support/stepContext';
import { EarlyDetections } from './earlyDetections';
import { GraphAbortError } from '../../graph/errors/errors';
import { Completeness } from '../../run/wholeness/completeness';
import { ItemFailures } from '../../run/itemFailures';
import { DetailFields, fetchDetails } from './details';

const devices = ['d1', 'd2', 'd3'].map((id) => ({ id }));

interface Answers {
  /** To details and applications together. */
  readonly together?: (id: string, url: string) => HttpReply;
  /** To details alone. */
  readonly alone?: (id: string, url: string) => HttpReply;
}

const detailsOf = (id: string) => ({ id, udid: `UDID of ${id}` });
const withApplications = (id: string) =>
  ok({ ...detailsOf(id), detectedApps: [{ id: 'k1', displayName: 'Zoom' }] });

function fixture({
  together = withApplications,
  alone = (id) => ok(detailsOf(id)),
}: Answers = {}) {
  /** In alphabetical order: `d1 together`. */
  const asked: string[] = [];
  /** Single requests, which look for refused properties. */
  const probed: string[] = [];
  const answer = (url: string, asks: string[]) => {
    const id = /managedDevices\/([^?]*)/.exec(url)?.[1] ?? '';
    const isTogether = url.includes('$expand=detectedApps');
    expect(url).toContain('$select=id,');
    asks.push(`${id} ${isTogether ? 'together' : 'alone'}`);
    return isTogether ? together(id, url) : alone(id, url);
  };
  const { client } = scriptedClient((request) =>
    request.url.endsWith('/$batch')
      ? batchReply(request, (url) => answer(url, asked))
      : answer(request.url, probed),
  );
  const { logger, events } = createStepLogger();
  fields = new DetailFields({ graph: client, logger });
  return {
    client,
    events,
    probed,
    takeAsked: () => asked.splice(0).sort(),
  };
}

const udids = (details: Awaited<ReturnType<typeof fetchDetails>>) =>
  Array.from(details, ([id, { udid }]) => [id, udid]).sort();

const all = devices.map(({ id }) => [id, `UDID of ${id}`]);

let failures: ItemFailures;
let fields: DetailFields;

beforeEach(() => {
  failures = new ItemFailures();
});

/** What the step does with the failures at its end: the error that makes it partial, or what it fails with. */
function conclusion(of = devices.length): unknown {
  const completeness = new Completeness();
  const { logger } = createStepLogger();
  try {
    failures.conclude(completeness, {
      of,
      gone: 'devices are gone',
      unread: 'devices could not be read',
    });
    completeness.settle('step', logger);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('details of devices', () => {
  it('come alone when nobody wants the applications', async () => {
    const { client, takeAsked } = fixture();
    expect(
      udids(await fetchDetails(client, devices, failures, fields)),
    ).toEqual(all);
    expect(takeAsked()).toEqual(['d1 alone', 'd2 alone', 'd3 alone']);
  });

  it('come with the applications, one request a device', async () => {
    const { client, takeAsked } = fixture();
    const early = new EarlyDetections();
    expect(
      udids(await fetchDetails(client, devices, failures, fields, early)),
    ).toEqual(all);
    expect(takeAsked()).toEqual(['d1 together', 'd2 together', 'd3 together']);
    expect(devices.every(({ id }) => early.has(id))).toBe(true);
    expect(early.isRefused).toBe(false);
  });

  it('count without the whole list of applications', async () => {
    const { client, takeAsked } = fixture({
      together: (id) =>
        id === 'd1' ? withApplications(id) : ok(detailsOf(id)),
    });
    const early = new EarlyDetections();
    expect(
      udids(await fetchDetails(client, devices, failures, fields, early)),
    ).toEqual(all);
    expect(takeAsked()).toHaveLength(3);
    expect(devices.map(({ id }) => early.has(id))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('come alone, for the rest of the run, once Graph does not take the two together', async () => {
    const { client, takeAsked } = fixture({
      together: () => failed(400, 'BadRequest'),
    });
    const early = new EarlyDetections();
    expect(
      udids(await fetchDetails(client, devices, failures, fields, early)),
    ).toEqual(all);
    expect(takeAsked().filter((each) => each.endsWith('alone'))).toHaveLength(
      3,
    );
    expect(early.isRefused).toBe(true);
    expect(early.has('d1')).toBe(false);
    const others = [{ id: 'd4' }];
    expect(
      (await fetchDetails(client, others, failures, fields, early)).size,
    ).toBe(1);
    expect(takeAsked()).toEqual(['d4 alone']);
  });

  it('are asked again of those alone that were refused', async () => {
    const { client, takeAsked } = fixture({
      together: (id) =>
        id === 'd2' ? failed(400, 'BadRequest') : withApplications(id),
    });
    const early = new EarlyDetections();
    expect(
      udids(await fetchDetails(client, devices, failures, fields, early)),
    ).toEqual(all);
    expect(takeAsked()).toEqual([
      'd1 together',
      'd2 alone',
      'd2 together',
      'd3 together',
    ]);
    expect(devices.map(({ id }) => early.has(id))).toEqual([true, false, true]);
  });

  it.each([
    ['alone', undefined],
    ['with applications', new EarlyDetections()],
  ])('go without a device that is gone, %s', async (_, early) => {
    const reply = (id: string) =>
      id === 'd1' ? failed(404, 'NotFound') : withApplications(id);
    const { client } = fixture({ together: reply, alone: reply });
    const details = await fetchDetails(
      client,
      devices,
      failures,
      fields,
      early,
    );
    expect(udids(details)).toEqual(all.slice(1));
    expect(early?.isRefused ?? false).toBe(false);
    // Of 100 devices one may be gone, of one none.
    expect(conclusion(100)).toBeUndefined();
    expect(conclusion(1)).toMatchObject({ code: 'PARTIAL_STEP' });
  });

  it.each([
    ['alone', 403, undefined],
    ['alone', 400, undefined],
    ['alone', 500, undefined],
    ['with applications', 403, new EarlyDetections()],
    ['with applications', 500, new EarlyDetections()],
  ])(
    'go without one device that fails, which is named, %s with %i',
    async (_, status, early) => {
      const reply = (id: string) =>
        id === 'd2' ? failed(status, 'Failed') : withApplications(id);
      const { client } = fixture({ together: reply, alone: reply });
      const details = await fetchDetails(
        client,
        devices,
        failures,
        fields,
        early,
      );
      expect(udids(details)).toEqual([all[0], all[2]]);
      expect(conclusion()).toMatchObject({
        code: 'PARTIAL_STEP',
        message: expect.stringMatching(
          new RegExp(
            `^"step" is incomplete: 1 devices could not be read: device d2: .* answered ${status} `,
          ),
        ),
      });
    },
  );

  it.each([
    ['alone', 403, undefined],
    ['alone', 400, undefined],
    ['with applications', 403, new EarlyDetections()],
    ['with applications', 500, new EarlyDetections()],
  ])('fail when all fail, %s with %i', async (_, status, early) => {
    const reply = () => failed(status, 'Failed');
    const { client } = fixture({ together: reply, alone: reply });
    const details = await fetchDetails(
      client,
      devices,
      failures,
      fields,
      early,
    );
    expect(details.size).toBe(0);
    expect(conclusion()).toMatchObject({ status });
  });

  it.each([
    ['alone', undefined],
    ['with applications', new EarlyDetections()],
  ])('are given up when Graph is too busy for them, %s', async (_, early) => {
    const reply = () => failed(503);
    const { client, takeAsked } = fixture({ together: reply, alone: reply });
    expect(
      (await fetchDetails(client, devices, failures, fields, early)).size,
    ).toBe(0);
    expect(conclusion()).toMatchObject({ status: 503 });
    takeAsked();
    expect(
      (await fetchDetails(client, devices, failures, fields, early)).size,
    ).toBe(0);
    expect(takeAsked()).toEqual([]);
  });

  it.each([
    ['alone', undefined],
    ['with applications', new EarlyDetections()],
  ])('go without a property that Graph refuses, %s', async (_, early) => {
    const reply = (id: string, url: string) =>
      url.includes('notes') ? failed(400, 'BadRequest') : withApplications(id);
    const { client, events, probed, takeAsked } = fixture({
      together: reply,
      alone: reply,
    });
    const details = await fetchDetails(
      client,
      devices,
      failures,
      fields,
      early,
    );
    expect(udids(details)).toEqual(all);
    expect(events).toMatchObject([
      {
        description:
          'Microsoft Graph refuses properties of single devices in this tenant or cloud: notes. They are not collected; everything else is. [M365-DATA-018]',
      },
    ]);
    expect(probed.length).toBeLessThanOrEqual(5);
    expect(conclusion()).toBeUndefined();
    takeAsked();
    const others = [{ id: 'd4' }];
    const next = await fetchDetails(client, others, failures, fields, early);
    expect([next.size, takeAsked()]).toEqual([1, ['d4 alone']]);
  });

  it('are given up when more than 20 devices are refused for another reason', async () => {
    const { client, takeAsked } = fixture({ alone: () => failed(400, 'Odd') });
    const many = Array.from({ length: 21 }, (_, number) => ({
      id: `d${number}`,
    }));
    await fetchDetails(client, many, failures, fields);
    takeAsked();
    await fetchDetails(client, devices, failures, fields);
    expect(takeAsked()).toEqual([]);
    expect(conclusion(24)).toMatchObject({ status: 400 });
  });

  it('look for refused properties once, when it is no matter of them', async () => {
    const { client, probed } = fixture({
      alone: (id) => (id === 'd2' ? failed(400, 'Odd') : ok(detailsOf(id))),
    });
    await fetchDetails(client, devices, failures, fields);
    await fetchDetails(client, devices, failures, fields);
    expect(probed).toEqual(['d2 alone']);
  });

  it('fail the step when it has ended meanwhile', async () => {
    const { client } = fixture();
    const ended = new AbortController();
    ended.abort();
    const view = client.forStep({
      logger: createStepLogger().logger,
      signal: ended.signal,
    });
    await expect(
      fetchDetails(view, devices, failures, fields),
    ).rejects.toBeInstanceOf(GraphAbortError);
  });
});
