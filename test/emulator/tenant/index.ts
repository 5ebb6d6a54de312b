/** The tenant generator as seen from outside. */
export { generateTenant, type TenantOptions } from './generate';
export { tenantSizes, type TenantSizeName } from './sizes';
export type {
  IdentifiedIntune,
  InstallStatus,
  IntuneData,
  PolicyStatus,
  Polymorphic,
  UnlistedPolicy,
} from './intune/intuneData';
export { withoutIntune, withoutPremium } from './variants';
export type {
  DirectoryObjectRef,
  DirectoryObjectType,
  Identified,
  IntuneSubscription,
  Tenant,
} from './tenant';
