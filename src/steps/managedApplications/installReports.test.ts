import { failed, ok } from '#test/graph/replies';
import { scriptedStep } from '#test/support/stepContext';
import type { ListedDevices } from '../devices/listedDevices';
import { readInstallReports } from './installReports';
import { InstallTable, type Install } from './installTable';
import { installReport, olderInstallReport } from './request';

const devices: ListedDevices = new Map([
  ['d1', { type: 'laptop' }],
  ['d2', { type: 'desktop' }],
]);

const report = (
  rows: readonly (readonly unknown[])[],
  total = rows.length,
  columns = ['DeviceId', 'InstallState', 'UserPrincipalName'],
) =>
  ok({
    TotalRowCount: total,
    Schema: columns.map((Column) => ({ Column })),
    Values: rows,
  });

interface Before {
  readonly counts?: readonly (readonly [string, number])[];
  /** What another source left in the table. */
  readonly rows?: readonly { applicationId: string; deviceId: string }[];
}

/** @param answers by application */
async function read(
  answers: Readonly<Record<string, ReturnType<typeof ok>>>,
  { counts = [], rows = [] }: Before = {},
  declared = installReport,
) {
  const ids = Object.keys(answers);
  const step = scriptedStep(({ body }) => {
    const { filter } = body as { readonly filter: string };
    const [, id = ''] = /^\(ApplicationId eq '(.*)'\)$/.exec(filter) ?? [];
    return answers[id];
  });
  const table = new InstallTable(devices, ids);
  rows.forEach((row) => table.add({ ...row, state: undefined }));
  const unfinished = await readInstallReports(
    step.context,
    table,
    new Map(counts),
    declared,
  )(ids);
  const on = (deviceId: string): Install[] => table.onDevice(deviceId);
  return { ...step, unfinished, table, installs: [on('d1'), on('d2')] };
}

const a1 = (state?: string) => ({ applicationId: 'a1', state });

