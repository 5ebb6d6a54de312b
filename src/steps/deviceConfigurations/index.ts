/** Device configurations of all four kinds, those without any device included. */
import { identified } from '../../model/keys';
import { addNewEntities } from '../../model/newObjects';
import type { StepContext } from '../context';
import { defineStep } from '../defineStep';
import { ingestionSourceIds } from '../ingestionSources';
import { Oddities } from '../oddities';
import { policyIndexStore, type IndexedPolicy } from '../policyIndex';
import { settleAll } from '../settleAll';
import { stepIds } from '../stepIds';
import { toDeviceConfigurationEntity } from './converter';
import { DeviceConfigurationEntity } from './entity';
import {
  configurationSources,
  type ConfigurationKind,
  type ConfigurationSource,
} from './request';

export interface IndexedConfiguration extends IndexedPolicy {
  readonly kind: ConfigurationKind;
}

export const configurationIndex =
  policyIndexStore<IndexedConfiguration>('configurationIndex');

async function fetchDeviceConfigurations(context: StepContext): Promise<void> {
  const index = new Map<string, IndexedConfiguration>();
  const oddities = new Oddities({
    withoutId: 'Device configurations without an id were left out',
    repeated: 'Device configurations that were listed again were left out',
  });
  await settleAll(
    context,
    configurationSources.map(
      (source) => (part) => fetchSource(part, source, index, oddities),
    ),
  );
  await configurationIndex.save(context.jobState, index);
  oddities.log(context);
}

async function fetchSource(
  { graph, jobState }: StepContext,
  { request, kind, typeName }: ConfigurationSource,
  index: Map<string, IndexedConfiguration>,
  oddities: Oddities<'withoutId' | 'repeated'>,
): Promise<void> {
  for await (const page of graph.list(request)) {
    const configurations = identified(page);
    oddities.count('withoutId', page.length - configurations.length);
    const entities = configurations.map((configuration) =>
      toDeviceConfigurationEntity(configuration, typeName),
    );
    const added = await addNewEntities(jobState, entities);
    oddities.count('repeated', entities.length - added.length);
    for (const { _key, displayName } of added) {
      index.set(_key, {
        id: _key,
        name: displayName ?? _key,
        kind,
      });
    }
  }
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
