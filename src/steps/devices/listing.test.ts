import type { Entity } from '@jupiterone/integration-sdk-core';
import { createMockJobState } from '@jupiterone/integration-sdk-testing';
import { failed, ok, page } from '#test/graph/replies';
import { batchReply, isBatch, type SubReply } from '#test/graph/batchReplies';
import { devicePayload } from '#test/support/devicePayload';
import { failureOf, runStep, scriptedStep } from '#test/support/stepContext';
import { IntegrationPartialStepError } from '../../run/wholeness/completeness';
import { managedDevicesStep } from './';
import { listedDevices, type ListedDevice } from './listedDevices';

const ids = ['device-0001', 'device-0002', 'device-0003'];
const user = 'user-00000001';

const NEXT =
  'https://graph.microsoft.com/beta/deviceManagement/managedDevices?$skiptoken=2';

interface Options {
  readonly config?: { readonly includeAdvancedDeviceDetails: boolean };
  /** Of the single requests, by device. */
  readonly details?: (deviceId: string) => SubReply;
  /** By the overview; default: as many as are listed. */
  readonly counted?: number;
}

function prepare(
  pages: readonly (readonly object[])[],
  { config, details = () => failed(500), counted }: Options = {},
) {
  const listed = new Set(
    pages.flat().map((device) => (device as { id?: string }).id),
  );
  const step = scriptedStep((request) => {
    if (isBatch(request)) {
      return batchReply(request, (url) =>
        details(url.split('?')[0].split('/').at(-1) ?? ''),
      );
    }
    if (request.url.endsWith('/managedDeviceOverview')) {
      return ok({ enrolledDeviceCount: counted ?? listed.size });
    }
    return request.url === NEXT
      ? page(pages[1])
      : page(pages[0], pages[1] && NEXT);
  });
  const { context } = step;
  const instance = { ...context.instance, config: config ?? {} };
  return { ...step, context: { ...context, instance } };
}

type Prepared = ReturnType<typeof prepare>;

async function run(...script: Parameters<typeof prepare>) {
  const step = prepare(...script);
  await runStep(managedDevicesStep, step);
  return collectedBy(step);
}

/** The step emits what it has, and fails by name. */
async function runPartially(...script: Parameters<typeof prepare>) {
  const step = prepare(...script);
  const failure = await failureOf(runStep(managedDevicesStep, step));
  expect(failure).toBeInstanceOf(IntegrationPartialStepError);
  return { ...(await collectedBy(step)), message: (failure as Error).message };
}

async function collectedBy(step: Prepared) {
  const { context } = step;
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
    index: [...(await listedDevices.load(context.jobState))],
  };
}

const keysOf = (objects: readonly { _key?: string }[]) =>
  objects.map(({ _key }) => _key);

