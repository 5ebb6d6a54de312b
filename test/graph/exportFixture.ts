/** For tests of whole exports: a script answers for Graph, a server on this machine for storage. */
import { appsExport, job } from './sampleReports';
import { exportClient, fileUrl, readExport, SIGNATURE } from './exportReading';
import { HttpsServer } from './httpsServer';
import type { ScriptedClient } from './scriptedClient';
import type { Script } from './scriptedTransport';
import { temporaryPlace, type TemporaryPlace } from './temporaryFiles';
import { zipped } from './zipFile';

export const ROWS = [
  { DeviceId: 'd1', Name: 'Edge' },
  { DeviceId: 'd2', Name: '15" App' },
];

export interface ExportFixture {
  readonly server: HttpsServer;
  readonly place: TemporaryPlace;
  /** The archive of `ROWS`. */
  readonly file: Buffer;
  /** What Graph says of a job whose file the server has. */
  readonly completed: ReturnType<typeof job>;
}

/** Sets up a file's tests; its object is filled before each of them, which must leave no file behind. */
export function useExports(): ExportFixture {
  const fixture = {} as {
    -readonly [Key in keyof ExportFixture]: ExportFixture[Key];
  };
  beforeAll(async () => {
    fixture.server = await HttpsServer.start();
    fixture.file = await zipped(
      '\ufeffDeviceId,Name\r\nd1,Edge\r\nd2,15" App\r\n',
    );
    fixture.completed = job('completed', fileUrl(fixture.server));
  });
  afterAll(() => fixture.server.stop());
  beforeEach(() => {
    fixture.place = temporaryPlace();
  });
  afterEach(() => {
    expect(fixture.place.entries()).toEqual([]);
    fixture.place.end();
  });
  return fixture;
}

/** Reads the export of a script; the right to read the file must not be told to anybody. */
export async function readScripted(
  { server }: ExportFixture,
  script: Script,
  request = appsExport,
): Promise<
  ScriptedClient & Awaited<ReturnType<typeof readExport<'DeviceId' | 'Name'>>>
> {
  const client = exportClient(script, server);
  const reading = await readExport(client, request);
  const told = [client.logger.lines, String(reading.failure)];
  expect(JSON.stringify(told)).not.toContain(SIGNATURE);
  return { ...client, ...reading };
}