describe('the reports of applications', () => {
  it('complete what they have all rows of, the worst state of all users', async () => {
    const { unfinished, installs } = await read({
      a1: report([
        ['d1', 1, 'ann'],
        ['d1', 2, 'bob'],
        ['d2', 'Installed', 'ann'],
      ]),
      a2: report([]),
    });
    expect(unfinished).toEqual([]);
    expect(installs).toEqual([[a1('failed')], [a1('installed')]]);
  });

  it('name the device whatever the case of its id, and count those that are not listed', async () => {
    const id = 'abcdef00-0000-4000-8000-00000000abcd';
    const { table } = await read({
      a1: report([[id.toUpperCase(), 1, 'ann']]),
    });
    table.add({ applicationId: 'a1', deviceId: id, state: undefined });
    expect(table.deviceCounts()).toEqual(new Map([['a1', 1]]));
    expect(table.unknownDevices.size).toBe(1);
  });

  it.each([
    [7, true],
    ['Konform', true],
    [null, undefined],
    ['', undefined],
  ])(
    'keep the installation whose state is %j, without a state',
    async (state, hasUnreadable) => {
      const { unfinished, installs } = await read({
        a1: report([['d1', state, 'ann']]),
      });
      expect(unfinished).toEqual([]);
      expect(installs).toEqual([[{ ...a1(), hasUnreadable }], []]);
    },
  );

  it('may lack states', async () => {
    const { unfinished, installs } = await read({
      a1: report([['d1']], 1, ['DeviceId']),
    });
    expect(unfinished).toEqual([]);
    expect(installs).toEqual([[a1()], []]);
  });

  it('go before what another source said of the same application', async () => {
    const rows = [
      { applicationId: 'a1', deviceId: 'd1' },
      { applicationId: 'a2', deviceId: 'd1' },
    ];
    const { installs } = await read(
      { a1: report([['d2', 1, 'ann']]), a2: failed(404) },
      { rows },
    );
    expect(installs).toEqual([
      [{ applicationId: 'a2', state: undefined }],
      [a1('installed')],
    ]);
  });

  it('do not complete an application of which they have far fewer rows than Intune counts', async () => {
    const answers = { a1: report([['d1', 1, 'ann']]) };
    const completes = async (count: number) =>
      (await read(answers, { counts: [['a1', count]] })).unfinished;
    expect(await completes(1)).toEqual([]);
    expect(await completes(2)).toEqual([]);
    expect(await completes(3)).toEqual([
      {
        item: 'a1',
        cause: 'its report has 1 rows, and Intune counts 3 devices',
      },
    ]);
  });

  it.each([
    ['gone', failed(404), 0],
    ['refused', failed(400, 'BadRequest'), 5],
    ['refused', failed(500), 5],
    ['nothing', report([]), 5],
    [undefined, report([['d1', 1, 'ann']]), 5],
    [undefined, report([['d1', 1, 'ann']], 2), 0],
  ])('say of what they do not complete: %s', async (why, answer, counted) => {
    const { unfinished } = await read(
      { a1: answer },
      { counts: counted > 0 ? [['a1', counted]] : [] },
    );
    expect(unfinished).toMatchObject([{ item: 'a1', why }]);
  });

  it.each([
    [100, 98, 0],
    [100, 97, 1],
    [2, 1, 0],
    [1, 0, 1],
  ])(
    'may lack 2 %% of what Intune counts, %i, and complete it with %i rows: %i left',
    async (counted, count, left) => {
      const { unfinished } = await read(
        {
          a1: report(
            Array.from({ length: count }, (_, index) => [`d${index}`, 1, 'a']),
          ),
        },
        { counts: [['a1', counted]] },
      );
      expect(unfinished).toHaveLength(left);
    },
  );

  it('leave what is known when they are empty and should not be', async () => {
    const { unfinished, installs } = await read(
      { a1: report([]) },
      { counts: [['a1', 1]], rows: [{ applicationId: 'a1', deviceId: 'd1' }] },
    );
    expect(unfinished).toHaveLength(1);
    expect(installs).toEqual([[a1()], []]);
  });

  it('forget what is known when there is nothing', async () => {
    const { unfinished, installs } = await read(
      { a1: report([]) },
      { rows: [{ applicationId: 'a1', deviceId: 'd1' }] },
    );
    expect(unfinished).toEqual([]);
    expect(installs).toEqual([[], []]);
  });

  it('keep what came of a report that is not whole, and do not complete it', async () => {
    const { unfinished, installs } = await read({
      a1: report([['d1', 1, 'ann']], 2),
    });
    expect(unfinished).toEqual([
      {
        item: 'a1',
        cause: expect.stringContaining('has 2 rows'),
        why: undefined,
      },
    ]);
    expect(installs).toEqual([[a1('installed')], []]);
  });

  it.each([
    ['lacks the devices', report([[1, 'ann']], 1, ['InstallState', 'User'])],
    ['is not found', failed(404, 'NotFound')],
    ['is not taken', failed(400, 'BadRequest')],
    ['is broken for good', failed(500)],
    ['is no report', ok({})],
  ])('complete the others when one %s', async (_, answer) => {
    const { unfinished, installs } = await read({
      a1: report([['d1', 1, 'ann']]),
      a2: answer,
    });
    expect(unfinished).toMatchObject([{ item: 'a2' }]);
    expect(installs).toEqual([[a1('installed')], []]);
  });

  it('are asked for one by one until Graph refuses them all', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `a${index}`);
    const { unfinished, transport } = await read(
      Object.fromEntries(ids.map((id) => [id, failed(403, 'Forbidden')])),
    );
    expect(unfinished.map(({ item }) => item).sort()).toEqual(ids.sort());
    // Those that were under way.
    expect(transport.requests.length).toBeLessThanOrEqual(8);
  });

  it('fail when Graph cannot be asked at the moment', async () => {
    await expect(read({ a1: failed(503) })).rejects.toMatchObject({
      status: 503,
    });
  });

  it.each([
    [
      installReport,
      'v1.0',
      'microsoft.graph.retrieveDeviceAppInstallationStatusReport',
    ],
    [olderInstallReport, 'beta', 'getDeviceInstallStatusReport'],
  ])('are asked for by name and version', async (declared, version, name) => {
    const { transport } = await read({ a1: report([]) }, {}, declared);
    expect(transport.urls).toEqual([
      `https://graph.microsoft.com/${version}/deviceManagement/reports/${name}`,
    ]);
    expect(transport.requests[0].body).toMatchObject({
      filter: "(ApplicationId eq 'a1')",
      select: [
        'DeviceId',
        'InstallState',
        'InstallStateDetail',
        'ErrorCode',
        'AppVersion',
        'UserPrincipalName',
      ],
    });
  });
});
