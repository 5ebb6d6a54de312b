/** Exports in clouds that may not have them, or keep their files elsewhere. */
import { readExport } from '#test/graph/exportReading';
import { failed } from '#test/graph/replies';
import { appsExport, job } from '#test/graph/sampleReports';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { Script } from '#test/graph/scriptedTransport';
import { clouds, type CloudName } from '../clouds/clouds';
import { GraphProtocolError } from '../errors/errors';
import { ExportUnavailableError } from './exportRequest';

const read = (cloud: CloudName, script: Script) =>
  readExport(scriptedClient(script, { cloud: clouds[cloud] }), appsExport);

const ELSEWHERE = 'https://x.blob.example.org/file.zip?sig=secret';

test('a cloud without exports gives way to the other source', async () => {
  const { rows, failure } = await read('china', [
    failed(501, 'NotImplemented'),
  ]);
  expect(rows).toEqual([]);
  expect(failure).toBeInstanceOf(ExportUnavailableError);
  expect(failure).toMatchObject({ reason: 'refused' });
});

test.each(['usGovernmentL4', 'usGovernmentL5', 'china'] as const)(
  'a file in an unknown place of %s is not fetched, and the other source is used',
  async (cloud) => {
    const { failure } = await read(cloud, [job('completed', ELSEWHERE)]);
    expect(failure).toBeInstanceOf(ExportUnavailableError);
    expect(String(failure)).toContain('host');
    expect(String(failure)).not.toContain('secret');
  },
);

test('a file in an unknown place of the global cloud is an attack or a change', async () => {
  const { failure } = await read('global', [job('completed', ELSEWHERE)]);
  expect(failure).toBeInstanceOf(GraphProtocolError);
});
