/** A device that Graph sends together with the applications that were detected on it. */
import type { DetectedApp } from '@microsoft/microsoft-graph-types-beta';

/** What a device says of an application. */
export type DetectedAppPayload = Pick<
  DetectedApp,
  'id' | 'displayName' | 'platform' | 'publisher' | 'sizeInByte' | 'version'
>;

/** A device with its applications; there are more of them where there is a link. */
export interface ExpandedDevicePayload {
  readonly detectedApps?: readonly DetectedAppPayload[];
  readonly 'detectedApps@odata.nextLink'?: string;
}

/** Of a single device of beta: the list of all devices takes it, and gives empty lists. */
export const EXPANDED_APPLICATIONS = 'detectedApps';

/** Nobody has seen a second page; a device with one is read in another way. */
export function isWhole(payload: ExpandedDevicePayload): boolean {
  return (
    Array.isArray(payload.detectedApps) &&
    payload['detectedApps@odata.nextLink'] == null
  );
}
