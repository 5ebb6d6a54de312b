/** What makes one detected application. */
import { createHash } from 'node:crypto';
import type { DetectedApp } from '@microsoft/microsoft-graph-types-beta';
import type { IdentifiedIntune } from './intuneData';

/** The id is a hash of what makes an application: the same on every device. */
export function detectedApp(
  facts: Required<
    Pick<
      DetectedApp,
      'displayName' | 'version' | 'publisher' | 'sizeInByte' | 'platform'
    >
  >,
): IdentifiedIntune<DetectedApp> {
  const { displayName, version, publisher, platform } = facts;
  const id = createHash('sha256')
    .update(JSON.stringify([displayName, version, publisher, platform]))
    .digest('hex');
  return { id, ...facts, deviceCount: 0 };
}
