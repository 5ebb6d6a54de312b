/** deviceConfiguration, configurationPolicy, groupPolicyConfiguration or intent -> intune_device_configuration */
import type { Entity } from '@jupiterone/integration-sdk-core';
import { timestamp } from '../../model/dates';
import type { Identified } from '../../model/keys';
import { count, text, graphTypeName } from '../../model/values';
import { catalogProperties } from '../policies';
import { createDeviceConfigurationEntity } from './entity';
import type { ConfigurationPayload } from './request';

/** @param typeName for a configuration that does not name its type */
export function toDeviceConfigurationEntity(
  configuration: Identified<ConfigurationPayload>,
  typeName: string,
): Entity {
  const name =
    text(configuration.displayName) ??
    text(configuration.name) ??
    configuration.id;
  return createDeviceConfigurationEntity({
    _key: configuration.id,
    id: configuration.id,
    name,
    displayName: name,
    description: text(configuration.description),
    function: 'endpoint-configuration',
    category: 'config',
    ...catalogProperties(configuration),
    templateFamily: templateFamilyOf(configuration.templateReference),
    version: count(configuration.version),
    configurationType: graphTypeName(configuration['@odata.type']) ?? typeName,
    createdOn: timestamp(configuration.createdDateTime),
    updatedOn: timestamp(configuration.lastModifiedDateTime),
  });
}

/** `none` is what a policy says that was made without a template. */
function templateFamilyOf(
  reference: ConfigurationPayload['templateReference'],
): string | undefined {
  const family = text(reference?.templateFamily);
  return family === 'none' ? undefined : family;
}
