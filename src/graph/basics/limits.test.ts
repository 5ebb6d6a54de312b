/** Each limit, met once with a small value: the error names the limit, its value and where it was met. */
import type { RequestListener } from 'node:http';
import { allRows, exportClient, fileUrl } from '#test/graph/exportReading';
import { FakeClock } from '#test/graph/fakeClock';
import { HttpsServer } from '#test/graph/httpsServer';
import { lostPageToken, page, throttled } from '#test/graph/replies';
import {
  appsExport,
  installsReport,
  job,
  reportPage,
} from '#test/graph/sampleReports';
import { GRAPH, usersRequest } from '#test/graph/sampleRequests';
import { scriptedClient } from '#test/graph/scriptedClient';
import type { Script } from '#test/graph/scriptedTransport';
import { zipped } from '#test/graph/zipFile';
import type { GraphClient } from '../client';
import { emulatedCloud } from '../clouds/clouds';
import { createGraphClient } from '../createGraphClient';
import { GraphError } from '../errors/errors';
import type { GraphLimits } from './limits';

const USERS = 'GET /v1.0/users';
const REPORT =
  'POST /beta/deviceManagement/reports/getDeviceInstallStatusReport';
const EXPORT =
  'POST /v1.0/deviceManagement/reports/exportJobs: no AppInvRawData export (damaged)';
const FILE = 'GET AppInvRawData.zip';
const NEXT = `${GRAPH}/v1.0/users?$skiptoken=`;
const TABLE = 'DeviceId,Name\nd1,Edge\nd2,Edge\n';

type Limits = Partial<GraphLimits>;
/** What a client with such limits meets. */
type Meeting = (limits: Limits) => Promise<unknown>;

let server: HttpsServer;
beforeAll(async () => {
  server = await HttpsServer.start();
});
afterAll(() => server.stop());

async function readAll(rows: AsyncGenerator<unknown>): Promise<void> {
  while (!(await rows.next()).done);
}

/** Through the real transport, to a server on this machine. */
function over(answer: RequestListener): Meeting {
  return async (limits) => {
    server.answer = answer;
    const clock = new FakeClock();
    const token = {
      token: 'token',
      expiresOnTimestamp: clock.now() + 3_600_000,
    };
    const client = createGraphClient({
      cloud: emulatedCloud(server.origin),
      credential: { getToken: () => Promise.resolve(token) },
      ca: server.ca,
      clock,
      limits,
    });
    await client.get(usersRequest).finally(() => client.close());
  };
}

function scripted(
  script: Script,
  read: (client: GraphClient) => Promise<unknown>,
): Meeting {
  return (limits) => read(scriptedClient(script, { limits }).client);
}

function listing(script: Script): Meeting {
  return scripted(script, (client) => readAll(client.list(usersRequest)));
}

/** An export whose file is answered so. */
function exporting(answer: RequestListener): Meeting {
  return async (limits) => {
    server.answer = answer;
    const script = () => job('completed', fileUrl(server));
    const { client } = exportClient(script, server, limits);
    await allRows(client, appsExport);
  };
}

function exportingTable(table: string): Meeting {
  return async (limits) => {
    const file = await zipped(table);
    await exporting((_, response) => response.end(file))(limits);
  };
}

/** The step's limit is in defineStep.test.ts. */
const cases: Readonly<
  Record<
    Exclude<keyof GraphLimits, 'stepMs'>,
    readonly [number, Meeting, string]
  >
