/** Whether an application gets no exports at all, as soon as Graph has told. */
import { scriptedClient } from '#test/graph/scriptedClient';
import { failed, ok, type HttpReply } from '#test/graph/replies';
import { appsExport } from '#test/graph/sampleReports';

const accepted = ok({ id: 'job_1', status: 'notStarted' });

/** @param answers to what is prepared, in this order */
function fixture(answers: readonly HttpReply[]) {
  const scripted = scriptedClient(
    answers.map((answer) => async () => {
      await scripted.clock.sleep(1_000);
      return answer;
    }),
  );
  const { client, clock, transport } = scripted;
  answers.forEach((_, index) => {
    void client.prepareExport({ ...appsExport, reportName: `Report${index}` });
  });
  const start = clock.now();
  return { client, transport, elapsed: () => clock.now() - start };
}

describe('whether exports are refused', () => {
  it.each([
    ['two were refused', [failed(403), failed(403), failed(403)], true],
    ['one was accepted', [accepted, failed(403), failed(403)], false],
    ['one was refused and one accepted', [failed(403), accepted], false],
    ['one was refused, and no other asked for', [failed(403)], false],
    ['reports do not exist', [failed(400), failed(400)], false],
    ['nothing was asked for', [], false],
  ])('is known when %s', async (_, answers, expected) => {
    // A report that does not exist is asked for once more, in another form.
    const all = answers.flatMap((answer) =>
      answer.status === 400 ? [answer, answer] : [answer],
    );
    const { client } = fixture(all);
    expect(await client.areExportsRefused()).toBe(expected);
  });

  it('is known with the first job, whatever becomes of the others', async () => {
    const { client, elapsed } = fixture([accepted, accepted, accepted]);
    await client.areExportsRefused();
    expect(elapsed()).toBe(1_000);
  });

  it('is not waited for by those who do not want it any more', async () => {
    const { client } = fixture([failed(403), failed(403)]);
    const signal = AbortSignal.abort();
    expect(await client.forPart(signal).areExportsRefused()).toBe(false);
    expect(await client.areExportsRefused()).toBe(true);
  });

  it.each([
    ['403 UnknownError', failed(403, 'UnknownError')],
    ['403 without a body', { status: 403, body: undefined }],
    [
      '401 for a token that is not well formed',
      failed(
        401,
        'InvalidAuthenticationToken',
        {},
        'IDX14100: JWT is not well formed',
      ),
    ],
  ])('is not told by one %s', async (_, answer) => {
    const { client, transport } = scriptedClient([answer, accepted]);
    void client.prepareExport(appsExport);
    expect(await client.areExportsRefused()).toBe(false);
    expect(transport.requests).toHaveLength(2);
  });
});

describe('whether an export is under way', () => {
  const request = { ...appsExport, reportName: 'Report0' };

  it.each([
    ['accepted', [accepted], true],
    ['refused', [failed(403)], false],
    ['unknown to the tenant', [failed(400), failed(400)], false],
  ])(
    'is told when it is %s, and no other job is posted',
    async (_, answers, expected) => {
      const { client, transport } = fixture(answers);
      // Each of them is one of the prepared exports.
      expect(await client.prepareExport(request)).toBe(expected);
      expect(transport.requests).toHaveLength(answers.length);
    },
  );

  it('is not waited for by those who do not want it any more', async () => {
    const { client, elapsed } = fixture([accepted]);
    const view = client.forPart(AbortSignal.abort());
    expect(await view.prepareExport(request)).toBe(false);
    expect(elapsed()).toBe(0);
    expect(await client.prepareExport(request)).toBe(true);
  });
});
