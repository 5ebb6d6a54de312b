/** The version of this integration, by the nearest package.json above: sources and build stand at different depths. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export function ownVersion(folder = __dirname): string {
  const file = path.join(folder, 'package.json');
  if (existsSync(file)) {
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly version?: string;
    };
    return version ?? 'unknown';
  }
  const parent = path.dirname(folder);
  return parent === folder ? 'unknown' : ownVersion(parent);
}