> = {
  attemptTimeoutMs: [
    50,
    over(() => undefined),
    `${USERS} gave no usable answer (timeout): no complete answer within 0.05 s (limit attemptTimeoutMs)`,
  ],
  maxBodyBytes: [
    7,
    over((_, response) => response.end('{"a":12}')),
    `${USERS}: the answer is larger than 7 bytes (limit maxBodyBytes)`,
  ],
  maxNesting: [
    200,
    over((_, response) => response.end(`${'['.repeat(201)}${']'.repeat(201)}`)),
    `${USERS}: the answer is nested more than 200 deep (limit maxNesting)`,
  ],
  maxPages: [
    2,
    listing((_, index) => page([], `${NEXT}${index}`)),
    `${USERS}: there are more than 2 pages (limit maxPages)`,
  ],
  maxPageItems: [
    1,
    listing([page([{ id: '1' }, { id: '2' }])]),
    `${USERS}: one page has more than 1 items (limit maxPageItems)`,
  ],
  maxRestarts: [
    1,
    listing([page([], `${NEXT}1`), lostPageToken(), lostPageToken()]),
    `${USERS}: the page token was lost more than 1 times (limit maxRestarts): ${USERS} answered 400 Directory_ExpiredPageToken: The specified page token value has expired and can no longer be included in your request.`,
  ],
  loginMs: [
    20,
    async (limits) => {
      const { client } = scriptedClient([], {
        credential: { getToken: () => new Promise<never>(() => undefined) },
        limits,
      });
      await client.get(usersRequest);
    },
    'No access token: no answer within 0.02 s (limit loginMs)',
  ],
  callMs: [
    600_000,
    scripted(
      () => throttled('400'),
      (client) => client.get(usersRequest),
    ),
    `${USERS} gave no usable answer (timeout): not within 600 s, all attempts together (limit callMs); at last: ${USERS} answered 429 TooManyRequests: Too many requests. Please try again later.`,
  ],
  maxDownloadBytes: [
    10,
    exportingTable(TABLE),
    `${EXPORT}: the file is larger than 10 bytes (limit maxDownloadBytes)`,
  ],
  maxUnpackedBytes: [
    10,
    exportingTable(TABLE),
    `${EXPORT}: the table is larger than 10 bytes (limit maxUnpackedBytes)`,
  ],
  maxCompressionRatio: [
    2,
    exportingTable(`DeviceId,Name\n${'d1,Edge\n'.repeat(1_000)}`),
    `${EXPORT}: the archive is packed more than 2 to 1 (limit maxCompressionRatio)`,
  ],
  maxRowBytes: [
    10,
    exportingTable(`DeviceId,Name\nd1,"Edge${'x'.repeat(10)}`),
    `${EXPORT}: a row is longer than 10 bytes (limit maxRowBytes)`,
  ],
  maxRows: [
    1,
    exportingTable(TABLE),
    `${EXPORT}: the table has more than 1 rows (limit maxRows)`,
  ],
  downloadIdleMs: [
    50,
    exporting(() => undefined),
    `${EXPORT}: ${FILE} gave no usable answer (timeout): the file did not come: nothing for 0.05 s (limit downloadIdleMs)`,
  ],
  downloadMs: [
    60,
    exporting((_, response) => {
      const timer = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(timer));
    }),
    `${EXPORT}: ${FILE} gave no usable answer (timeout): the file did not come within 0.06 s (limit downloadMs)`,
  ],
  maxDownloads: [
    2,
    exporting((_, response) => response.end('no archive')),
    `${EXPORT}: the archive is corrupt (unknown) 2 times (limit maxDownloads)`,
  ],
};

test.each(Object.entries(cases))('%s', async (name, [value, meet, message]) => {
  const failure: unknown = await meet({ [name]: value }).catch(
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(GraphError);
  expect(failure).toHaveProperty('message', message);
});

test.each<[string, Script, Limits, string]>([
  [
    'the pages',
    () => reportPage([['1.0', 'd1']], 9),
    { maxPages: 2 },
    `${REPORT}: there are more than 2 pages (limit maxPages)`,
  ],
  [
    'the rows of a page',
    [
      reportPage(
        [
          ['1.0', 'd1'],
          ['1.0', 'd2'],
        ],
        9,
      ),
    ],
    { maxPageItems: 1 },
    `${REPORT}: one page has more than 1 rows (limit maxPageItems)`,
  ],
  [
    'the beginnings',
    () => reportPage([], 9),
    { maxRestarts: 1 },
    `${REPORT}: no rows after 0 of 9; begun anew more than 1 times (limit maxRestarts)`,
  ],
])('limits %s of a report, too', async (_, script, limits, message) => {
  const meet = scripted(script, (client) =>
    readAll(client.report(installsReport)),
  );
  await expect(meet(limits)).rejects.toThrow(message);
});

test('a longer Retry-After than is waited for is named', async () => {
  const { client } = scriptedClient(() => throttled('1200'));
  await expect(client.get(usersRequest)).rejects.toThrow(
    'it asks to wait for 1200 s, and the limit LONGEST_RETRY_AFTER_MS is 900 s',
  );
});
