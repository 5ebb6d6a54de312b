/** Look-ups over what Intune knows, made when first needed: a directory test does not pay for them. */
import type { User } from '@microsoft/microsoft-graph-types';
import type {
  DetectedApp,
  ManagedDevice,
} from '@microsoft/microsoft-graph-types-beta';
import type {
  Identified,
  IdentifiedIntune,
  InstallStatus,
  IntuneSubscription,
  PolicyStatus,
  Tenant,
} from '../../tenant';
import { notApplicable } from '../intuneErrors';

export interface IntuneIndex {
  /** Throws a `GraphError` in a tenant without Intune. */
  readonly subscription: IntuneSubscription;
  device(id: string): IdentifiedIntune<ManagedDevice> | undefined;
  /** In the order of the listing: by name, then by id. */
  devicesByName(): readonly IdentifiedIntune<ManagedDevice>[];
  /** From now on; throws for a device that is not there. */
  rename(deviceId: string, deviceName: string): void;
  /** From now on the device is neither listed nor found; what reports say of it stays. */
  remove(deviceId: string): void;
  allStatuses(): Iterable<PolicyStatus>;
  statusesOf(policyId: string): readonly PolicyStatus[];
  statusesOfDevice(deviceId: string): readonly PolicyStatus[];
  allInstalls(): Iterable<InstallStatus>;
  installsOf(applicationId: string): readonly InstallStatus[];
  installsOfDevice(deviceId: string): readonly InstallStatus[];
  /** Every application once, with the number of its devices. */
  allDetectedApps(): readonly IdentifiedIntune<DetectedApp>[];
  /** By sign-in name; a deleted user is not found. */
  user(userPrincipalName: string): Identified<User> | undefined;
}

export function createIntuneIndex(tenant: Tenant): IntuneIndex {
  const subscription = () => {
    if (tenant.intune === undefined) throw notApplicable();
    return tenant.intune;
  };
  const data = () => subscription().data;
  const devices = once(() => byKey(data().managedDevices, ({ id }) => id));
  const sorted = once(() => [...data().managedDevices].sort(compareByName));
  const allStatuses = () =>
    data().streams?.policyStatuses ?? data().policyStatuses;
  const allInstalls = () =>
    data().streams?.installStatuses ?? data().installStatuses;
  const statuses = once(() =>
    groupBy(data().policyStatuses, ({ policyId }) => policyId),
  );
  const installs = once(() =>
    groupBy(data().installStatuses, ({ applicationId }) => applicationId),
  );
  const statusesByDevice = once(() =>
    groupBy(allStatuses(), ({ deviceId }) => deviceId),
  );
  const installsByDevice = once(() =>
    groupBy(allInstalls(), ({ deviceId }) => deviceId),
  );
  const apps = once(() => countDevices([...data().detectedApps.values()]));
  const users = once(() =>
    byKey(tenant.users, (user) => user.userPrincipalName ?? ''),
  );
  return {
    get subscription() {
      return subscription();
    },
    device: (id) => devices().get(id.toLowerCase()),
    devicesByName: sorted,
    rename: (deviceId, deviceName) => {
      const device = devices().get(deviceId);
      if (device === undefined) throw new Error(`No device ${deviceId}`);
      const renamed = { ...device, deviceName };
      devices().set(deviceId, renamed);
      sorted()[sorted().indexOf(device)] = renamed;
      sorted().sort(compareByName);
    },
    remove: (deviceId) => {
      const device = devices().get(deviceId);
      if (device === undefined) throw new Error(`No device ${deviceId}`);
      devices().delete(deviceId);
      sorted().splice(sorted().indexOf(device), 1);
    },
    allStatuses,
    statusesOf: (policyId) =>
      data().streams?.policyStatuses.of(policyId) ??
      statuses().get(policyId) ??
      [],
    statusesOfDevice: (deviceId) => statusesByDevice().get(deviceId) ?? [],
    allInstalls,
    installsOf: (applicationId) =>
      data().streams?.installStatuses.of(applicationId) ??
      installs().get(applicationId) ??
      [],
    installsOfDevice: (deviceId) => installsByDevice().get(deviceId) ?? [],
    allDetectedApps: apps,
    user: (name) => users().get(name),
  };
}

/** By name and id, the two that a page link of the listing remembers. */
export function compareByName(a: ManagedDevice, b: ManagedDevice): number {
  return (
    compareText(a.deviceName ?? '', b.deviceName ?? '') ||
    compareText(a.id ?? '', b.id ?? '')
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function byKey<T>(items: readonly T[], key: (item: T) => string) {
  return new Map(items.map((item) => [key(item), item]));
}

function groupBy<T>(items: Iterable<T>, key: (item: T) => string) {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

function countDevices(
  lists: readonly (readonly IdentifiedIntune<DetectedApp>[])[],
): IdentifiedIntune<DetectedApp>[] {
  const counts = new Map<IdentifiedIntune<DetectedApp>, number>();
  for (const app of lists.flat()) counts.set(app, (counts.get(app) ?? 0) + 1);
  return [...counts].map(([app, deviceCount]) => ({ ...app, deviceCount }));
}
