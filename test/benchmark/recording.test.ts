import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipOf } from '../emulator/blob/zip';
import { ANSWERS_FILE, createRecording, firstMember } from './recording';

const request = { method: 'GET', url: '', headers: {}, body: '' };
const answerWith =
  (body: string | Buffer, status = 200) =>
  () =>
    Promise.resolve({ status, headers: {}, body });
const exportRequest = {
  ...request,
  method: 'POST',
  url: '/beta/deviceManagement/reports/exportJobs',
  body: '{"reportName":"AppInvRawData"}',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-recording-'));
});
afterEach(() => rm(folder, { recursive: true }));

test("Graph's answers are kept with their length, logins are not", async () => {
  const recording = createRecording(folder);
  await recording.middleware(
    { ...request, url: '/tenant/oauth2/v2.0/token' },
    answerWith('{"access_token":"t"}'),
  );
  await recording.middleware(
    { ...request, url: '/v1.0/users' },
    answerWith('{"ä":1}'),
  );
  await recording.finish();
  const bytes = await readFile(path.join(folder, ANSWERS_FILE));
  expect(bytes.readUInt32BE()).toBe(8);
  expect(bytes.subarray(4).toString()).toBe('{"ä":1}');
});

test('exports are kept unpacked, and their names are known', async () => {
  const recording = createRecording(folder);
  await recording.middleware(exportRequest, answerWith('{}', 201));
  const archive = await zipOf('report.csv', ['a,b\n', '1,2\n']);
  await recording.middleware(
    { ...request, url: '/container/x.zip' },
    answerWith(archive),
  );
  await recording.finish();
  expect([...recording.exported]).toEqual(['AppInvRawData']);
  expect(await readFile(path.join(folder, '0.csv'), 'utf8')).toBe('a,b\n1,2\n');
});

test('an export that was refused is none', async () => {
  const recording = createRecording(folder);
  await recording.middleware(exportRequest, answerWith('{}', 403));
  await recording.finish();
  expect([...recording.exported]).toEqual([]);
});

test('the member of an archive is found behind its name', async () => {
  const archive = await zipOf('some/long name.csv', ['x']);
  expect(firstMember(archive).toString()).toBe('x');
});
