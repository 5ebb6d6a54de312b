/** How a process of the integration reaches an emulator. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EMULATOR_VARIABLE } from '../../src/config/loadExecutionConfig';
import type { Emulator } from './options';

/**
 * The variables that name the emulator and log in there.
 *
 * @param folder gets the certificate to trust, and those of further servers
 */
export async function environmentOf(
  {
    app,
    origin,
    certificatePem,
  }: Pick<Emulator, 'app' | 'origin' | 'certificatePem'>,
  folder: string,
  certificates: readonly string[] = [],
): Promise<Readonly<Record<string, string>>> {
  const caFile = path.join(folder, 'ca.pem');
  await writeFile(caFile, [certificatePem, ...certificates].join('\n'));
  return {
    CLIENT_ID: app.clientId,
    CLIENT_SECRET: app.clientSecret,
    TENANT: app.tenant,
    [EMULATOR_VARIABLE]: origin,
    NODE_EXTRA_CA_CERTS: caFile,
  };
}
