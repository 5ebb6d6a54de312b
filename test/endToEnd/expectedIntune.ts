/**
 * What a tenant's Intune must give, computed from the tenant alone: nothing of
 * src is used here but the names of the types.
 */
import type { Tenant } from '../emulator';
import { listedDevice } from '../emulator/graph/intune/deviceShapes';
import type { ExpectedGraph } from './expectedGraph';

type Intune = NonNullable<Tenant['intune']>;
type IntuneData = Intune['data'];
type Device = IntuneData['managedDevices'][number];
type Status = IntuneData['policyStatuses'][number]['status'];

const NOTHING: ExpectedGraph = { entities: [], relationships: [] };

export function expectedIntune(tenant: Tenant): ExpectedGraph {
  const { intune } = tenant;
  if (!intune) {
    return NOTHING;
  }
  const typeOf = deviceTypes(intune.data);
  return merge(
    devices(tenant, intune.data, typeOf),
    policies(intune, typeOf),
    managedApplications(intune.data, typeOf),
    detectedApplications(intune.data, typeOf),
  );
}

function merge(...parts: ExpectedGraph[]): ExpectedGraph {
  return {
    entities: parts.flatMap(({ entities }) => entities),
    relationships: parts.flatMap(({ relationships }) => relationships),
  };
}

/** The type of a managed device; undefined for a device that is not one any more. */
type TypeOf = (deviceId: string) => string | undefined;

function deviceTypes({ managedDevices }: IntuneData): TypeOf {
  const types = new Map(
    managedDevices.map((device) => [device.id, deviceType(device)]),
  );
  return (id) => types.get(id);
}

/** From what the listing shows of a device. */
function deviceType(device: Device): string {
  const { deviceType = '', model, operatingSystem } = listedDevice(device);
  const isOneOf = (names: string) => names.split(' ').includes(deviceType);
  const isWindows = operatingSystem?.startsWith('Windows');
  if (isOneOf('cloudPC') || VIRTUAL.test(model ?? '')) {
    return 'server';
  }
  if (/^windows server/i.test(operatingSystem ?? '') || isServer(model)) {
    return 'server';
  }
  if (isOneOf('winCE winEmbedded')) {
    return 'workstation';
  }
  if (isWindows && !isOneOf('winMO6 windowsPhone holoLens surfaceHub')) {
    return 'desktop';
  }
  if (isOneOf('desktop windowsRT windows10x mac unix linux')) {
    return 'desktop';
  }
  if (isOneOf('macMDM chromeOS')) {
    return 'laptop';
  }
  const phones =
    'winMO6 nokia windowsPhone iPhone iPod android androidForWork androidEnterprise androidnGMS blackberry palm';
  if (isOneOf(phones)) {
    return 'smartphone';
  }
  return isOneOf('iPad visionOS tvOS holoLens surfaceHub')
    ? 'user_endpoint'
    : typeOfSystem(operatingSystem ?? '');
}

