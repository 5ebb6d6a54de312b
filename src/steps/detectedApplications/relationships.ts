import {
  RelationshipClass,
  type ExplicitRelationship,
} from '@jupiterone/integration-sdk-core';
import { createRelationship, flatKey } from '../../model/relationships';
import { text } from '../../model/values';
import type { DeviceType } from '../devices/deviceType';
import { relationshipsFromDevices } from '../devices/relationships';
import type { DetectedRow } from './catalogue';
import { DetectedApplicationEntity } from './entity';

export const deviceInstalledApplication = relationshipsFromDevices(
  RelationshipClass.INSTALLED,
  DetectedApplicationEntity,
);

/** A device may have several versions of one application: the key ends in the version. */
export function toInstalledRelationship(
  { deviceId, version, detectionId }: DetectedRow,
  deviceType: DeviceType,
  applicationKey: string,
): ExplicitRelationship {
  const installed = text(version);
  return createRelationship(
    deviceInstalledApplication.of(deviceType),
    deviceId,
    applicationKey,
    {
      _key: flatKey(deviceId, 'installed', applicationKey, installed ?? ''),
      version: installed,
      detectionId,
    },
  );
}
