import { installStatusExport } from '../../steps/exports';
import { ScriptedIntune, type Table } from '#test/support/scriptedIntune';
import { scriptedStep } from '#test/support/stepContext';
import { GraphResponseError } from '../../graph/errors/errors';
import {
  ExportUnavailableError,
  type ExportUnavailableReason,
} from '../../graph/exports/exportRequest';
import {
  readIntoTable,
  refuseEmptyExport,
  unlessUnavailable,
} from './exportSource';
import { allUnfinished } from './sources';

const reasons: ExportUnavailableReason[] = [
  'forbidden',
  'refused',
  'failed',
  'stuck',
  'missingColumn',
  'damaged',
];

const unavailable = (reason: ExportUnavailableReason) =>
  new ExportUnavailableError('AppInvRawData', reason, 'detail');

const serverError = new GraphResponseError('POST /some', {
  status: 500,
  code: 'code',
  message: '',
});

describe('an export', () => {
  it.each(reasons)('that is %s completes nothing', async (reason) => {
    const { context, events, lines } = scriptedStep([]);
    const read = unlessUnavailable<string>(context, () =>
      Promise.reject(unavailable(reason)),
    );
    const { message } = unavailable(reason);
    expect(await read(['a', 'b'])).toEqual(
      allUnfinished(['a', 'b'], message, 'refused'),
    );
    // A refusal is an information, for users; everything else is a line in the log.
    expect(events).toHaveLength(reason === 'forbidden' ? 1 : 0);
    expect(lines).toHaveLength(1);
  });

  it('that fails for another reason fails the step', async () => {
    const { context } = scriptedStep([]);
    const read = unlessUnavailable<string>(context, () =>
      Promise.reject(serverError),
    );
    await expect(read(['a'])).rejects.toMatchObject({ status: 500 });
  });

  it('without rows is no export', () => {
    expect(() => refuseEmptyExport('AppInvRawData', 0)).toThrow(
      ExportUnavailableError,
    );
    expect(() => refuseEmptyExport('AppInvRawData', 1)).not.toThrow();
  });
});

describe('the rows of an export', () => {
  const HEADER = ['ApplicationId', 'DeviceId', 'InstallState'];
  let intune: ScriptedIntune;

  beforeAll(async () => {
    intune = await ScriptedIntune.start();
  });

  afterAll(() => intune.stop());

  function read(rows: Table) {
    const exports = { OrgDeviceInstallStatus: [HEADER, ...rows] };
    const step = intune.step({ exports });
    const table = readIntoTable(
      step.context,
      installStatusExport,
      () => [] as string[],
      (devices, { DeviceId }) => devices.push(DeviceId),
    );
    return { ...step, table };
  }

  const rowsOf = (count: number) =>
    Array.from({ length: count }, (_, index) => ['a1', `d${index}`, '1']);

  it('are read without a word where none is damaged', async () => {
    const { table, events, context } = read(rowsOf(3));
    expect(await table).toEqual(['d0', 'd1', 'd2']);
    expect(events).toEqual([]);
    expect(context.meter.end().odd).toEqual({});
  });

  it('are counted by an event where they are damaged and left out', async () => {
    const { table, events, context } = read([
      ['a1', '', '1'],
      ...rowsOf(1),
      ['a1'],
    ]);
    expect(await table).toEqual(['d0']);
    expect(events).toEqual([
      expect.objectContaining({
        name: 'warn_incomplete_data',
        description:
          "Microsoft Intune's export of the report OrgDeviceInstallStatus has damaged rows: 2 of them cannot be read and are left out. [M365-DATA-014]",
      }),
    ]);
    expect(context.meter.end().odd).toEqual({ damagedRow: 2 });
  });

  it('are refused where more than ten, and 2 %, are damaged', async () => {
    const damaged = Array.from({ length: 11 }, () => ['a1', '', '1']);
    const { table, events } = read([...rowsOf(100), ...damaged]);
    await expect(table).rejects.toMatchObject({
      reason: 'damaged',
      detail: '11 of 111 rows are damaged',
    });
    expect(events).toEqual([]);
  });
});
