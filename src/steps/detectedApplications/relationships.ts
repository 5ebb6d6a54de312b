import {
  RelationshipClass,
  type ExplicitRelationship,
} from '@jupiterone/integration-sdk-core';
import { flatKey } from '../../model/keys';
import { createRelationship } from '../../model/relationships';
import type { DeviceType } from '../devices/deviceType';
import { relationshipsFromDevices } from '../devices/relationships';
import type { Detection } from './catalogue';
import { DetectedApplicationEntity } from './entity';

export const deviceInstalledApplication = relationshipsFromDevices(
  RelationshipClass.INSTALLED,
  DetectedApplicationEntity,
);

export function toInstalledRelationship(
  deviceId: string,
  deviceType: DeviceType,
  { key, version, keyEnd, detectionId }: Detection,
): ExplicitRelationship {
  return createRelationship(
    deviceInstalledApplication.of(deviceType),
    deviceId,
    key,
    {
      _key: flatKey(deviceId, keyEnd),
      version,
      detectionId,
    },
  );
}
