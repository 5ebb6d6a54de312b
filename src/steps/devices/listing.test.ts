import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import { failed, ok, page } from '../../../test/graph/replies';
import {
  batchReply,
  isBatch,
  type SubReply,
} from '../../../test/graph/batchReplies';
import { runStep, scriptedStep } from '../../../test/support/stepContext';
import { managedDevicesStep } from '.';
import {
  loadDeviceIndex,
  saveDeviceIndex,
  type IndexedDevice,
} from './deviceIndex';

const ids = ['device-0001', 'device-0002', 'device-0003'];
const user = 'user-00000001';

const NEXT =
  'https://graph.microsoft.com/beta/deviceManagement/managedDevices?$skiptoken=2';

interface Options {
  readonly config?: { readonly includeAdvancedDeviceDetails: boolean };
  /** Of the single requests, by device. */
  readonly details?: (deviceId: string) => SubReply;
}

async function run(
  pages: readonly (readonly object[])[],
  { config, details = () => failed(500) }: Options = {},
) {
  const step = scriptedStep((request) => {
    if (isBatch(request)) {
      return batchReply(request, (url) =>
        details(url.split('?')[0].split('/').at(-1) ?? ''),
      );
    }
    return request.url === NEXT
      ? page(pages[1])
      : page(pages[0], pages[1] && NEXT);
  });
  const { context } = step;
  const instance = { ...context.instance, config: config ?? {} };
  await runStep(managedDevicesStep, {
    ...step,
    context: { ...context, instance },
  });
  const { collectedEntities, collectedRelationships } = context.jobState;
  return {
    ...step,
    devices: collectedEntities.filter(
      ({ _class }) => !_class.includes('HostAgent'),
    ),
    agents: collectedEntities.filter(({ _class }) =>
      _class.includes('HostAgent'),
    ),
    relationships: collectedRelationships,
    index: [...(await loadDeviceIndex(context.jobState))],
  };
}

const keysOf = (objects: readonly { _key?: string }[]) =>
  objects.map(({ _key }) => _key);

