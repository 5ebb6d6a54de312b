/** What is known of one application name -> intune_detected_application */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { detectedApplicationKey } from '../../model/keys';
import { createDetectedApplicationEntity } from './entity';
import type { DetectedApplication } from './catalogue';

export function toDetectedApplicationEntity(
  application: DetectedApplication,
): Entity {
  const { name, version, sizeInByte, publisher, platform } = application;
  return createDetectedApplicationEntity({
    _key: detectedApplicationKey(name),
    name: name.toLowerCase(),
    displayName: name,
    version: version ?? null,
    sizeInByte,
    publisher,
    platform,
  });
}
