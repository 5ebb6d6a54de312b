/** Makes ZIP files as Intune does, and others. */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export type Members = Readonly<Record<string, string | Buffer>>;

export async function zipOf(members: Members): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(members)) {
    zip.addBuffer(Buffer.from(content), name);
  }
  zip.end();
  return buffer(zip.outputStream);
}

/** The archive of one table. */
export function zipped(csv: string): Promise<Buffer> {
  return zipOf({ 'AppInvRawData_1.csv': csv });
}