describe('the listing of devices', () => {
  it('gives devices, host agents and what connects them', async () => {
    const { devices, agents, relationships, index, lines } = await run([
      [
        { id: ids[0], deviceType: 'winEmbedded', userId: user },
        { id: ids[1], model: 'Virtual Machine', userId: '' },
      ],
      [{ id: ids[2], deviceType: 'iPhone' }],
    ]);
    expect(keysOf(devices)).toEqual(ids);
    expect(keysOf(agents)).toEqual(ids.map((id) => `intune-host-agent:${id}`));
    expect(relationships).toMatchObject(
      ['workstation', 'server', 'smartphone'].map((type, number) => ({
        _type: `intune_host_agent_manages_${type}`,
        _fromEntityKey: `intune-host-agent:${ids[number]}`,
        _toEntityKey: ids[number],
      })),
    );
    expect(index).toEqual([
      [ids[0], { type: 'workstation', ownerId: user }],
      [ids[1], { type: 'server' }],
      [ids[2], { type: 'smartphone' }],
    ]);
    expect(lines).toEqual([]);
  });

  it.each([
    [
      [{ userId: 'ann' }, { userId: 'bob' }, { userId: 'ann' }],
      ['ann', 'bob'],
    ],
    [[{ userId: '' }, { userId: null }, null, 7, {}], undefined],
    [[], undefined],
    [null, undefined],
    ['ann', undefined],
  ])(
    'keeps of those who logged on, %j, each once',
    async (usersLoggedOn, expected) => {
      const { index } = await run([[{ id: ids[0], usersLoggedOn }]]);
      expect(index[0][1].loggedOnIds).toEqual(expected);
    },
  );

  it('counts what has no id, and what is listed again', async () => {
    const { context, devices, index } = await run([
      [{ id: ids[0] }, {}, { id: 'short' }],
      [{ id: ids[0] }, { id: ids[1] }],
    ]);
    expect(keysOf(devices)).toEqual([ids[0], ids[1]]);
    expect(index).toHaveLength(2);
    expect(context.logger.warn).toHaveBeenCalledWith(
      { kind: 'withoutId', count: 2 },
      expect.any(String),
    );
    expect(context.logger.warn).toHaveBeenCalledWith(
      { kind: 'repeated', count: 1 },
      expect.any(String),
    );
  });

  it('goes by the first of two that a page repeats', async () => {
    const { context, devices, index } = await run([
      [
        { id: ids[0], deviceType: 'iPhone' },
        { id: ids[0], deviceType: 'winEmbedded' },
      ],
    ]);
    expect(devices).toMatchObject([{ _key: ids[0], _type: 'smartphone' }]);
    // Else later steps would take it for another type than it has.
    expect(index).toEqual([[ids[0], { type: 'smartphone' }]]);
    expect(context.logger.warn).toHaveBeenCalledWith(
      { kind: 'repeated', count: 1 },
      expect.any(String),
    );
  });

  it('counts compliance states that it cannot read, and shows none', async () => {
    const { context, agents } = await run([
      [
        { id: ids[0], complianceState: 'Konform' },
        { id: ids[1], complianceState: 'unknown' },
        { id: ids[2], complianceState: null },
      ],
    ]);
    expect(agents.map(({ complianceState }) => complianceState)).toEqual([
      undefined,
      'unknown',
      undefined,
    ]);
    expect(context.logger.warn).toHaveBeenCalledWith(
      { kind: 'unreadableState', count: 1 },
      expect.any(String),
    );
  });

  it('asks for no details unless it shall', async () => {
    const { transport, devices } = await run([[{ id: ids[0] }]]);
    expect(transport.requests.map(({ endpoint }) => endpoint).sort()).toEqual([
      'GET /beta/deviceManagement/managedDevices',
      'GET /v1.0/deviceManagement/managedDeviceOverview',
      'GET /v1.0/deviceManagement/managedDeviceOverview',
    ]);
    expect(devices[0].totalPhysicalMemoryInBytes).toBeUndefined();
  });

  it('adds the details of each device, and goes without those of a deleted one', async () => {
    const { context, devices } = await run([ids.map((id) => ({ id }))], {
      config: { includeAdvancedDeviceDetails: true },
      details: (id) =>
        id === ids[1]
          ? failed(404, 'ResourceNotFound')
          : ok({ id, udid: `UDID of ${id}`, physicalMemoryInBytes: 1024 }),
    });
    expect(devices.map(({ udid }) => udid)).toEqual([
      `UDID of ${ids[0]}`,
      undefined,
      `UDID of ${ids[2]}`,
    ]);
    expect(devices[0]).toMatchObject({ totalPhysicalMemory: '1.0 KB' });
    expect(context.logger.warn).toHaveBeenCalledWith(
      { kind: 'withoutDetails', count: 1 },
      expect.any(String),
    );
  });

  it('fails when the details of all devices are gone', async () => {
    const failing = run([ids.map((id) => ({ id }))], {
      config: { includeAdvancedDeviceDetails: true },
      details: () => failed(404, 'ResourceNotFound'),
    });
    await expect(failing).rejects.toThrow(/all 3 requests found nothing/);
  });

  it('asks for the details of a repeated device once', async () => {
    const asked: string[] = [];
    const { context } = await run([[{ id: ids[0] }, { id: ids[0] }]], {
      config: { includeAdvancedDeviceDetails: true },
      details: (id) => {
        asked.push(id);
        return ok({ id });
      },
    });
    expect(asked).toEqual([ids[0]]);
    expect(context.logger.warn).toHaveBeenCalledTimes(1);
  });

  it('leaves an empty index when there is no device', async () => {
    expect((await run([[]])).index).toEqual([]);
  });
});

describe('the device index', () => {
  it('comes back as it was saved, in its order', async () => {
    const jobState = createMockJobState();
    const devices: [string, IndexedDevice][] = [
      ['device-2', { type: 'laptop', ownerId: 'ann' }],
      ['device-1', { type: 'server', loggedOnIds: ['ann', 'bob'] }],
    ];
    await saveDeviceIndex(jobState, new Map(devices));
    expect([...(await loadDeviceIndex(jobState))]).toEqual(devices);
  });

  it('is empty when no step saved one', async () => {
    expect((await loadDeviceIndex(createMockJobState())).size).toBe(0);
  });
});
