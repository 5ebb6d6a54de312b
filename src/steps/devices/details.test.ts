import { failed, ok, type HttpReply } from '../../../test/graph/replies';
import { batchReply } from '../../../test/graph/batchReplies';
import { scriptedClient } from '../../../test/graph/scriptedClient';
import { EarlyDetections } from '../detectedApplications/earlyDetections';
import { fetchDetails } from './details';

const devices = ['d1', 'd2', 'd3'].map((id) => ({ id }));

interface Answers {
  /** To details and applications together. */
  readonly together?: (id: string) => HttpReply;
  /** To details alone. */
  readonly alone?: (id: string) => HttpReply;
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
  const { client } = scriptedClient((request) =>
    batchReply(request, (url) => {
      const id = /managedDevices\/([^?]*)/.exec(url)?.[1] ?? '';
      const isTogether = url.includes('$expand=detectedApps');
      expect(url).toContain('$select=id,');
      asked.push(`${id} ${isTogether ? 'together' : 'alone'}`);
      return isTogether ? together(id) : alone(id);
    }),
  );
  return {
    client,
    takeAsked: () => asked.splice(0).sort(),
  };
}

const udids = (details: Awaited<ReturnType<typeof fetchDetails>>) =>
  Array.from(details, ([id, { udid }]) => [id, udid]).sort();

const all = devices.map(({ id }) => [id, `UDID of ${id}`]);

describe('details of devices', () => {
  it('come alone when nobody wants the applications', async () => {
    const { client, takeAsked } = fixture();
    expect(udids(await fetchDetails(client, devices))).toEqual(all);
    expect(takeAsked()).toEqual(['d1 alone', 'd2 alone', 'd3 alone']);
  });

  it('come with the applications, one request a device', async () => {
    const { client, takeAsked } = fixture();
    const early = new EarlyDetections();
    expect(udids(await fetchDetails(client, devices, early))).toEqual(all);
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
    expect(udids(await fetchDetails(client, devices, early))).toEqual(all);
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
    expect(udids(await fetchDetails(client, devices, early))).toEqual(all);
    expect(takeAsked().filter((each) => each.endsWith('alone'))).toHaveLength(
      3,
    );
    expect(early.isRefused).toBe(true);
    expect(early.has('d1')).toBe(false);
    const others = [{ id: 'd4' }];
    expect((await fetchDetails(client, others, early)).size).toBe(1);
    expect(takeAsked()).toEqual(['d4 alone']);
  });

  it('are asked again of those alone that were refused', async () => {
    const { client, takeAsked } = fixture({
      together: (id) =>
        id === 'd2' ? failed(400, 'BadRequest') : withApplications(id),
    });
    const early = new EarlyDetections();
    expect(udids(await fetchDetails(client, devices, early))).toEqual(all);
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
    const details = await fetchDetails(client, devices, early);
    expect(udids(details)).toEqual(all.slice(1));
    expect(early?.isRefused ?? false).toBe(false);
  });

  it.each([
    ['alone', 403, undefined],
    ['alone', 400, undefined],
    ['with applications', 403, new EarlyDetections()],
    ['with applications', 500, new EarlyDetections()],
  ])('fail %s with %i', async (_, status, early) => {
    const reply = () => failed(status, 'Failed');
    const { client } = fixture({ together: reply, alone: reply });
    await expect(fetchDetails(client, devices, early)).rejects.toMatchObject({
      status,
    });
  });
});
