/** Device configurations of all four kinds, those without any device included. */
import { flag } from '../../model/values';
import type { StepContext } from '../../run/context';
import { READ_AGAIN_WHEN_EMPTY } from '../../run/dataset';
import { defineStep } from '../../run/defineStep';
import { ingestionSourceIds } from '../../run/ingestionSources';
import { listWhole } from '../../run/listing/listWhole';
import {
  emitPolicies,
  namedPolicy,
  type ListedPolicy,
  type EmittedPolicy,
  type ListedPolicies,
} from '../policies';
import { defineHandover } from '../../run/handover';
import { settleAll } from '../../run/settleAll';
import { stepIds } from '../../run/stepIds';
import { toDeviceConfigurationEntity } from './converter';
import { DeviceConfigurationEntity } from './entity';
import {
  configurationSources,
  optionalConfigurationFields,
  type ConfigurationKind,
  type ConfigurationPayload,
  type ConfigurationSource,
} from './request';

export interface ListedConfiguration extends ListedPolicy {
  readonly kind: ConfigurationKind;
}

/** Empty when the step emitted none. */
export const listedConfigurations = defineHandover<
  ListedPolicies<ListedConfiguration>
>('listedConfigurations', () => new Map());

type Listed = EmittedPolicy<ListedConfiguration>[];

async function fetchDeviceConfigurations(context: StepContext): Promise<void> {
  const { jobState, emission } = context;
  const lists = configurationSources.map((): Listed => []);
  const reading = settleAll(
    context,
    configurationSources.map(
      (source, index) => (part) => readList(part, source, lists[index]),
    ),
  );
  const index = await emitPolicies(emission, lists, reading);
  await listedConfigurations.save(jobState, index);
}

async function readList(
  context: StepContext,
  { what, request, kind, typeName }: ConfigurationSource,
  list: Listed,
): Promise<void> {
  await listWhole<ConfigurationPayload>(context, {
    what,
    request,
    optional: optionalConfigurationFields,
    take: (configurations) => {
      for (const configuration of configurations) {
        const entity = toDeviceConfigurationEntity(configuration, typeName);
        const isAssigned = flag(configuration.isAssigned);
        list.push({
          entity,
          policy: { ...namedPolicy(entity), kind, isAssigned },
        });
      }
      return Promise.resolve();
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
  datasets: [
    {
      what: 'device configurations of all four kinds',
      ...READ_AGAIN_WHEN_EMPTY,
      requests: configurationSources.map(({ request }) => request),
    },
  ],
  handler: fetchDeviceConfigurations,
});