describe('the listing of devices', () => {
  it('gives devices, host agents and what connects them', async () => {
    const { devices, agents, relationships, index, lines } = await run([
      [
        devicePayload(ids[0], { deviceType: 'winEmbedded', userId: user }),
        devicePayload(ids[1], { model: 'Virtual Machine', userId: '' }),
      ],
      [devicePayload(ids[2], { deviceType: 'iPhone' })],
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
      [ids[0], { type: 'workstation', name: ids[0], ownerId: user }],
      [ids[1], { type: 'server', name: "Unknown User's Virtual Machine" }],
      [ids[2], { type: 'smartphone', name: ids[2] }],
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
      const { index } = await run([[devicePayload(ids[0], { usersLoggedOn })]]);
      expect(index[0][1].loggedOnIds).toEqual(expected);
    },
  );

  it('keeps the last time at which each of them logged on', async () => {
    const [ann, bob] = ['user-0000000-ann', 'user-0000000-bob'];
    const at = (userId: string, lastLogOnDateTime: unknown) => ({
      userId,
      lastLogOnDateTime,
    });
    const { index } = await run([
      [
        devicePayload(ids[0], {
          usersLoggedOn: [
            at(ann, '2024-02-02T08:00:00Z'),
            at(bob, '0001-01-01T00:00:00Z'),
            at(ann, '2024-02-03T08:00:00Z'),
            at(ann, 'yesterday'),
          ],
        }),
      ],
    ]);
    expect(index[0][1]).toMatchObject({
      loggedOnIds: [ann, bob],
      loggedOnTimes: [Date.UTC(2024, 1, 3, 8), undefined],
    });
  });

  it('keeps what findings say of a device', async () => {
    const { index } = await run([
      [
        devicePayload(ids[0], {
          deviceName: 'LAPTOP-1',
          complianceGracePeriodExpirationDateTime: '2024-02-03T08:00:00Z',
        }),
      ],
    ]);
    expect(index[0][1]).toMatchObject({
      name: 'LAPTOP-1',
      gracePeriodExpiresOn: Date.UTC(2024, 1, 3, 8),
    });
  });

  it('counts what has no id, and what is listed again', async () => {
    const { context, devices, index, events } = await run([
      [devicePayload(ids[0]), { deviceName: 'Without an id' }],
      [devicePayload(ids[0]), devicePayload(ids[1]), devicePayload('short')],
    ]);
    expect(keysOf(devices)).toEqual([ids[0], ids[1]]);
    expect(index).toHaveLength(2);
    expect(events).toMatchObject([
      {
        description: expect.stringMatching(
          /^2 of 4 devices came without an id, or with nothing else\./,
        ),
      },
    ]);
    expect(context.logger.info).toHaveBeenCalledWith(
      { kind: 'repeated', count: 1 },
      'Microsoft Graph listed devices again: they were left out [M365-LOG-009]',
    );
  });

  it('goes by the first of two that a page repeats', async () => {
    const { context, devices, index } = await run([
      [
        devicePayload(ids[0], { deviceType: 'iPhone' }),
        devicePayload(ids[0], { deviceType: 'winEmbedded' }),
      ],
    ]);
    expect(devices).toMatchObject([{ _key: ids[0], _type: 'smartphone' }]);
    // Else later steps would take it for another type than it has.
    expect(index).toEqual([[ids[0], { type: 'smartphone', name: ids[0] }]]);
    expect(context.logger.info).toHaveBeenCalledWith(
      { kind: 'repeated', count: 1 },
      'Microsoft Graph listed devices again: they were left out [M365-LOG-009]',
    );
  });

  it('counts compliance states that it cannot read, and shows none', async () => {
    const { context, agents, events } = await run([
      [
        devicePayload(ids[0], { complianceState: 'Konform' }),
        devicePayload(ids[1], { complianceState: 'unknown' }),
        devicePayload(ids[2], { complianceState: null }),
      ],
    ]);
    expect(agents.map(({ complianceState }) => complianceState)).toEqual([
      undefined,
      'unknown',
      undefined,
    ]);
    expect(context.logger.warn).toHaveBeenCalledWith(
      { event: 'warn_incomplete_data', kind: 'unreadable', count: 1 },
      'Devices with states or other values that Microsoft does not document: 1. They are collected without these. [M365-DATA-022]',
    );
    expect(events.map(({ name }) => name)).toEqual([
      'warn_incomplete_data',
      'info',
    ]);
  });

  it('asks for no details unless it shall', async () => {
    const { transport, devices } = await run([[devicePayload(ids[0])]]);
    expect(transport.requests.map(({ endpoint }) => endpoint).sort()).toEqual([
      'GET /beta/deviceManagement/managedDevices',
      'GET /v1.0/deviceManagement/managedDeviceOverview',
      'GET /v1.0/deviceManagement/managedDeviceOverview',
    ]);
    expect(devices[0].totalPhysicalMemoryInBytes).toBeUndefined();
  });

  it('adds the details of each device, and goes without those of a deleted one', async () => {
    const { events, devices } = await run(
      [ids.map((id) => devicePayload(id))],
      {
        config: { includeAdvancedDeviceDetails: true },
        details: (id) =>
          id === ids[1]
            ? failed(404, 'ResourceNotFound')
            : ok({ id, udid: `UDID of ${id}`, physicalMemoryInBytes: 1024 }),
      },
    );
    expect(devices.map(({ udid }) => udid)).toEqual([
      `UDID of ${ids[0]}`,
      undefined,
      `UDID of ${ids[2]}`,
    ]);
    expect(devices[0]).toMatchObject({ totalPhysicalMemory: '1.0 KB' });
    expect(events).toEqual([
      {
        level: 'info',
        name: 'info',
        description:
          '1 of 3 devices were deleted before their details were read. So few are normal in a tenant that changes while it is read. [M365-DATA-001]',
      },
    ]);
  });

  it('asks for the details of a repeated device once', async () => {
    const asked: string[] = [];
    const { lines } = await run(
      [[devicePayload(ids[0]), devicePayload(ids[0])]],
      {
        config: { includeAdvancedDeviceDetails: true },
        details: (id) => {
          asked.push(id);
          return ok({ id });
        },
      },
    );
    expect(asked).toEqual([ids[0]]);
    expect(lines).toEqual([
      'Microsoft Graph listed devices again: they were left out [M365-LOG-009]',
    ]);
  });

  it('leaves an empty index when there is no device, which it was told twice', async () => {
    const { index, transport, clock, events } = await run([[]]);
    expect(index).toEqual([]);
    expect(
      transport.urls.filter((url) => url.includes('/managedDevices?')),
    ).toHaveLength(2);
    expect(clock.sleeps).toEqual([10_000]);
    expect(events).toEqual([
      {
        level: 'info',
        name: 'info',
        description:
          'Microsoft Graph listed no devices, and none when it was asked again: none are collected. If the tenant has some, see docs/troubleshooting.md. [M365-DATA-004]',
      },
    ]);
  });
});

const many = Array.from(
  { length: 200 },
  (_, index) => `device-${String(index + 1).padStart(4, '0')}`,
);

describe('details of many devices', () => {
  const withDetails = { includeAdvancedDeviceDetails: true };
  /** The last so many devices have others. */
  const detailsBut = (count: number, reply: SubReply) => (id: string) =>
    many.indexOf(id) >= many.length - count
      ? reply
      : ok({ id, udid: `UDID of ${id}` });
  const devicesOf = (ids: readonly string[]) => [
    ids.map((id) => devicePayload(id)),
  ];
  const detailed = (devices: readonly Entity[]) =>
    devices.filter(({ udid }) => udid !== undefined).length;
  const gone = failed(404, 'ResourceNotFound');

  it('may be gone of 2 %, which an event counts', async () => {
    const { devices, events } = await run(devicesOf(many), {
      config: withDetails,
      details: detailsBut(4, gone),
    });
    expect([devices.length, detailed(devices)]).toEqual([200, 196]);
    expect(events).toMatchObject([
      {
        description: expect.stringMatching(
          /^4 of 200 devices were deleted before their details were read\./,
        ),
      },
    ]);
  });

  it.each([5, 200])(
    'make the step partial when those of %i are gone, and devices are emitted all the same',
    async (count) => {
      const { devices, index, events, message } = await runPartially(
        devicesOf(many),
        { config: withDetails, details: detailsBut(count, gone) },
      );
      expect([devices.length, detailed(devices)]).toEqual([200, 200 - count]);
      expect(index).toHaveLength(200);
      expect(message).toBe(
        `"managed-devices" is incomplete: ${count} of 200 devices were deleted before their details were read: 4 would be normal. [M365-STEP-001]`,
      );
      expect(events).toMatchObject([{ name: 'warn_incomplete_data' }]);
    },
  );

  it.each([
    ['answers 500 for good', failed(500)],
    ['answers 400', failed(400, 'BadRequest')],
    ['answers 403', failed(403)],
    ['answers with nothing', ok({})],
    ['is left out', 'leftOut' as const],
  ])('cost the others nothing when one device %s', async (_, reply) => {
    const { devices, index, message, events } = await runPartially(
      devicesOf(many),
      { config: withDetails, details: detailsBut(1, reply) },
    );
    expect([devices.length, detailed(devices)]).toEqual([200, 199]);
    expect(index).toHaveLength(200);
    expect(message).toContain(
      '"managed-devices" is incomplete: 1 devices whose details could not be read: device device-0200: GET /beta/deviceManagement/managedDevices/{id} ',
    );
    expect(events).toMatchObject([{ name: 'warn_incomplete_data' }]);
  });

  it('are given up when far more than 20 cannot be read, and the devices are emitted all the same', async () => {
    const twenty = await runPartially(devicesOf(many), {
      config: withDetails,
      details: detailsBut(20, failed(500)),
    });
    expect(detailed(twenty.devices)).toBe(180);
    const pages = [
      ...devicesOf(many.slice(0, 180)),
      ...devicesOf(many.slice(180)),
    ];
    const asked = new Set<string>();
    const details = detailsBut(100, failed(500));
    const step = await runPartially(pages, {
      config: withDetails,
      details: (id) => {
        asked.add(id);
        return details(id);
      },
    });
    expect(step.devices).toHaveLength(200);
    expect(step.index).toHaveLength(200);
    const without = 200 - detailed(step.devices);
    expect(without).toBeGreaterThanOrEqual(100);
    expect(step.message).toMatch(
      new RegExp(
        `^"managed-devices" is incomplete: ${without} devices whose details could not be read: GET .* answered 500 [^;]*$`,
      ),
    );
    // Those of the second page are not asked.
    expect(asked.has(many[180])).toBe(false);
  });

  it('fail the step when none can be read', async () => {
    const step = prepare(devicesOf(many.slice(0, 3)), {
      config: withDetails,
      details: () => failed(500),
    });
    expect(await failureOf(runStep(managedDevicesStep, step))).toMatchObject({
      code: 'PROVIDER_API_ERROR',
      endpoint: 'GET /beta/deviceManagement/managedDevices/{id}',
    });
  });
});

describe('devices that say too little', () => {
  const whole = many.map((id) => devicePayload(id));
  const listed = (url: string) => url.includes('/managedDevices?');
  const deciding = [
    'complianceState',
    'isEncrypted',
    'managementState',
    'ownerType',
  ];
  const lists: readonly (readonly [string, (id: string) => object, string])[] =
    [
      ['no id', () => ({ deviceName: 'Nobody' }), 'an id'],
      ['nothing but an id', (id) => ({ id, model: null }), 'an id'],
      ...deciding.map(
        (name) =>
          [
            `no ${name}`,
            (id: string) => devicePayload(id, { [name]: null }),
            name,
          ] as const,
      ),
    ];

  it.each(lists)(
    'are counted by an event when 2 %% of them have %s',
    async (_, poor, what) => {
      const step = await run(
        [whole.map((device, index) => (index < 4 ? poor(device.id) : device))],
        { counted: 200 },
      );
      expect(step.events).toHaveLength(1);
      expect(step.events[0].description).toMatch(
        new RegExp(`^4 of 200 devices came without ${what}[.,]`),
      );
      expect(step.transport.urls.filter(listed)).toHaveLength(1);
      // What only lacks a property is a device all the same.
      expect(step.devices).toHaveLength(what === 'an id' ? 196 : 200);
    },
  );

  it.each(lists)(
    'are listed again, and make the step partial, when more of them have %s',
    async (_, poor, what) => {
      const step = await runPartially(
        [whole.map((device, index) => (index < 5 ? poor(device.id) : device))],
        { counted: 200 },
      );
      expect(step.transport.urls.filter(listed)).toHaveLength(2);
      expect(step.message).toMatch(
        new RegExp(
          `^"managed-devices" is incomplete: 5 of 200 devices came without ${what}\\b.*: `,
        ),
      );
      // Nothing is invented for them.
      expect(step.devices).toHaveLength(195);
      expect(step.index).toHaveLength(195);
    },
  );
});

describe('the device index', () => {
  it('comes back as it was saved, in its order', async () => {
    const jobState = createMockJobState();
    const devices: [string, ListedDevice][] = [
      ['device-2', { type: 'laptop', ownerId: 'ann' }],
      ['device-1', { type: 'server', loggedOnIds: ['ann', 'bob'] }],
    ];
    await listedDevices.save(jobState, new Map(devices));
    expect([...(await listedDevices.load(jobState))]).toEqual(devices);
  });

  it('is empty when no step saved one', async () => {
    expect((await listedDevices.load(createMockJobState())).size).toBe(0);
  });
});