const VIRTUAL =
  /^(virtual machine|vmware|virtualbox|parallels|virtualmac|kvm|standard pc \(|google compute engine|cloud pc)/i;

function isServer(model: string | null | undefined): boolean {
  return /^(poweredge|proliant|thinksystem|primergy)/i.test(model ?? '');
}

/** For devices whose type Intune does not know. */
function typeOfSystem(operatingSystem: string): string {
  const [system] = operatingSystem.toLowerCase().split(/[^a-z]/);
  switch (system) {
    case 'ios':
    case 'android':
    case 'androidforwork':
    case 'androidenterprise':
      return 'smartphone';
    case 'macos':
    case 'chromeos':
    case 'chrome':
      return 'laptop';
    case 'linux':
      return 'desktop';
    default:
      return 'user_endpoint';
  }
}

function devices(
  tenant: Tenant,
  { managedDevices }: IntuneData,
  typeOf: TypeOf,
): ExpectedGraph {
  const users = new Set(tenant.users.map(({ id }) => id));
  const relationships = managedDevices.flatMap((device) => {
    const type = typeOf(device.id);
    const owner = users.has(device.userId ?? '') ? [device.userId] : [];
    const loggedOn = (device.usersLoggedOn ?? [])
      .map(({ userId }) => userId ?? '')
      .filter((id) => users.has(id));
    return [
      `intune_host_agent_manages_${type} intune-host-agent:${device.id} -> ${device.id}`,
      ...owner.map((id) => `azure_user_has_${type} ${id} -> ${device.id}`),
      ...[...new Set(loggedOn)].map(
        (id) => `azure_user_uses_${type} ${id} -> ${device.id}`,
      ),
    ];
  });
  return {
    entities: managedDevices.flatMap(({ id }) => [
      `${typeOf(id)} ${id}`,
      `intune_host_agent intune-host-agent:${id}`,
    ]),
    relationships,
  };
}

/** From the best to the worst; several users may report for one device. */
const fromBest =
  'notAssigned notApplicable compliant remediated unknown conflict error nonCompliant'.split(
    ' ',
  );
const open = new Set<Status>(['nonCompliant', 'error', 'conflict', 'unknown']);

/** Whether it is a finding. */
export function isOpen(status: Status): boolean {
  return open.has(status);
}

function policies({ accountId, data }: Intune, typeOf: TypeOf): ExpectedGraph {
  const kinds = new Map<string, string>([
    ...[...data.compliancePolicies, ...data.complianceCatalogPolicies].map(
      ({ id }) => [id, 'intune_compliance_policy'] as const,
    ),
    ...[
      ...data.deviceConfigurations,
      ...data.configurationPolicies,
      ...data.groupPolicyConfigurations,
      ...data.intents,
    ].map(({ id }) => [id, 'intune_device_configuration'] as const),
  ]);
  const parts = [...worstStatuses(data)].map(([pair, status]) => {
    const [policyId, deviceId] = pair.split(' ');
    const kind = kinds.get(policyId);
    const type = typeOf(deviceId);
    return kind && type
      ? policyOnDevice({ accountId, policyId, deviceId, kind, type, status })
      : NOTHING;
  });
  return merge(
    {
      entities: [...kinds].map(([id, kind]) => `${kind} ${id}`),
      relationships: [],
    },
    ...parts,
  );
}

/** By the ids of policy and device: `<policy> <device>`. */
export function worstStatuses({
  policyStatuses,
}: IntuneData): Map<string, Status> {
  const worst = new Map<string, Status>();
  for (const { policyId, deviceId, status } of policyStatuses) {
    const pair = `${policyId} ${deviceId}`;
    const known = worst.get(pair) ?? 'notAssigned';
    worst.set(
      pair,
      fromBest.indexOf(status) >= fromBest.indexOf(known) ? status : known,
    );
  }
  return worst;
}

function policyOnDevice(on: {
  accountId: string;
  policyId: string;
  deviceId: string;
  kind: string;
  type: string;
  status: Status;
}): ExpectedGraph {
  const { policyId, deviceId, kind, type, status } = on;
  const finding = `${on.accountId}_${policyId}_${deviceId}`;
  const name = kind.replace('intune_', '');
  const isAssigned = status !== 'notAssigned' && status !== 'notApplicable';
  return {
    entities: isOpen(status) ? [`intune_noncompliance_finding ${finding}`] : [],
    relationships: [
      ...(isAssigned
        ? [
            `intune_host_agent_assigned_${name} intune-host-agent:${deviceId} -> ${policyId} ${status}`,
          ]
        : []),
      ...(isOpen(status)
        ? [
            `${kind}_identified_noncompliance_finding ${policyId} -> ${finding}`,
            `${type}_has_intune_noncompliance_finding ${deviceId} -> ${finding}`,
          ]
        : []),
    ],
  };
}

function managedApplications(
  { mobileApps, installStatuses }: IntuneData,
  typeOf: TypeOf,
): ExpectedGraph {
  const listed = new Set(mobileApps.filter(isInPortal).map(({ id }) => id));
  const pairs = installStatuses
    .filter(({ applicationId }) => listed.has(applicationId))
    .filter(({ deviceId }) => typeOf(deviceId))
    .map(
      ({ applicationId, deviceId }) =>
        `${typeOf(deviceId)}_assigned_intune_managed_application ${deviceId} -> ${applicationId}`,
    );
  return {
    entities: [...listed].map((id) => `intune_managed_application ${id}`),
    relationships: [...new Set(pairs)],
  };
}

/** The portal shows what is assigned, and what is not from a public store. */
export function isInPortal(
  app: IntuneData['mobileApps'][number] & { appAvailability?: string | null },
): boolean {
  const { isAssigned, appAvailability } = app;
  return Boolean(isAssigned) || appAvailability !== 'global';
}

function detectedApplications(
  { detectedApps, managedDevices }: IntuneData,
  typeOf: TypeOf,
): ExpectedGraph {
  const found = managedDevices.flatMap(({ id: deviceId }) =>
    (detectedApps.get(deviceId) ?? [])
      .filter(({ displayName }) => displayName?.trim())
      .map(({ displayName, version }) => ({
        deviceId,
        key: `IntuneDetected:${displayName?.trim().toLowerCase()}`,
        version: version ?? '',
      })),
  );
  return {
    entities: [
      ...new Set(found.map(({ key }) => `intune_detected_application ${key}`)),
    ],
    relationships: [
      ...new Set(
        found.map(({ deviceId, key, version }) =>
          `${typeOf(deviceId)}_installed_intune_detected_application ${deviceId} -> ${key} ${version}`.trim(),
        ),
      ),
    ],
  };
}
