/** An emulated Microsoft 365 tenant for tests, benchmarks and the demo. */
export { startEmulator } from './emulator';
export { environmentOf } from './environment';
export { EXPIRED_CLIENT_SECRET } from './login/app';
export { allRoles } from './options';
export * from './faults';
export type { Emulator, EmulatorOptions, RequestRecord } from './options';
export type { GraphPolicy } from './graph/route';
export type { ExportOutcome } from './graph/reports/exportJobs';
export type { HttpMiddleware } from './http/message';
export { quotaFloorMs } from './throttling/report';
export type {
  BucketReport,
  EarlyRetry,
  QuotaFloor,
  ThrottlingReport,
} from './throttling/report';
export type { RefusalKind } from './throttling/refusals';
export type { ThrottlingOptions } from './throttling/throttling';
export {
  generateTenant,
  tenantSizes,
  withoutIntune,
  withoutPremium,
} from './tenant';
export type {
  DirectoryObjectRef,
  InstallStatus,
  IntuneData,
  PolicyStatus,
  Tenant,
  TenantSizeName,
  UnlistedPolicy,
} from './tenant';
