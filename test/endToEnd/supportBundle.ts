/** Looks for what must not be in a file for support. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Entity } from '@jupiterone/integration-sdk-core';
import { makeBundle } from '../../scripts/support/bundle';

/** What identifies somebody or something, as the entities of a result call it. */
const identifying =
  /^(id|_key|name|displayName|deviceName|hostname|userPrincipalName|username|userDisplayName|givenName|surname|mail|email|serial|serialNumber|imei|udid|macAddress|wifiMacAddress|phoneNumber|aadDeviceId|organizationName|defaultDomain|verifiedDomains)$/;

/** Too short or too ordinary to be told from other words. */
const isTelling = (text: string) =>
  text.length >= 5 &&
  !/^(account$|microsoft|intune-host-agent|mobile|windows)/i.test(text);

/** All that must not be found again: of every entity but what JupiterOne's local instance is called. */
export function originalsOf(entities: readonly Entity[]): string[] {
  const originals = new Set<string>();
  for (const entity of entities) {
    for (const [property, value] of Object.entries(entity)) {
      for (const text of [value].flat()) {
        if (
          identifying.test(property) &&
          typeof text === 'string' &&
          isTelling(text)
        ) {
          originals.add(text.toLowerCase());
        }
      }
    }
  }
  return [...originals];
}

/** @param files of a run, by their paths below its folder */
export async function bundleOf(
  files: ReadonlyMap<string, string>,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'microsoft-365-support-'));
  try {
    for (const [name, text] of files) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    const { bundle } = await makeBundle(folder, environment);
    return JSON.stringify(bundle);
  } finally {
    await rm(folder, { recursive: true });
  }
}
