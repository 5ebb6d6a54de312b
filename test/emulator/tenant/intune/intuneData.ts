/** What Intune knows about a tenant, as plain data: the one source of Intune's routes, reports and exports. */
import type {
  ComplianceStatus,
  DetectedApp,
  DeviceCompliancePolicy,
  DeviceConfiguration,
  DeviceManagementCompliancePolicy,
  DeviceManagementConfigurationPolicy,
  DeviceManagementIntent,
  GroupPolicyConfiguration,
  ManagedDevice,
  MobileApp,
  ResultantAppState,
} from '@microsoft/microsoft-graph-types-beta';
import type { RowStream } from './rowStream';

/** As `Identified` of the directory, for the types of the beta endpoint. */
export type IdentifiedIntune<T> = Readonly<T> & { readonly id: string };

/** One of the many types behind a collection of policies or applications. */
export type Polymorphic<T> = IdentifiedIntune<T> & {
  readonly '@odata.type': string;
};

/** What one device reported about one policy, for one of its users. */
export interface PolicyStatus {
  /** May name a policy that is not listed: see `unlistedPolicies`. */
  readonly policyId: string;
  /** May name a device that is not managed any more. */
  readonly deviceId: string;
  /** "System account" for what no user is behind. */
  readonly userPrincipalName: string;
  readonly status: ComplianceStatus;
  readonly lastReportedDateTime: string;
  readonly complianceGracePeriodExpirationDateTime?: string;
}

/** A policy of which only exports still speak: deleted, or built in. */
export interface UnlistedPolicy {
  readonly id: string;
  readonly displayName: string;
  readonly kind: 'compliance' | 'configuration';
}

/** How far the installation of a managed application came on one device, for one of its users. */
export interface InstallStatus {
  readonly applicationId: string;
  /** May name a device that is not managed any more. */
  readonly deviceId: string;
  readonly userPrincipalName: string;
  readonly installState: ResultantAppState;
  readonly lastModifiedDateTime: string;
  readonly appVersion: string;
}

export interface IntuneData {
  /** The whole truth, as a single GET with `$select` tells it; listings leave much of it out. */
  readonly managedDevices: readonly IdentifiedIntune<ManagedDevice>[];
  /** By device id; devices with the same application share the object. A device without an entry has none. */
  readonly detectedApps: ReadonlyMap<
    string,
    readonly IdentifiedIntune<DetectedApp>[]
  >;
  readonly compliancePolicies: readonly Polymorphic<DeviceCompliancePolicy>[];
  /** Linux and others, made of settings of the catalog. Has a `name`, no `displayName`. */
  readonly complianceCatalogPolicies: readonly IdentifiedIntune<DeviceManagementCompliancePolicy>[];
  /** Made from the templates of before the Settings Catalogue. */
  readonly deviceConfigurations: readonly Polymorphic<DeviceConfiguration>[];
  /** The Settings Catalogue, and endpoint security since 2022. Has a `name`, no `displayName`. */
  readonly configurationPolicies: readonly IdentifiedIntune<DeviceManagementConfigurationPolicy>[];
  /** Administrative templates (ADMX). */
  readonly groupPolicyConfigurations: readonly IdentifiedIntune<GroupPolicyConfiguration>[];
  /** Endpoint security of before 2022, and security baselines. */
  readonly intents: readonly IdentifiedIntune<DeviceManagementIntent>[];
  readonly unlistedPolicies: readonly UnlistedPolicy[];
  /** Of compliance policies and of every kind of configuration. */
  readonly policyStatuses: readonly PolicyStatus[];
  readonly mobileApps: readonly Polymorphic<MobileApp>[];
  readonly installStatuses: readonly InstallStatus[];
  /** Where these rows are not held: `policyStatuses` and `installStatuses` are empty then. */
  readonly streams?: {
    readonly policyStatuses: RowStream<PolicyStatus>;
    readonly installStatuses: RowStream<InstallStatus>;
  };
}
