/** Device configurations of all four kinds, those without any device included. */
import { addNewEntities } from '../../model/newObjects';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { ingestionSourceIds } from '../ingestionSources';
import { listWhole } from '../listWhole';
import { policyIndexStore, type IndexedPolicy } from '../policyIndex';
import { settleAll } from '../settleAll';
import { stepIds } from '../stepIds';
import { toDeviceConfigurationEntity } from './converter';
import { DeviceConfigurationEntity } from './entity';
import {
  configurationSources,
  type ConfigurationKind,
  type ConfigurationPayload,
  type ConfigurationSource,
} from './request';

export interface IndexedConfiguration extends IndexedPolicy {
  readonly kind: ConfigurationKind;
}

export const configurationIndex =
  policyIndexStore<IndexedConfiguration>('configurationIndex');

async function fetchDeviceConfigurations(context: StepContext): Promise<void> {
  const index = new Map<string, IndexedConfiguration>();
  await settleAll(
    context,
    configurationSources.map(
      (source) => (part) => fetchSource(part, source, index),
    ),
  );
  await configurationIndex.save(context.jobState, index);
}

async function fetchSource(
  context: StepContext,
  { what, request, kind, typeName }: ConfigurationSource,
  index: Map<string, IndexedConfiguration>,
): Promise<void> {
  await listWhole<ConfigurationPayload>(context, {
    what,
    request,
    take: async (configurations) => {
      const added = await addNewEntities(
        context.jobState,
        configurations.map((configuration) =>
          toDeviceConfigurationEntity(configuration, typeName),
        ),
      );
      for (const { _key, displayName } of added) {
        index.set(_key, { id: _key, name: displayName ?? _key, kind });
      }
    },
  });
}

export const deviceConfigurationsStep = defineStep({
  id: stepIds.deviceConfigurations,
  name: 'Fetch device configurations',
  entities: [DeviceConfigurationEntity],
  relationships: [],
  dependsOn: [stepIds.account],
  ingestionSourceId: ingestionSourceIds.deviceConfigurations,
  requiresIntune: true,
  requests: configurationSources.map(({ request }) => request),
  handler: fetchDeviceConfigurations,
});
