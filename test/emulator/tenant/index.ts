/** The tenant generator as seen from outside. */
export { generateTenant, type TenantOptions } from './generate';
export { tenantSizes, type TenantSizeName } from './sizes';
export { withoutIntune, withoutPremium } from './variants';
export type {
  DirectoryObjectRef,
  DirectoryObjectType,
  Identified,
  IntuneSubscription,
  Tenant,
} from './tenant';
