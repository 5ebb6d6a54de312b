/** What Entra ID gives to licensed tenants only, to applications that may read audit logs. */
import type { Tenant } from '../tenant';
import type { Caller } from '../login/tokens';
import { GraphError } from './errors';
import { hasAnyRole } from './route';

const readAuditLog = ['AuditLog.Read.All'] as const;

/**
 * Refuses without the permission or the license.
 * https://learn.microsoft.com/graph/api/resources/signinactivity
 */
export function requireAuditLog(caller: Caller, tenant: Tenant): void {
  if (!hasAnyRole(caller, readAuditLog)) {
    throw new GraphError(
      403,
      'Authentication_MSGraphPermissionMissing',
      'Calling principal does not have required MSGraph permissions AuditLog.Read.All',
    );
  }
  if (!tenant.hasPremiumLicense) {
    throw new GraphError(
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
    );
  }
}
