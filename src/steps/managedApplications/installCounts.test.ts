import { failed, ok, type HttpReply } from '#test/graph/replies';
import { scriptedStep } from '#test/support/stepContext';
import { readInstallCounts } from './installCounts';

const columns = [
  'ApplicationId',
  'FailedDeviceCount',
  'InstalledDeviceCount',
  'NotApplicableDeviceCount',
  'NotInstalledDeviceCount',
  'PendingInstallDeviceCount',
];

function summary(
  values: readonly (readonly unknown[])[],
  names = columns,
  total = values.length,
): HttpReply {
  return ok({
    TotalRowCount: total,
    Schema: names.map((Column) => ({ Column })),
    Values: values,
  });
}

async function countsOf(...answers: readonly HttpReply[]) {
  const step = scriptedStep((_, index) => answers[index] ?? answers[0]);
  const { counts, refusal } = await readInstallCounts(step.context);
  return { ...step, counts: Object.fromEntries(counts), refusal };
}

describe('the counts of installations', () => {
  it('are the devices of all states together', async () => {
    const { counts, lines, refusal } = await countsOf(
      summary([
        ['a1', 1, 2, 4, 8, 16],
        ['a2', 0, 0, 0, 0, 0],
        ['a3', '1', '2', '0', '0', '0'],
      ]),
    );
    expect(counts).toEqual({ a1: 31, a2: 0, a3: 3 });
    expect(refusal).toBeUndefined();
    expect(lines).toEqual([]);
  });

  it('have ids in the case in which applications have them', async () => {
    const id = 'ABCDEF00-0000-4000-8000-00000000ABCD';
    const { counts } = await countsOf(summary([[id, 1, 0, 0, 0, 0]]));
    expect(counts).toEqual({ [id.toLowerCase()]: 1 });
  });

  // Else an application would pass for one that is on no device.
  it.each([null, '', ' ', 'many', undefined, {}, [], false])(
    'say nothing of an application of which one is %j',
    async (count) => {
      const { counts } = await countsOf(
        summary([
          ['a1', 0, 0, count, 0, 0],
          ['a2', 1, 0, 0, 0, 0],
        ]),
      );
      expect(counts).toEqual({ a2: 1 });
    },
  );

  it('say nothing where a column is missing', async () => {
    const { counts } = await countsOf(
      summary([['a1', 0, 0, 0, 0]], columns.slice(0, -1)),
    );
    expect(counts).toEqual({});
  });

  it.each([null, '', 7])('say nothing of the id %j', async (id) => {
    expect((await countsOf(summary([[id, 1, 0, 0, 0, 0]]))).counts).toEqual({});
  });

  it.each([
    ['is refused', failed(403, 'Forbidden')],
    ['does not exist', failed(404, 'ResourceNotFound')],
    ['is broken for good', failed(500)],
    ['is no report', ok({})],
  ])('are none when the report %s, which is told', async (_, answer) => {
    const { counts, lines, refusal } = await countsOf(answer);
    expect(counts).toEqual({});
    expect(refusal?.message).toContain('getAppsInstallSummaryReport');
    expect(lines.at(-1)).toBe(
      'Not all applications have a count of devices [M365-LOG-004]',
    );
  });

  it('stand as far as they came when the report is not whole', async () => {
    const { counts, lines, refusal } = await countsOf(
      summary([['a1', 1, 0, 0, 0, 0]], columns, 2),
    );
    expect(counts).toEqual({ a1: 1 });
    expect(refusal?.message).toContain('has 2 rows');
    expect(lines).toContain(
      'Not all applications have a count of devices [M365-LOG-004]',
    );
  });

  it('fail when Graph cannot be asked at the moment', async () => {
    await expect(countsOf(failed(503))).rejects.toMatchObject({ status: 503 });
  });
});
