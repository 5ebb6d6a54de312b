/**
 * The table of class properties in docs/jupiterone.md says of each property what a
 * run emits: all of them, some, or none.
 */
import type {
  Entity,
  StepEntityMetadata,
} from '@jupiterone/integration-sdk-core';
import { generateTenant, startEmulator } from '#test/emulator/index';
import { runIntegration } from '#test/reliability/runIntegration';
import { sampleLinks } from '#test/support/sampleLinks';
import {
  classPropertiesOf,
  classPropertyTables,
} from '../../scripts/document/classProperties';
import {
  ownVerdictsOf,
  verdictsOf,
} from '../../scripts/document/classVerdicts';
import { clouds } from '../../src/graph/clouds/clouds';
import { integrationSteps } from '../../src/steps';
import { toAccountEntity } from '../../src/steps/account/converter';
import {
  toCatalogCompliancePolicyEntity,
  toCompliancePolicyEntity,
} from '../../src/steps/compliancePolicies/converter';
import { toDetectedApplicationEntity } from '../../src/steps/detectedApplications/converter';
import { toDeviceConfigurationEntity } from '../../src/steps/deviceConfigurations/converter';
import { toDeviceEntity } from '../../src/steps/devices/converter';
import { toHostAgentEntity } from '../../src/steps/devices/hostAgent/converter';
import { toFindingEntity } from '../../src/steps/findings/converter';
import { toGroupMemberEntity } from '../../src/steps/groupMembers/converter';
import { toGroupEntity } from '../../src/steps/groups/converter';
import { toManagedApplicationEntity } from '../../src/steps/managedApplications/converter';
import { toUserEntity } from '../../src/steps/users/converter';

const id = '4a3b1d2c-0000-4000-8000-000000000001';

/** Of each type one of which nothing is known. */
const bare: readonly Entity[] = [
  toAccountEntity(
    { instance: { id, name: 'Tenant' }, organization: { id }, intune: {} },
    sampleLinks,
  ),
  toUserEntity({ id }, {}, sampleLinks),
  toGroupEntity({ id }, sampleLinks),
  toGroupMemberEntity({ id }, sampleLinks),
  toDeviceEntity({ id }, undefined, sampleLinks),
  toHostAgentEntity({ id }, sampleLinks),
  toCompliancePolicyEntity({ id }),
  toCatalogCompliancePolicyEntity({ id }),
  toDeviceConfigurationEntity({ id }, 'deviceConfiguration'),
  toFindingEntity({
    intuneAccountId: id,
    policy: { id, name: 'Policy' },
    status: { deviceId: id, device: { type: 'laptop' }, status: 'error' },
    severity: { severity: 'high', numericSeverity: 6 },
    hasGracePeriod: true,
    links: sampleLinks,
  }),
  toManagedApplicationEntity({ id }, sampleLinks),
  toDetectedApplicationEntity({ name: 'Zoom', hasSeveralVersions: true }),
];

/** What the tenant below has nothing of. */
const rich: readonly Entity[] = [
  toUserEntity({ id, lastPasswordChangeDateTime: '2021-06-02T08:00:00Z' }),
  toDeviceEntity(
    { id, operatingSystem: 'Windows' },
    {
      hardwareInformation: {
        deviceFullQualifiedDomainName: 'laptop-1.contoso.com',
        wiredIPv4Addresses: ['198.51.100.7', '2001:db8::7'],
      },
    },
  ),
];

const isDevice = ({ _class }: Pick<Entity, '_class'>) =>
  [_class].flat().includes('Host');

/** Types of devices share their properties. */
const isAlike = (entity: Entity, { _type, _class }: StepEntityMetadata) =>
  entity._type === _type || (isDevice(entity) && isDevice({ _class }));

function hasValue(entity: Entity, name: string): boolean {
  const value: unknown = entity[name];
  return value != null && !(Array.isArray(value) && value.length === 0);
}

const declared = [
  ...new Map(
    integrationSteps
      .flatMap((step) => step.entities)
      .map((entity) => [entity._type, entity]),
  ).values(),
];

describe('the table of class properties', () => {
  let collected: readonly Entity[];

  const tenant = generateTenant({ size: 'demo' });

  beforeAll(async () => {
    const emulator = await startEmulator({ tenant, exportPolls: 0 });
    try {
      collected = (await runIntegration(emulator)).graph.entities;
    } finally {
      await emulator.close();
    }
  });

  test.each(declared.map((entity) => [entity._type, entity] as const))(
    'has a verdict about each of %s, and about no other',
    (type, entity) => {
      const names = classPropertiesOf(entity);
      const known = verdictsOf(type) ?? {};
      expect(names.filter((name) => known[name] === undefined)).toEqual([]);
      const isServer = type === 'server';
      expect(
        ownVerdictsOf(type).filter((name) => !names.includes(name)),
        // Declared as a Host, and emitted as a Device, too.
      ).toEqual(isServer ? expect.any(Array) : []);
    },
  );

  test.each(declared.map((entity) => [entity._type, entity] as const))(
    'says of %s what is emitted',
    (type, entity) => {
      const alike = (all: readonly Entity[]) =>
        all.filter((each) => isAlike(each, entity));
      const emitted = alike([...collected, ...bare, ...rich]);
      const verdicts = verdictsOf(type) ?? {};
      const wrong = classPropertiesOf(entity).filter((name) => {
        const filled = emitted.filter((each) => hasValue(each, name)).length;
        const verdict = verdicts[name];
        if (verdict === 'filled') {
          // Samples of what the tenant has nothing of have no links.
          return !alike([...collected, ...bare]).every((each) =>
            hasValue(each, name),
          );
        }
        return 'sometimes' in verdict
          ? filled === 0 || filled === emitted.length
          : filled > 0;
      });
      expect(wrong).toEqual([]);
    },
  );

  test('names the properties on which a new type needs a verdict', () => {
    const added = {
      resourceName: 'Named Location',
      _type: 'azure_named_location',
      _class: 'Configuration',
    };
    expect(() => classPropertyTables([added])).toThrow(
      /azure_named_location.*classVerdicts\.ts\. Missing: .*\bcreatedOn\b/,
    );
  });

  test('has links into the tenant that was collected', () => {
    const links = collected.flatMap(({ webLink }) => webLink ?? []);
    const { entra, intune } = clouds.global.adminCenters;
    expect(links.length).toBeGreaterThan(0);
    expect(
      links.filter(
        (link) =>
          !link.startsWith(`${entra}/${tenant.id}/#view/`) &&
          !link.startsWith(`${intune}/${tenant.id}/#view/`),
      ),
    ).toEqual([]);
  });

  test('shows types that say the same once, by verdict', () => {
    const tables = classPropertyTables(declared);
    expect(tables.match(/`laptop` \(Device and Host\)/g)).toHaveLength(1);
    expect(tables).toMatch(/\| `name`, .*`function` \| yes \|/);
    expect(tables).toMatch(
      /\| `isPerson` \| no \| Microsoft Graph does not distinguish persons/,
    );
  });
});
