/**
 * `npm run check:tenant`: what a run of the tenant of .env would come to, before
 * its first night. docs/check-tenant.md describes it.
 */
import { clientOptionsOf } from '../src/config/loadExecutionConfig';
import { valueOf } from '../src/config/readResult';
import { Connections } from '../src/graph/network/connections';
import { checkTenant } from './checkTenant/check';
import { help, readOptions } from './checkTenant/options';
import { renderCheck } from './checkTenant/text';
import { readLocalInstance } from './localInstance';
import { runCommand } from './runCommand';
import { ownVersion } from './version';
import { exitCodes } from './exitCodes';

async function main(): Promise<void> {
  const { json, seconds, postsExports, ...options } = readOptions(
    process.argv.slice(2),
  );
  if (options.help) {
    console.log(help);
    return;
  }
  const instance = valueOf(readLocalInstance());
  const { config } = instance;
  const { check, permissions } = await checkTenant({
    version: ownVersion(),
    ...{ config, instance, seconds, postsExports },
    client: clientOptionsOf(config, seconds * 1_000),
    connections: new Connections({ keepAlive: false }),
  });
  console.log(
    json ? JSON.stringify(check, null, 2) : renderCheck(check, permissions),
  );
  process.exitCode = exitCodes[check.verdict];
}

void runCommand(main, help);
